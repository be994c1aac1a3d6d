import type { CallRow } from '#shared/api/api.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { Session } from '#shared/session/session.ts'
import { createCallQueries } from './callQueries.ts'
import { ask, type Database } from './database.ts'
import { answerSql, readRecords } from './eventRows.ts'
import type { PostgresBatches } from './postgresBatches.ts'
import type { PostgresPool } from './postgresPool.ts'
import type { Processes } from './processes.ts'
import type { RowsFeed } from './rowsFeed.ts'
import { type CallStore, StaleSession } from './store.ts'

export interface PostgresParts {
  readonly pool: PostgresPool
  readonly database: Database
  readonly batches: PostgresBatches
  readonly feed: RowsFeed
  readonly processes: Processes
}

/** Calls in Postgres: turns in batches, everything else a query of its own. */
export function createCallStore(parts: PostgresParts): CallStore {
  const { pool, batches, feed, database } = parts
  return {
    ...createCallQueries(database.queries),
    loadTurn: async (callId, turn) => {
      const { rows } = await pool.query(loadSql, [turn, callId], 'fml_load')
      const [row] = rows
      if (!row) return null
      // What this store wrote itself.
      const session: Session = JSON.parse(String(row['state']))
      const pending: Effect[] = JSON.parse(String(row['pending']))
      const answer = row['document']
      return {
        session,
        pending,
        version: Number(row['version']),
        answer: typeof answer === 'string' ? answer : null,
      }
    },
    findCall: async (carrier, sid) => {
      const { rows } = await pool.query(findSql, [carrier, sid], 'fml_find')
      return rows[0] ? String(rows[0]['id']) : null
    },
    commitTurn: async (commit) => {
      const { callId, rows } = commit
      if ((await batches.add({ callId, rows, commit })) === null) throw new StaleSession(callId)
    },
    appendRows: async (callId, rows) => {
      if (rows.length > 0) await batches.add({ callId, rows, commit: null })
    },
    onRows: feed.onRows,
    follow: feed.follow,
    readRows: (callId, afterSeq, limit) => readRows(pool, callId, afterSeq, limit),
    closeCall: (callId, { status, at }) =>
      database.write(function* () {
        const query = database.queries
          .updateTable('calls')
          .set((to) => ({
            closed: 1,
            ended_at: at,
            status: to
              .case()
              .when('status', '=', 'active')
              .then(status)
              .else(to.ref('status'))
              .end(),
          }))
          .where('id', '=', callId)
          .where('closed', '=', 0)
        return (yield* ask(query)).changes === 1
      }),
    takeOrphans: parts.processes.takeOrphans,
  }
}

/** Rows of a call in their order. */
export async function readRows(
  pool: PostgresPool,
  callId: string,
  afterSeq: number,
  limit: number,
): Promise<readonly CallRow[]> {
  const { rows } = await pool.query(rowsSql, [callId, afterSeq, limit], 'fml_rows')
  const records = rows.map(({ seq, rows }) => ({ seq: Number(seq), rows: String(rows) }))
  return readRecords(records, afterSeq, limit)
}

const loadSql = `select s.version, s.state, s.pending, ${answerSql('$1::int')} as document from sessions s where s.call_id = $2`
const findSql = 'select id from calls where carrier = $1 and sid = $2'
const rowsSql = 'select seq, rows from events where call_id = $1 and seq > $2 order by seq limit $3'
