import type { Clock } from '../calls/clock.ts'
import type { OutgoingCall, Ringing } from '../voice/dialer.ts'
import type { IncomingCall, Line } from '../voice/line.ts'
import type { OutboundCall, OutboundEvent, PlacedCall } from './carrier.ts'

export interface FollowLegDeps {
  readonly clock: Clock
  /** Runs the call on its line once somebody answered; resolves when it is over. */
  readonly take: (call: IncomingCall) => Promise<void>
}

const outcomes = { busy: 'busy', 'no-answer': 'noAnswer', failed: 'failed' } as const

/** Follows a leg of ours from the ringing to its end, and runs the call on it when it is answered. */
export function followLeg(
  call: OutboundCall,
  leg: OutgoingCall,
  hear: (event: OutboundEvent) => void,
  { clock, take }: FollowLegDeps,
): PlacedCall {
  let stopped: 'canceled' | 'noAnswer' | null = null
  const stop = (why: 'canceled' | 'noAnswer') => {
    stopped ??= why
    leg.cancel()
  }
  const stopTimer = clock.after(call.ringSeconds * 1_000, () => stop('noAnswer'))
  const ended = (ringing: Exclude<Ringing, { readonly type: 'answered' }>) => {
    const outcome = stopped ?? outcomes[ringing.type]
    hear({ type: 'ended', outcome, reason: stopped === 'canceled' ? null : ringing.why })
  }
  void leg.ringing.then(async (ringing) => {
    stopTimer()
    if (ringing.type !== 'answered') return ended(ringing)
    if (stopped !== null) {
      // It was answered while it was given up.
      ringing.line.hangup()
      return ended({ type: 'no-answer', why: 'Nobody answered in time.' })
    }
    hear({ type: 'answered' })
    await take(answeredCall(call, ringing.line))
    hear({ type: 'ended', outcome: 'completed', reason: null })
  })
  return { sid: call.callId, cancel: async () => stop('canceled') }
}

/** An answered leg as the engine takes it. */
const answeredCall = ({ callId, from, to }: OutboundCall, line: Line): IncomingCall => ({
  ...{ id: callId, from, to, claims: null, outbound: { callId } },
  answer: async () => line,
  reject: () => line.hangup(),
  onCancel: () => {},
})
