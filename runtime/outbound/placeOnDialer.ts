import type { Clock } from '../calls/clock.ts'
import {
  CarrierRefused,
  type OutboundCall,
  type OutboundEvent,
  type PlacedCall,
} from '../carriers/carrier.ts'
import type { OutgoingCall, Ringing } from '../voice/dialer.ts'
import type { IncomingCall, Line } from '../voice/line.ts'

export interface PlaceOptions {
  readonly call: OutboundCall
  /** What a dialer or a trunk gave; null: nobody is there. */
  readonly outgoing: OutgoingCall | null
  readonly hear: (event: OutboundEvent) => void
  /** The engine, which runs the call on the leg that answers. */
  readonly take: (call: IncomingCall) => void
  readonly clock: Pick<Clock, 'after'>
  /** @defaultValue the id of the call */
  readonly sid?: string
}

/** Brings a leg that rings to its end: rings for so long, gives the engine what answers, tells what became of it. */
export async function placeOnDialer(options: PlaceOptions): Promise<PlacedCall> {
  const { call, outgoing, take, clock } = options
  if (!outgoing) {
    throw new CarrierRefused(
      `Nobody can be reached under ${call.to}.`,
      'Register a softphone under this name or number, or call from a number whose carrier calls out.',
    )
  }
  let isOver = false
  const end = (
    outcome: Extract<OutboundEvent, { type: 'ended' }>['outcome'],
    why: string | null,
  ) => {
    if (isOver) return
    isOver = true
    stopTimer()
    options.hear({ type: 'ended', outcome, reason: why })
  }
  const stopTimer = clock.after(call.ringSeconds * 1_000, () => {
    end('noAnswer', `Nobody answered within ${call.ringSeconds} seconds.`)
    outgoing.cancel()
  })
  let hangup = () => {}
  options.hear({ type: 'ringing' })
  void outgoing.ringing.then((ringing) => {
    if (ringing.type !== 'answered') return end(outcomes[ringing.type], ringing.why)
    if (isOver) return ringing.line.hangup()
    stopTimer()
    const answered = toAnsweredCall(ringing.line, call, () => end('completed', null))
    hangup = answered.cancel
    options.hear({ type: 'answered' })
    take(answered.call)
  })
  return {
    sid: options.sid ?? call.callId,
    cancel: async () => {
      hangup()
      end('canceled', null)
      outgoing.cancel()
    },
  }
}

const outcomes: Readonly<
  Record<Exclude<Ringing['type'], 'answered'>, 'busy' | 'noAnswer' | 'failed'>
> = { busy: 'busy', 'no-answer': 'noAnswer', failed: 'failed' }

/** A leg of ours that has answered, as the engine takes it; `cancel` ends it from outside. */
export function toAnsweredCall(
  line: Line,
  { callId, from, to }: Pick<OutboundCall, 'callId' | 'from' | 'to'>,
  onEnd: () => void,
): { readonly call: IncomingCall; readonly cancel: () => void } {
  const cancels: (() => void)[] = []
  const call: IncomingCall = {
    ...{ id: callId, from, to, claims: null, outbound: { callId, onEnd } },
    answer: async () => line,
    reject: () => {
      line.hangup()
      onEnd()
    },
    onCancel: (listener) => {
      cancels.push(listener)
    },
  }
  return {
    call,
    cancel: () => {
      for (const listener of cancels) listener()
    },
  }
}
