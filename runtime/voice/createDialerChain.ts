import type { DialTarget } from '#shared/fml/fml.ts'
import type { Dialer, OutgoingCall, Ringing } from './dialer.ts'

/** Asks one dialer after the other: the next one calls where the one before knows nobody. */
export const createDialerChain = (dialers: readonly Dialer[]): Dialer => ({
  dial: (target, options) => dialFrom(dialers, target, options),
})

type Options = Parameters<Dialer['dial']>[1]

function dialFrom(
  [first, ...others]: readonly Dialer[],
  target: DialTarget,
  options: Options,
): OutgoingCall | null {
  if (!first) return null
  const call = first.dial(target, options)
  if (!call) return dialFrom(others, target, options)
  if (others.length === 0) return call
  let current: OutgoingCall = call
  let isCancelled = false
  let ear = (_: Int16Array) => {}
  const hear = (pcm: Int16Array) => ear(pcm)
  call.hear?.(hear)
  const follow = async (): Promise<Ringing> => {
    const ringing = await call.ringing
    if (isCancelled || ringing.type !== 'failed' || !ringing.isUnknown) return ringing
    const next = dialFrom(others, target, options)
    if (!next) return ringing
    current = next
    next.hear?.(hear)
    return next.ringing
  }
  return {
    ringing: follow(),
    cancel: () => {
      isCancelled = true
      current.cancel()
    },
    hear: (given) => {
      ear = given
    },
  }
}
