import type { Dialer } from '../voice/dialer.ts'
import { userOf } from './headerValue.ts'
import type { SipEdge } from './sipEdge.ts'

/** Calls softphones that registered here: by SIP address, by name, or by the number they registered as. */
export const createDialer = (edge: Pick<SipEdge, 'dial'>): Dialer => ({
  dial: ({ address }, { callerId }) => {
    const name = /^sips?:/i.test(address) ? userOf(address) : address.split('@')[0]
    if (!name) return null
    // A number may be written with spaces and dashes.
    const number = /^\+?[\d\s().-]+$/.test(name) ? name.replace(/[\s().-]/g, '') : name
    return edge.dial(name, callerId) ?? (number === name ? null : edge.dial(number, callerId))
  },
})
