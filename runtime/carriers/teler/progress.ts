import type { OutboundEvent } from '../carrier.ts'
import type { TelerEvent } from './webhook.ts'

/** How far a call is, as far as it is known. */
export type Stage = 'placed' | 'ringing' | 'answered' | 'over'

type Ended = Extract<OutboundEvent, { type: 'ended' }>

export interface Progress {
  readonly stage: Stage
  /** Null while it goes on. */
  readonly ended: Ended | null
}

export const placed: Progress = { stage: 'placed', ended: null }

const ranks: Readonly<Record<Stage, number>> = { placed: 0, ringing: 1, answered: 2, over: 3 }

/** Takes what happened; late, doubled and unknown events give back the same value. */
export function advance(progress: Progress, event: Pick<TelerEvent, 'type' | 'reason'>): Progress {
  const stage = stageOf(event.type)
  if (stage === null || ranks[stage] <= ranks[progress.stage]) return progress
  if (stage !== 'over') return { stage, ended: null }
  const wasAnswered = progress.stage === 'answered'
  const hasFailed = event.type === 'call.failed'
  const outcome = hasFailed ? failureOf(event.reason) : outcomeOf(event.reason, wasAnswered)
  return { stage, ended: { type: 'ended', outcome, reason: sentenceOf(outcome, event.reason) } }
}

/** Nothing needs to be said about a call that went well. */
function sentenceOf(outcome: Ended['outcome'], reason: string | null): string | null {
  if (outcome === 'completed') return null
  return reason === null ? 'Teler gave no reason.' : `Teler says: ${reason.replace(/\.$/, '')}.`
}

/** The same as an event of the seam: what a step forward tells. */
export function tell(before: Progress, after: Progress): readonly OutboundEvent[] {
  if (before === after) return []
  if (after.ended) return [after.ended]
  return after.stage === 'ringing' || after.stage === 'answered' ? [{ type: after.stage }] : []
}

function stageOf(type: string): Stage | null {
  // The newer documents name no event of ringing: a call that was begun rings.
  if (type === 'call.initiated' || type === 'call.ringing') return 'ringing'
  if (type === 'call.answered') return 'answered'
  return type === 'call.completed' || type === 'call.failed' ? 'over' : null
}

/** Reasons are no official list: what is not known is a failure like any other. */
export function failureOf(reason: string | null): Exclude<Ended['outcome'], 'completed'> {
  const known = (reason ?? '').toLowerCase()
  if (/busy|rejected|declined/.test(known)) return 'busy'
  if (/no.?answer|timeout|timed.?out|unanswered/.test(known)) return 'noAnswer'
  return /cancel/.test(known) ? 'canceled' : 'failed'
}

/** A call may be complete without an answer, if its reason says so. */
function outcomeOf(reason: string | null, wasAnswered: boolean): Ended['outcome'] {
  if (wasAnswered) return 'completed'
  const failure = failureOf(reason)
  return failure === 'failed' ? 'completed' : failure
}
