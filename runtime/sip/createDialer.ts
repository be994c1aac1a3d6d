import type { DialTarget } from '#shared/fml/fml.ts'
import type { Dialer } from '../voice/dialer.ts'
import { userOf } from './headerValue.ts'
import type { SipEdge } from './sipEdge.ts'

/** Calls softphones that registered here: by SIP address, by name, or by the number they registered as. */
export const createDialer = (edge: Pick<SipEdge, 'dial'>): Dialer => ({
  dial: (target, { callerId }) => {
    for (const name of namesOf(target)) {
      const call = edge.dial(name, callerId)
      if (call) return call
    }
    return null
  },
})

/** Whether a softphone that registered here would ring. */
export const isRegisteredHere = (edge: Pick<SipEdge, 'isRegistered'>, target: DialTarget) =>
  namesOf(target).some((name) => edge.isRegistered(name))

function namesOf({ address }: DialTarget): readonly string[] {
  const name = nameOf(address)
  if (!name) return []
  // A number may be written with spaces and dashes.
  const number = /^\+?[\d\s().-]+$/.test(name) ? name.replace(/[\s().-]/g, '') : name
  return number === name ? [name] : [name, number]
}

/** `sip:desk@example.com`, `sip:desk` (a telephone here needs no host), or a name or number by itself. */
function nameOf(address: string): string | null | undefined {
  const [, rest] = /^sips?:([^;?]*)/i.exec(address) ?? []
  if (rest === undefined) return address.split('@')[0]
  return rest.includes('@') ? userOf(address) : rest
}
