import type { Dialer } from '../voice/dialer.ts'
import { userOf } from './headerValue.ts'
import type { SipEdge } from './sipEdge.ts'

/** Calls softphones that registered here: by SIP address, user name, or the number they registered as. */
export const createDialer = (edge: Pick<SipEdge, 'dial'>): Dialer => ({
  dial: ({ type, address }, { callerId }) => {
    const user = /^sips?:/i.test(address) ? userOf(address) : (address.split('@')[0] ?? '')
    const name = type === 'number' ? (user ?? '').replace(/[\s().-]/g, '') : user
    return name === null || name === '' ? null : edge.dial(name, callerId)
  },
})
