import type { Kysely } from 'kysely'
import { type CampaignSetup, setupSchema } from '#shared/api/campaigns.ts'
import type { CalleeClaim, ClaimedCallees } from './campaignTypes.ts'
import { ask, type Change } from './database.ts'
import { toOutboundRow } from './outboundStore.ts'
import type { NewOutbound, OutboundProgram } from './outboundTypes.ts'
import type { Tables } from './schema.ts'

/** Most calls of one claim, and looks for somebody who may be called now. */
const mostAtOnce = 50
const mostLooks = 60
/** Seconds of pace that may be made up for after a pause. */
const burst = 1

/** What a claim has found out so far. */
interface Standing {
  readonly setup: CampaignSetup
  readonly program: OutboundProgram
  readonly nextAt: number
}

/** Takes callees whose turn it is. The row of the campaign is locked first: all processes keep one pace together. */
export function* claimCallees(queries: Kysely<Tables>, claim: CalleeClaim): Change<ClaimedCallees> {
  const standing = yield* lockCampaign(queries, claim.campaignId)
  if (!standing) return { calls: [], nextAt: null }
  const { rules } = standing.setup
  const interval = 60_000 / rules.perMinute
  // What was not called in time is not made up for in one go.
  const atOnce = Math.max(1, Math.ceil((rules.perMinute * burst) / 60))
  const first = Math.max(standing.nextAt, claim.now - (atOnce - 1) * interval)
  const paced = first > claim.now ? 0 : Math.floor((claim.now - first) / interval) + 1
  const room = rules.atOnce - (yield* countCalling(queries, claim.campaignId))
  const wanted = Math.min(paced, room, mostAtOnce)
  if (room <= 0) return { calls: [], nextAt: null }
  if (wanted <= 0) return { calls: [], nextAt: Math.ceil(first) }
  const callees = yield* takeDue(queries, claim, wanted)
  const calls = yield* insertAttempts(queries, claim, standing, callees)
  const nextAt = first + calls.length * interval
  if (calls.length > 0) {
    yield* ask(
      queries
        .updateTable('campaigns')
        .set({ next_at: Math.round(nextAt) })
        .where('id', '=', claim.campaignId),
    )
  }
  if (calls.length < wanted) return { calls, nextAt: yield* nextDue(queries, claim.campaignId) }
  return { calls, nextAt: Math.max(claim.now + 1, Math.ceil(nextAt)) }
}

function* lockCampaign(queries: Kysely<Tables>, id: string): Change<Standing | null> {
  const { rows } = yield* ask(
    queries
      .updateTable('campaigns')
      .set((set) => ({ next_at: set.ref('next_at') }))
      .where('id', '=', id)
      .where('state', '=', 'running')
      .returning(['setup', 'next_at', 'flow_id', 'flow_name', 'version', 'program', 'labels']),
  )
  const [row] = rows
  if (!row) return null
  return {
    setup: setupSchema.parse(JSON.parse(String(row['setup']))),
    nextAt: Number(row['next_at']),
    program: {
      flowId: String(row['flow_id']),
      flowName: String(row['flow_name']),
      version: row['version'] === null ? null : Number(row['version']),
      hash: String(row['program']),
      labels: String(row['labels']),
    },
  }
}

function* countCalling(queries: Kysely<Tables>, id: string): Change<number> {
  const query = queries
    .selectFrom('callees')
    .select((select) => select.fn.countAll().as('calling'))
    .where('campaign_id', '=', id)
    .where('state', '=', 'calling')
  return Number((yield* ask(query)).rows[0]?.['calling'] ?? 0)
}

function* nextDue(queries: Kysely<Tables>, id: string): Change<number | null> {
  const query = queries
    .selectFrom('callees')
    .select((select) => select.fn.min('due_at').as('due'))
    .where('campaign_id', '=', id)
    .where('state', '=', 'waiting')
  const due = (yield* ask(query)).rows[0]?.['due']
  return due === null || due === undefined ? null : Number(due)
}

interface DueCallee {
  readonly line: number
  readonly number: string
  readonly vars: string
}

/** Those who may be called now. Who may not is put off, with everybody in the same zones. */
function* takeDue(
  queries: Kysely<Tables>,
  { campaignId, now, allowedAt }: CalleeClaim,
  wanted: number,
): Change<readonly DueCallee[]> {
  for (let look = 0; look < mostLooks; look++) {
    const { rows } = yield* ask(
      queries
        .selectFrom('callees')
        .leftJoin('opt_outs', 'opt_outs.number', 'callees.number')
        .select(['line', 'callees.number', 'vars', 'zones', 'opt_outs.at as opted_out'])
        .where('campaign_id', '=', campaignId)
        .where('state', '=', 'waiting')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('line')
        .limit(wanted),
    )
    const optedOut = rows.filter((row) => row['opted_out'] !== null)
    for (const row of optedOut) {
      yield* ask(
        one(queries, campaignId, Number(row['line'])).set({ state: 'done', outcome: 'optedOut' }),
      )
    }
    const early = rows
      .map((row) => String(row['zones']))
      .find((zones) => {
        const at = allowedAt(zones.split(' '))
        return at === null || at > now
      })
    if (early !== undefined) {
      const at = allowedAt(early.split(' '))
      yield* ask(
        queries
          .updateTable('callees')
          .set(at === null ? { state: 'done', outcome: 'never' } : { due_at: at })
          .where('campaign_id', '=', campaignId)
          .where('state', '=', 'waiting')
          .where('zones', '=', early)
          .where('due_at', '<=', now),
      )
    }
    if (optedOut.length === 0 && early === undefined) {
      return rows.map((row) => ({
        line: Number(row['line']),
        number: String(row['number']),
        vars: String(row['vars']),
      }))
    }
  }
  return []
}

const one = (queries: Kysely<Tables>, campaignId: string, line: number) =>
  queries
    .updateTable('callees')
    .where('campaign_id', '=', campaignId)
    .where('line', '=', line)
    .where('state', '=', 'waiting')

function* insertAttempts(
  queries: Kysely<Tables>,
  { campaignId, lease, now, newId }: CalleeClaim,
  { setup, program }: Standing,
  callees: readonly DueCallee[],
): Change<readonly NewOutbound[]> {
  const calls: NewOutbound[] = []
  for (const { line, number, vars } of callees) {
    const call: NewOutbound = {
      ...{ callId: newId(), program, vars: JSON.parse(vars), from: setup.from, to: number },
      ...{ ringSeconds: setup.rules.ringFor, onVoicemail: setup.rules.onVoicemail },
    }
    const row = { ...toOutboundRow(call, lease, now), campaign_id: campaignId, line }
    yield* ask(queries.insertInto('outbound_calls').values(row))
    yield* ask(
      one(queries, campaignId, line).set((set) => ({
        ...{ state: 'calling', call_id: call.callId, called_at: now },
        attempts: set('attempts', '+', 1),
      })),
    )
    calls.push(call)
  }
  return calls
}
