import { failureOf } from './progress.ts'
import type { Leg } from './replies.ts'

/** How somebody who is called on behalf of a caller is doing. */
export type LegState =
  | { readonly type: 'ringing' }
  | { readonly type: 'answered' }
  | { readonly type: 'over'; readonly seconds: number }
  | { readonly type: 'busy' | 'no-answer' | 'failed'; readonly why: string }

/** The leg that was made for a Dial or a transfer: by its id, else the newest of its kind. */
export function findLeg(
  legs: readonly Leg[],
  {
    id,
    roles,
    known,
  }: {
    readonly id: string | null
    readonly roles: readonly string[]
    /** Legs that were there before. */
    readonly known: ReadonlySet<string>
  },
): Leg | null {
  return (
    legs.find((leg) => leg.id === id) ??
    legs.findLast((leg) => roles.includes(leg.role ?? '') && !known.has(leg.id)) ??
    null
  )
}

/** Reads a leg's state and reason. */
export function legState(leg: Leg): LegState {
  const answered = timeOf(leg.answered_at)
  const ended = timeOf(leg.ended_at)
  if (leg.state === 'answered') return { type: 'answered' }
  if (leg.state !== 'completed' && leg.state !== 'failed') return { type: 'ringing' }
  // Completed without a reason that says otherwise: somebody was there.
  const hasTalked = leg.state === 'completed' && failureOf(leg.reason) === 'failed'
  if (answered !== null || hasTalked) {
    const from = answered ?? ended
    const ms = from === null || ended === null ? 0 : ended - from
    return { type: 'over', seconds: Math.max(0, Math.round(ms / 1_000)) }
  }
  return unansweredBy(leg.reason)
}

/** A reason as a Dial tells it. */
export function unansweredBy(reason: string | null): Extract<LegState, { readonly why: string }> {
  const outcome = failureOf(reason)
  const why = reason === null ? 'Teler gave no reason.' : `Teler says: ${reason}.`
  if (outcome === 'busy') return { type: 'busy', why }
  // A leg that completes without an answer or a reason rang out.
  const rangOut = outcome === 'noAnswer' || outcome === 'canceled'
  return { type: rangOut ? 'no-answer' : 'failed', why }
}

function timeOf(text: string | null): number | null {
  const time = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(time) ? null : time
}
