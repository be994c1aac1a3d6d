import type { PlayDigits } from '#shared/fml/fml.ts'
import type { CallContext, Next } from '../engine/callContext.ts'
import { unlessAborted } from '../engine/waiting.ts'

/** Presses keys towards the caller's side. */
export async function playDigits(verb: PlayDigits, call: CallContext): Promise<Next> {
  const isSent = await unlessAborted(call.line.sendDigits(verb.digits), call.signal)
  if (isSent === false && !call.signal.aborted) {
    call.report({
      type: 'problem',
      message: 'Keys could not be pressed: the other side takes none.',
      remedy: 'Offer telephone-event (RFC 4733) on that line.',
    })
  }
  return { type: 'next' }
}
