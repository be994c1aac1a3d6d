import { parseNameAddress, userOf } from '../headerValue.ts'
import { headerOf, type SipRequest } from '../message.ts'

export type { Incoming } from '../sipCall.ts'

/** The number or name in a `sip:` or `tel:` URI: without parameters and, if it is a number, without separators. */
export function numberOf(uri: string): string {
  const user = /^tel:/i.test(uri) ? uri.slice(4).split(';')[0] : userOf(uri)?.split(';')[0]
  const name = user ?? ''
  return /^\+?[\d\s().-]+$/.test(name) ? name.replace(/[\s().-]/g, '') : name
}

/**
 * The called number where it does not stand in the request's URI: trunks that we register with write our own name there,
 * and the number elsewhere (RFC 7315 section 4.2, RFC 3261 section 8.1.1.2).
 */
export const otherNamesOf = (request: SipRequest): readonly string[] =>
  ['p-called-party-id', 'to'].flatMap((name) => {
    const uri = parseNameAddress(headerOf(request, name) ?? '')?.uri
    return uri === undefined ? [] : [numberOf(uri)]
  })

/** Who calls, as the trunk asserts it (RFC 3325), else as the caller says; empty when it is withheld. */
export function callerOf(request: SipRequest): string {
  const asserted = parseNameAddress(headerOf(request, 'p-asserted-identity') ?? '')?.uri
  const said = parseNameAddress(headerOf(request, 'from') ?? '')?.uri ?? ''
  const name = numberOf(asserted ?? said)
  return /^(anonymous|restricted|unknown|unavailable)$/i.test(name) ? 'anonymous' : name
}
