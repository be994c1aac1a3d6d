import type { Kysely, Selectable } from 'kysely'
import type { CallSummary } from '#shared/api/api.ts'
import type { Tables } from './schema.ts'

type Row = Selectable<Tables['outbound_calls']>
type Ours = Pick<CallSummary, 'outbound'>

/** What is known besides of those of these calls that are ours. */
export async function readOurs(
  queries: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Ours>> {
  if (ids.length === 0) return new Map()
  const rows = await queries
    .selectFrom('outbound_calls')
    .select(['call_id', 'reason', 'answered_by', 'campaign_id'])
    .where('call_id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.call_id, toOurs(row)]))
}

const toOurs = (row: Pick<Row, 'reason' | 'answered_by' | 'campaign_id'>): Ours => ({
  outbound: { reason: row.reason, answeredBy: row.answered_by, campaignId: row.campaign_id },
})

/** A call of ours that is no call on the line yet. */
export async function findUnanswered(
  queries: Kysely<Tables>,
  callId: string,
): Promise<CallSummary | null> {
  const query = queries.selectFrom('outbound_calls').selectAll().where('call_id', '=', callId)
  const row = await query.executeTakeFirst()
  return row ? toSummary(row) : null
}

const live = ['queued', 'dialling', 'ringing', 'answered'] as const

/** Calls of ours that nobody has answered yet, newest first. */
export async function listUnanswered(
  queries: Kysely<Tables>,
  flow: string | null,
  limit: number,
): Promise<readonly CallSummary[]> {
  const rows = await queries
    .selectFrom('outbound_calls')
    .selectAll()
    .where('state', 'in', live)
    .$if(flow !== null, (query) => query.where('flow_id', '=', flow ?? ''))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('calls')
            .select('calls.id')
            .whereRef('calls.id', '=', 'outbound_calls.call_id'),
        ),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('call_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toSummary)
}

const statuses = {
  queued: 'queued',
  dialling: 'dialling',
  ringing: 'ringing',
  // Somebody is there, and it is being listened who.
  answered: 'active',
  ended: 'completed',
} as const

const toSummary = (row: Row): CallSummary => ({
  id: row.call_id,
  flowId: row.flow_id,
  flowName: row.flow_name,
  version: row.version,
  channel: 'voice',
  from: row.from,
  to: row.to,
  status: statuses[row.state],
  outcome: row.outcome,
  startedAt: Number(row.created_at),
  endedAt: row.ended_at === null ? null : Number(row.ended_at),
  ...toOurs(row),
  path: [],
})
