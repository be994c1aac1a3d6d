import { normalAddress } from '../../normalAddress.ts'
import { parseVia, splitOutside } from '../headerValue.ts'
import type { SipRequest } from '../message.ts'
import { defaultPort, type Hop } from './hop.ts'

/**
 * Writes into the top Via where a request really came from (RFC 3261 section 18.2.1, RFC 3581): its answers copy the
 * header, so the sender learns its own public address.
 */
export function stampVia(request: SipRequest, from: Hop): SipRequest {
  const index = request.headers.findIndex(({ name }) => name === 'via')
  const header = request.headers[index]
  const via = parseVia(header?.value ?? '')
  if (!header || !via) return request
  const asksPort = via.params.has('rport')
  const sentHost = normalAddress(hostOf(via.sentBy).host)
  if (!asksPort && sentHost === from.address && !via.params.has('received')) return request
  const [start = '', ...params] = splitOutside(header.value, ';')
  const kept = params.filter((param) => !/^(received|rport)\s*(=|$)/i.test(param))
  const stamps = [`received=${from.address}`, ...(asksPort ? [`rport=${from.port}`] : [])]
  const value = [start, ...kept, ...stamps].join(';')
  const headers = request.headers.with(index, { name: 'via', value })
  return { ...request, headers }
}

/**
 * Where an answer goes when the connection of its request is gone, and always over UDP (section 18.2.2). Never to an
 * address that only the sender names, `maddr` included: we would be a mirror.
 */
export function answerHop(request: SipRequest, from: Hop): Hop {
  const via = parseVia(request.headers.find(({ name }) => name === 'via')?.value ?? '')
  // The port that a connection came from takes no other connection.
  if (!via || (via.params.has('rport') && from.transport === 'UDP')) return from
  const port = hostOf(via.sentBy).port ?? defaultPort(from.transport)
  return { ...from, port }
}

/** Host and port of `sent-by`, and of any `host:port`. */
export function hostOf(text: string): { readonly host: string; readonly port: number | null } {
  const [, host = text, digits] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text) ?? []
  const port = Number(digits)
  return { host, port: port >= 1 && port <= 65_535 ? port : null }
}
