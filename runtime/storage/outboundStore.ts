import { type Selectable, sql } from 'kysely'
import { numbersIn } from '../outbound/numbersIn.ts'
import type { Claim } from './answerStore.ts'
import { ask, type Change, type Database } from './database.ts'
import type {
  Lease,
  NewOutbound,
  OutboundRecord,
  OutboundState,
  OutboundStore,
} from './outboundTypes.ts'
import type { Tables } from './schema.ts'

type Row = Selectable<Tables['outbound_calls']>

const live: readonly OutboundState[] = ['queued', 'dialling', 'ringing', 'answered']

/** The columns of a new attempt. */
export const toOutboundRow = (
  call: NewOutbound,
  lease: Lease,
  at: number,
): Omit<Row, 'campaign_id' | 'line'> => ({
  call_id: call.callId,
  flow_id: call.program.flowId,
  flow_name: call.program.flowName,
  version: call.program.version,
  program: call.program.hash,
  labels: call.program.labels,
  vars: JSON.stringify(call.vars),
  from: call.from,
  to: call.to,
  ring_seconds: call.ringSeconds,
  on_voicemail: call.onVoicemail,
  state: 'queued',
  canceling: 0,
  outcome: null,
  reason: null,
  answered_by: null,
  owner: lease.owner,
  leased_until: lease.until,
  created_at: at,
  dialled_at: null,
  answered_at: null,
  ended_at: null,
})

/** Attempts to reach somebody; the same on every SQL engine. */
export function createOutboundStore({ queries, write }: Database): OutboundStore {
  const one = (callId: string) =>
    queries.updateTable('outbound_calls').where('call_id', '=', callId)

  /** The list of calls shows what never became a call on the line, too. */
  function* keepUnanswered(
    callId: string,
    at: number,
    failed: boolean,
    outcome: string,
  ): Change<void> {
    const status = sql.lit(failed ? 'failed' : 'completed')
    const insert = sql`
      insert into calls (id, carrier, sid, flow_id, flow_name, version, program, labels, channel, "from", "to", status, outcome, started_at, ended_at, closed)
      select call_id, 'local', call_id, flow_id, flow_name, version, program, labels, 'voice', "from", "to", ${status}, ${outcome}, created_at, cast(${at} as bigint), 1
      from outbound_calls where call_id = ${callId}
      on conflict do nothing`
    yield* ask({ compile: () => insert.compile(queries) })
  }

  function* noteMade({ key, claim }: Claim, callId: string): Change<boolean> {
    const query = queries
      .updateTable('kept_answers')
      .set({ made: callId })
      .where('key', '=', key)
      .where('claim', '=', claim)
    return (yield* ask(query)).changes === 1
  }

  return {
    insertOutbound: (call, lease, at, claim = null) =>
      write(function* () {
        const numbers = [call.to, ...numbersIn(call.to)]
        const refused = yield* ask(
          queries.selectFrom('opt_outs').select('number').where('number', 'in', numbers),
        )
        if (refused.rows.length > 0) return 'optedOut' as const
        if (claim !== null && !(yield* noteMade(claim, call.callId))) return 'claimLost' as const
        const row = { ...toOutboundRow(call, lease, at), campaign_id: null, line: null }
        yield* ask(queries.insertInto('outbound_calls').values(row))
        return 'created' as const
      }),
    findOutbound: async (callId) => {
      const query = queries.selectFrom('outbound_calls').selectAll().where('call_id', '=', callId)
      const row = await query.executeTakeFirst()
      return row ? toRecord(row) : null
    },
    moveOutbound: (callId, from, to, at) =>
      write(function* () {
        const time =
          to === 'dialling' ? { dialled_at: at } : to === 'answered' ? { answered_at: at } : {}
        const query = one(callId)
          .where('state', 'in', from)
          .set({ state: to, ...time })
        return (yield* ask(query)).changes === 1
      }),
    noteAnsweredBy: (callId, answeredBy) =>
      write(function* () {
        yield* ask(one(callId).set({ answered_by: answeredBy }))
      }),
    cancelOutbound: (callId) =>
      write(function* () {
        const query = one(callId).where('state', 'in', live).set({ canceling: 1 })
        return (yield* ask(query)).changes === 1
      }),
    endOutbound: (callId, { outcome, reason, at }) =>
      write(function* () {
        const query = one(callId)
          .where('state', 'in', live)
          .set({ state: 'ended', outcome, reason, ended_at: at })
        if ((yield* ask(query)).changes === 0) return false
        yield* keepUnanswered(callId, at, !wentWell.has(outcome), outcome)
        return true
      }),
    renewLeases: ({ owner, until }) =>
      write(function* () {
        const query = queries
          .updateTable('outbound_calls')
          .set({ leased_until: until })
          .where('owner', '=', owner)
          .where('state', 'in', live)
          .returning(['call_id', 'canceling'])
        const { rows } = yield* ask(query)
        return rows
          .filter((row) => Number(row['canceling']) === 1)
          .map((row) => String(row['call_id']))
      }),
    takeLostOutbound: ({ owner, until }, now, everything) =>
      write(function* () {
        const query = queries
          .updateTable('outbound_calls')
          .set({ owner, leased_until: until })
          .where('state', 'in', live)
          .where('owner', '!=', owner)
          .$if(!everything, (lost) => lost.where('leased_until', '<=', now))
          .returning('call_id')
        const ids = (yield* ask(query)).rows.map((row) => String(row['call_id']))
        if (ids.length === 0) return []
        const found = queries
          .selectFrom('outbound_calls')
          .selectAll()
          .where('owner', '=', owner)
          .where('state', 'in', live)
        const rows = (yield* ask(found)).rows
        const taken = new Set(ids)
        return rows.filter((row) => taken.has(String(row['call_id']))).map(toRecordOfAny)
      }),
    findCallEnd: async (callId) => {
      const row = await queries
        .selectFrom('calls')
        .select(['from', 'to', 'channel', 'status', 'outcome'])
        .where('id', '=', callId)
        .executeTakeFirst()
      return row ?? null
    },
  }
}

