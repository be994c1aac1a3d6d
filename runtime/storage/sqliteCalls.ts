import type { CallRow } from '#shared/api/api.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { Session } from '#shared/session/session.ts'
import { createCallQueries } from './callQueries.ts'
import { answerSql, numberRows, numbersOf, readRecords, toRecord } from './eventRows.ts'
import { toOutboxRow } from './outboxStore.ts'
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
  const { commit: write } = connection
  const queries = createCallQueries(connection.queries)
  const statements = prepare(connection)
  const listeners: RowsListener[] = []
  /** Makes a change that adds rows, and tells of them once they are on the disk. */
  const writeRows = (callId: string, change: () => readonly CallRow[]): Promise<void> => {
    let rows: readonly CallRow[] = []
    return write(
      () => {
        rows = change()
      },
      () => {
        if (rows.length > 0) for (const listener of listeners) listener(callId, rows)
      },
    )
  }

  /** `lastSeq`: the number that the newest of these rows has. */
  const insertEvents = (
    callId: string,
    lastSeq: number,
    rows: readonly NewRow[],
    answer: TurnCommit['answer'] = null,
  ): CallRow[] => {
    const { turn, document } = answer ?? { turn: null, document: null }
    statements.insertEvents.run(callId, lastSeq, turn, document, toRecord(lastSeq, rows))
    return numberRows(lastSeq, rows)
  }

  const appendRows = (callId: string, rows: readonly NewRow[]): CallRow[] => {
    const numbered = rows.length > 0 && statements.countRows.get(rows.length, callId)
    return numbered ? insertEvents(callId, Number(numbered['last_seq']), rows) : []
  }

  /** The number of the newest row. */
  const saveSession = (commit: TurnCommit, numbers: number): number => {
    const { callId, version } = commit
    const state = JSON.stringify(commit.session)
    const pending = JSON.stringify(commit.pending)
    if (commit.start) {
      if (insertCall(statements, commit) !== 1) throw new StaleSession(callId)
      statements.insertSession.run(callId, state, pending, numbers)
      return numbers
    }
    const moved = statements.updateSession.get(state, pending, numbers, callId, version)
    if (!moved) throw new StaleSession(callId)
    return Number(moved['last_seq'])
  }

  const applyTurn = (commit: TurnCommit): CallRow[] => {
    const { callId, session, rows, answer } = commit
    const numbers = numbersOf(rows, answer)
    const lastSeq = saveSession(commit, numbers)
    if (commit.outcome) {
      const { status, at } = commit.outcome
      statements.endCall.run(status, session.outcome, at, callId)
    }
    for (const webhook of commit.outbox) {
      const row = toOutboxRow(callId, webhook)
      statements.insertWebhook.run(
        ...[row.id, row.call_id, row.node, row.host, row.request],
        ...[row.timeout, row.created_at, row.due_at],
      )
    }
    return numbers === 0 ? [] : insertEvents(callId, lastSeq, rows, answer)
  }

  return {
    ...queries,
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
    commitTurn: (commit) => writeRows(commit.callId, () => applyTurn(commit)),
    appendRows: (callId, rows) => writeRows(callId, () => appendRows(callId, rows)),
    onRows: (listener) => {
      listeners.push(listener)
    },
    // One process has the file.
    follow: async () => () => {},
    takeOrphans: queries.unfinishedCalls,
    closeCall: (callId, { status, at }) =>
      write(() => statements.closeCall.run(at, status, callId).changes === 1),
    readRows: async (callId, afterSeq, limit) =>
      readRecords(toRecords(statements.readEvents.iterate(callId, afterSeq)), afterSeq, limit),
  }
}

function* toRecords(records: Iterable<Record<string, unknown>>) {
  for (const { seq, rows } of records) yield { seq: Number(seq), rows: String(rows) }
}

/** How many were inserted: none when the call is known. */
function insertCall(statements: Statements, { callId, start, session }: TurnCommit): unknown {
  if (!start) return 0
  return statements.insertCall.run(
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
  ).changes
}

type Statements = ReturnType<typeof prepare>

function prepare({ db }: SqliteConnection) {
  return {
    loadTurn: db.prepare(
      `select s.version, s.state, s.pending, ${answerSql('?1')} as document from sessions s where s.call_id = ?2`,
    ),
    findCall: db.prepare('select id from calls where carrier = ? and sid = ?'),
    insertCall: db.prepare(
      `insert into calls (id, carrier, sid, flow_id, flow_name, version, program, labels, channel, "from", "to", started_at, status, closed)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'active', 0) on conflict do nothing`,
    ),
    insertSession: db.prepare(
      'insert into sessions (call_id, version, state, pending, last_seq) values (?, 1, ?, ?, ?)',
    ),
    updateSession: db.prepare(
      'update sessions set version = version + 1, state = ?, pending = ?, last_seq = last_seq + ? where call_id = ? and version = ? returning last_seq',
    ),
    endCall: db.prepare(
      `update calls set status = ?, outcome = ?, ended_at = ? where id = ? and status = 'active'`,
    ),
    closeCall: db.prepare(
      `update calls set closed = 1, ended_at = ?, status = case status when 'active' then ? else status end where id = ? and closed = 0`,
    ),
    countRows: db.prepare(
      'update sessions set last_seq = last_seq + ? where call_id = ? returning last_seq',
    ),
    insertWebhook: db.prepare(
      'insert into outbox (id, call_id, node, host, request, timeout, created_at, due_at) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing',
    ),
    readEvents: db.prepare(
      'select seq, rows from events where call_id = ? and seq > ? order by seq',
    ),
    insertEvents: db.prepare(
      'insert into events (call_id, seq, turn, document, rows) values (?, ?, ?, ?, ?)',
    ),
  }
}
