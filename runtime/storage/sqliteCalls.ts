import type { CallRow } from '#shared/api/api.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { Session } from '#shared/session/session.ts'
import { createCallQueries } from './callQueries.ts'
import type { SqliteConnection } from './sqlite.ts'
import {
  type CallStore,
  type NewRow,
  type RowsListener,
  StaleSession,
  type TurnCommit,
} from './store.ts'

/** Calls in SQLite: the path of every turn, in prepared statements. */
export function createCallStore(connection: SqliteConnection): CallStore {
  const { write } = connection
  const statements = prepare(connection)
  const listeners: RowsListener[] = []
  const publish = (callId: string) => (rows: readonly CallRow[]) => {
    if (rows.length > 0) for (const listener of listeners) listener(callId, rows)
  }

  const insertRows = (callId: string, rows: readonly NewRow[]): CallRow[] => {
    if (rows.length === 0) return []
    let seq = Number(statements.lastSeq.get(callId)?.['seq'] ?? 0)
    if (seq >= maxRows) return []
    return rows.map(({ at, type, data }) => {
      seq += 1
      statements.insertRow.run(callId, seq, at, type, JSON.stringify(data))
      return { seq, at, type, data }
    })
  }

  const applyTurn = (commit: TurnCommit): CallRow[] => {
    const { callId, session, version } = commit
    const state = JSON.stringify(session)
    const pending = JSON.stringify(commit.pending)
    if (commit.start) {
      insertCall(statements, commit)
      statements.insertSession.run(callId, 1, state, pending)
    } else if (statements.updateSession.run(state, pending, callId, version).changes !== 1) {
      throw new StaleSession(callId)
    }
    if (commit.answer) {
      const { turn, bodyHash, document } = commit.answer
      statements.insertTurn.run(callId, turn, bodyHash, document)
    }
    if (commit.outcome) {
      const { status, at } = commit.outcome
      statements.endCall.run(status, session.outcome, at, callId)
    }
    return insertRows(callId, commit.rows)
  }

  return {
    ...createCallQueries(connection.queries),
    loadTurn: async (callId, turn) => {
      const row = statements.loadTurn.get(turn, callId)
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
      const row = statements.findCall.get(carrier, sid)
      return row ? String(row['id']) : null
    },
    commitTurn: async (commit) => {
      await write(() => applyTurn(commit), publish(commit.callId))
    },
    appendRows: async (callId, rows) => {
      await write(() => insertRows(callId, rows), publish(callId))
    },
    onRows: (listener) => {
      listeners.push(listener)
    },
    closeCall: (callId, { status, at }) =>
      write(() => statements.closeCall.run(at, status, callId).changes === 1),
    readRows: async (callId, afterSeq, limit) =>
      statements.readRows.all(callId, afterSeq, limit).map(toRow),
  }
}

/** Most rows a call keeps: what comes later happens all the same. */
const maxRows = 50_000

function toRow(row: Record<string, unknown>): CallRow {
  return {
    seq: Number(row['seq']),
    at: Number(row['at']),
    type: String(row['type']),
    data: JSON.parse(String(row['data'])),
  }
}

function insertCall(statements: Statements, { callId, start, session }: TurnCommit): void {
  if (!start) return
  statements.insertCall.run(
    callId,
    start.carrier,
    start.sid,
    start.flowId,
    start.flowName,
    start.version,
    session.program,
    start.labels,
    start.channel,
    session.call.from,
    session.call.to,
    start.startedAt,
  )
}

type Statements = ReturnType<typeof prepare>

function prepare({ db }: SqliteConnection) {
  return {
    loadTurn: db.prepare(
      'select s.version, s.state, s.pending, t.document from sessions s left join turns t on t.call_id = s.call_id and t.turn = ? where s.call_id = ?',
    ),
    findCall: db.prepare('select id from calls where carrier = ? and sid = ?'),
    insertCall: db.prepare(
      `insert into calls (id, carrier, sid, flow_id, flow_name, version, program, labels, channel, "from", "to", started_at, status, closed)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'active', 0)`,
    ),
    insertSession: db.prepare(
      'insert into sessions (call_id, version, state, pending) values (?, ?, ?, ?)',
    ),
    updateSession: db.prepare(
      'update sessions set version = version + 1, state = ?, pending = ? where call_id = ? and version = ?',
    ),
    insertTurn: db.prepare(
      'insert into turns (call_id, turn, body_hash, document) values (?, ?, ?, ?)',
    ),
    endCall: db.prepare(
      `update calls set status = ?, outcome = ?, ended_at = ? where id = ? and status = 'active'`,
    ),
    closeCall: db.prepare(
      `update calls set closed = 1, ended_at = ?, status = case status when 'active' then ? else status end where id = ? and closed = 0`,
    ),
    lastSeq: db.prepare('select max(seq) as seq from events where call_id = ?'),
    readRows: db.prepare(
      'select seq, at, type, data from events where call_id = ? and seq > ? order by seq limit ?',
    ),
    insertRow: db.prepare(
      'insert into events (call_id, seq, at, type, data) values (?, ?, ?, ?, ?)',
    ),
  }
}