/** Outcomes that are no failure. */
const wentWell: ReadonlySet<string> = new Set(['completed', 'voicemail'])

/** A row of this table, from a query whose rows have no types. */
function toRecordOfAny(row: Readonly<Record<string, unknown>>): OutboundRecord {
  const text = (name: string) => String(row[name])
  const perhaps = (name: string) => (row[name] === null ? null : String(row[name]))
  const number = (name: string) => (row[name] === null ? null : Number(row[name]))
  return {
    callId: text('call_id'),
    campaignId: perhaps('campaign_id'),
    line: number('line'),
    program: {
      flowId: text('flow_id'),
      flowName: text('flow_name'),
      version: number('version'),
      hash: text('program'),
      labels: text('labels'),
    },
    vars: JSON.parse(text('vars')),
    from: text('from'),
    to: text('to'),
    ringSeconds: Number(row['ring_seconds']),
    onVoicemail: oneOf(voicemails, row['on_voicemail']),
    state: oneOf([...live, 'ended'], row['state']),
    isCanceling: Number(row['canceling']) === 1,
    outcome: null,
    reason: perhaps('reason'),
    answeredBy: null,
    createdAt: Number(row['created_at']),
    endedAt: number('ended_at'),
  }
}

const voicemails = ['ignore', 'hangup', 'continueAfterBeep'] as const

function oneOf<Value>(values: readonly Value[], value: unknown): Value {
  const found = values.find((one) => one === value)
  if (found === undefined) throw new Error(`The store holds “${String(value)}”.`)
  return found
}

const toRecord = (row: Row): OutboundRecord => ({
  ...toRecordOfAny(row),
  ...{ outcome: row.outcome, answeredBy: row.answered_by },
})
