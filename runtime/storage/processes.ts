import { type Kysely, sql } from 'kysely'
import { ask, type Database } from './database.ts'
import type { PostgresPool } from './postgresPool.ts'
import type { Tables } from './schema.ts'
import type { CallStore } from './store.ts'

export interface Processes {
  takeOrphans: CallStore['takeOrphans']
  /** Whether another process has given a sign of life lately. */
  isLiving(other: string): Promise<boolean>
  /** This process ends: what it leaves may be taken at once. */
  leave(): Promise<void>
}

/** Milliseconds without a sign of life after which a process counts as gone. */
const defaultSilence = 20_000
/** Signs of life in the time after which a process counts as gone. */
const beatsInSilence = 4

/** By the clock of Postgres: those of the processes may differ. */
const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`

/** The processes that share a Postgres: each says that it lives, and takes up the calls of those that do not. */
export async function joinProcesses(
  database: Database,
  id: string,
  longestSilence = defaultSilence,
): Promise<Processes> {
  const { queries, write } = database
  const beat = () =>
    write(function* () {
      const values = { id, seen_at: now }
      const insert = queries.insertInto('processes').values(values)
      yield* ask(
        insert.onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: now })),
      )
    })
  await beat()
  // Since when every sign of life arrived: after an outage everybody was silent, and nobody is gone.
  let steadySince: number | null = Date.now()
  const beatAgain = () =>
    beat().then(
      () => {
        steadySince ??= Date.now()
      },
      () => {
        steadySince = null
      },
    )
  const timer = setInterval(() => void beatAgain(), longestSilence / beatsInSilence).unref()
  return {
    takeOrphans: () =>
      write(function* () {
        const isSteady = steadySince !== null && Date.now() - steadySince > longestSilence
        if (isSteady) {
          const old = queries.deleteFrom('processes').where('id', '!=', id)
          yield* ask(old.where(silence, '>', longestSilence))
        }
        const { rows } = yield* ask(orphans(queries, id))
        return rows.map((row) => ({
          callId: String(row['call_id']),
          channel: channelOf(row['channel']),
        }))
      }),
    isLiving: async (other) => {
      const row = await queries
        .selectFrom('processes')
        .select('id')
        .where('id', '=', other)
        .where(silence, '<=', longestSilence)
        .executeTakeFirst()
      return row !== undefined
    },
    leave: async () => {
      clearInterval(timer)
      await queries.deleteFrom('processes').where('id', '=', id).execute()
    },
  }
}

const silence = sql<number>`${now} - seen_at`

/** Two who look at once: the second finds a living owner. */
const orphans = (queries: Kysely<Tables>, id: string) =>
  queries
    .updateTable('sessions')
    .from('calls')
    .set({ owner: id })
    .whereRef('calls.id', '=', 'sessions.call_id')
    .where('calls.status', '=', 'active')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('processes')
            .select('processes.id')
            .whereRef('processes.id', '=', 'sessions.owner'),
        ),
      ),
    )
    .returning(['sessions.call_id', 'calls.channel'])

const channelOf = (value: unknown) => (value === 'voice' || value === 'text' ? value : 'http')

/** How many processes have given a sign of life lately. */
export async function countLiving(pool: Pick<PostgresPool, 'query'>): Promise<number> {
  const { rows } = await pool.query(
    'select count(*) as living from processes where (extract(epoch from clock_timestamp()) * 1000)::bigint - seen_at < $1',
    [defaultSilence],
  )
  return Number(rows[0]?.['living'])
}
