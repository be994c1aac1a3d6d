import type { Reject } from '#shared/fml/fml.ts'
import type { Next } from '../engine/callContext.ts'

/** Ends a call that was answered already: only a call that still rings can be refused. */
export const reject = async (): Promise<Next> => ({ type: 'hangup', reason: 'rejected' })

/** The SIP status that refuses a ringing call (RFC 3261 sections 21.4.21 and 21.6.2). */
export function rejectionOf(verb: Reject): { readonly status: number; readonly reason: string } {
  return verb.reason === 'busy'
    ? { status: 486, reason: 'Busy Here' }
    : { status: 603, reason: 'Decline' }
}
