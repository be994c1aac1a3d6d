import { type Kysely, sql } from 'kysely'
import { ask, type Database } from './database.ts'

/** How often somebody tried within a window of time. */
export interface Attempts {
  readonly count: number
  /** When the window ends. */
  readonly until: number
}

/** What is counted for all processes together, and over restarts: attempts to come in. */
export interface AttemptStore {
  /** Counts one; a window that is over begins anew. */
  countAttempt(who: string, now: number, within: number): Promise<Attempts>
  /** Takes one back: it was no guess. */
  forgiveAttempt(who: string): Promise<void>
  /** Forgets windows that ended before a time. */
  forgetAttempts(before: number): Promise<void>
}

export async function createAttempts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('attempts')
    .addColumn('who', 'text', (column) => column.primaryKey())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('attempts_until').on('attempts').column('until').execute()
}

/** Attempts; the same on every SQL engine. */
export function createAttemptStore({ queries, write }: Database): AttemptStore {
  return {
    countAttempt: (who, now, within) => {
      const count = sql`
        insert into attempts (who, count, until) values (${who}, 1, cast(${now + within} as bigint))
        on conflict (who) do update set
          count = case when attempts.until <= ${now} then 1 else attempts.count + 1 end,
          until = case when attempts.until <= ${now} then cast(${now + within} as bigint) else attempts.until end
        returning count, until`
      return write(function* () {
        const [row] = (yield* ask({ compile: () => count.compile(queries) })).rows
        return { count: Number(row?.['count']), until: Number(row?.['until']) }
      })
    },
    forgiveAttempt: (who) =>
      write(function* () {
        yield* ask(
          queries
            .updateTable('attempts')
            .set({ count: sql`count - 1` })
            .where('who', '=', who)
            .where('count', '>', 0),
        )
      }),
    forgetAttempts: (before) =>
      write(function* () {
        yield* ask(queries.deleteFrom('attempts').where('until', '<', before))
      }),
  }
}
