import { parseNameAddress, parseVia } from '../headerValue.ts'
import { headerOf, type SipRequest } from '../message.ts'

/** Before RFC 3261, whose branches have a cookie, a caller without Contact was called back at its From. */
export function withTarget(request: SipRequest): SipRequest {
  const branch = parseVia(headerOf(request, 'via') ?? '')?.params.get('branch') ?? ''
  if (/^z9hG4bK/.test(branch) || headerOf(request, 'contact') !== null) return request
  const from = parseNameAddress(headerOf(request, 'from') ?? '')?.uri ?? ''
  return { ...request, headers: [...request.headers, { name: 'contact', value: `<${from}>` }] }
}
