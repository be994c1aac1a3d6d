import { type Dial, defaults } from '#shared/fml/fml.ts'
import type { DialStatus } from '#shared/session/event.ts'
import type { Clock } from '../../calls/clock.ts'
import type { Performed } from '../../voice/line.ts'
import { findLeg, legState } from './legs.ts'
import { failureOf } from './progress.ts'
import type { Leg } from './replies.ts'

export interface DialWatchDeps {
  readonly clock: Clock
  readonly legs: () => Promise<readonly Leg[]>
  readonly hangupLeg: (legId: string) => Promise<void>
  readonly isOver: () => boolean
  readonly resolve: (performed: Performed) => void
}

/** A Dial that Teler performs as its answer to a flow request. */
export interface DialWatch {
  readonly timeoutSeconds: number
  /** The dialling is over, or the whole call is: finds out how it went. Never rejects. */
  settle(): Promise<void>
}

/** Legs are written a moment after the webhook. */
const tries = 3
const pauseMs = 400

/** Posts, once, how Teler's own dialling ended: its legs know. */
export function createDialWatch(verb: Dial, to: string, deps: DialWatchDeps): DialWatch {
  let isSettled = false
  const post = (status: DialStatus, seconds: number) =>
    deps.resolve({
      type: 'post',
      path: verb.action,
      form: {
        Reason: 'dial',
        DialCallStatus: status,
        DialCallDuration: String(seconds),
        DialedTo: to,
      },
      isOver: deps.isOver(),
    })
  const timeoutSeconds = Math.min(
    600,
    Math.max(1, Math.round(verb.timeout ?? defaults.dialTimeout)),
  )
  const findOurs = async () => {
    const roles = ['dial_target'] as const
    return findLeg(await deps.legs(), { id: null, roles, known: new Set() })
  }
  // Teler knows no longest conversation.
  const limit = 1_000 * (timeoutSeconds + (verb.timeLimit ?? defaults.timeLimit))
  const stopLimit = deps.clock.after(limit, () => {
    const end = async () => {
      const leg = await findOurs()
      if (leg) await deps.hangupLeg(leg.id)
    }
    end().catch(() => {})
  })
  const read = async (): Promise<readonly [DialStatus, number] | null> => {
    const leg = await findOurs()
    const state = leg && legState(leg)
    if (!state) return null
    if (state.type === 'over') return ['completed', state.seconds]
    if (deps.isOver() && failureOf(leg.reason) === 'canceled') return ['canceled', 0]
    if (state.type !== 'ringing' && state.type !== 'answered') return [state.type, 0]
    if (!deps.isOver()) return null
    // The caller left while it rang, or while they talked.
    return [state.type === 'ringing' ? 'canceled' : 'completed', 0]
  }
  return {
    timeoutSeconds,
    settle: async () => {
      if (isSettled) return
      isSettled = true
      stopLimit()
      for (let attempt = 0; attempt < tries; attempt++) {
        if (attempt > 0) await new Promise<void>((resolve) => deps.clock.after(pauseMs, resolve))
        const known = await read().catch(() => null)
        if (known) return post(...known)
      }
      post(deps.isOver() ? 'completed' : 'failed', 0)
    },
  }
}
