import { isToken, splitOutside } from './headerValue.ts'
import type { Header, SipMessage } from './message.ts'

export type Parsed =
  | { readonly ok: true; readonly message: SipMessage }
  | {
      readonly ok: false
      readonly problem: string
      /** The status to answer with; null when nothing can be answered. */
      readonly status: number | null
      /** Header lines that could be read, enough to address the answer; empty when it cannot be. */
      readonly headers: readonly Header[]
    }

/** A message is never longer. */
export const maxMessageBytes = 65_536
const maxHeaders = 256

const longNames: Readonly<Record<string, string>> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  n: 'identity-info',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
  y: 'identity',
}
/** Headers whose lines may hold several values (RFC 3261 section 7.3.1), as far as we read them. */
const lists = new Set(['via', 'route', 'record-route', 'contact', 'require', 'proxy-require'])
/** Headers that may stand only once. */
const singles = ['from', 'to', 'call-id', 'cseq', 'max-forwards', 'content-length', 'content-type']

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads one datagram or WebSocket message. Total: any bytes give a message or a reason. */
export function parseMessage(bytes: Uint8Array): Parsed {
  if (bytes.length > maxMessageBytes) return dropped('longer than 64 KB')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = skipLineEnds(buffer)
  const emptyLine = buffer.indexOf('\r\n\r\n', start)
  const end = emptyLine < 0 ? buffer.length : emptyLine
  const head = decode(buffer.subarray(start, end))
  if (head === null) return dropped('headers are no UTF-8')
  const [startLine = '', ...lines] = unfold(head).split('\r\n')
  const headers = parseHeaders(lines)
  const isResponse = /^SIP\/\d/i.test(startLine)
  const fail = (problem: string, status = 400): Parsed =>
    isResponse ? dropped(problem) : { ok: false, problem, status, headers: headers.list }
  if (emptyLine < 0) return fail('no empty line after the headers')
  if (headers.problem !== null) return fail(headers.problem)
  const body = takeBody(buffer.subarray(end + 4), headers.list)
  if (typeof body === 'string') return fail(body)
  const content = { headers: headers.list, body }
  if (isResponse) return parseStatusLine(startLine, content)
  const request = parseRequestLine(startLine)
  if ('problem' in request) return fail(request.problem, request.status)
  return { ok: true, message: { type: 'request', ...request, ...content } }
}

const dropped = (problem: string): Parsed => ({ ok: false, problem, status: null, headers: [] })

/** Empty lines before the start line are ignored (RFC 3261 section 7.5). */
function skipLineEnds(buffer: Buffer): number {
  let start = 0
  while (buffer[start] === 13 && buffer[start + 1] === 10) start += 2
  return start
}

/** Headers are UTF-8; older equipment writes names in Latin-1, for which no call is lost. Other bytes are no SIP. */
function decode(bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    const text = bytes.toString('latin1')
    const isSip = /^(?:[A-Z]{3,20} [!-~]{1,2000} SIP\/2\.0|SIP\/2\.0 \d{3}[^\r\n]*)\r\n/.test(text)
    const isBinary = bytes.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)
    return isSip && !isBinary ? text : null
  }
}

const unfold = (head: string): string => head.replace(/\r\n[ \t]+/g, ' ')

function parseHeaders(lines: readonly string[]): { list: Header[]; problem: string | null } {
  const list: Header[] = []
  let problem = lines.length > maxHeaders ? `more than ${maxHeaders} headers` : null
  for (const line of lines.slice(0, maxHeaders)) {
    const colon = line.indexOf(':')
    const written = line.slice(0, Math.max(0, colon)).trimEnd().toLowerCase()
    if (!isToken(written) || /[\r\n]/.test(line)) {
      problem ??= 'a line is no header'
      continue
    }
    const name = longNames[written] ?? written
    const value = line.slice(colon + 1).trim()
    const values = lists.has(name) ? splitOutside(value, ',') : [value]
    for (const each of values) list.push({ name, value: each })
  }
  if (list.length > maxHeaders) problem ??= `more than ${maxHeaders} header values`
  for (const name of singles)
    if (list.filter((header) => header.name === name).length > 1)
      problem ??= `more than one ${name} header`
  return { list: list.slice(0, maxHeaders), problem }
}

/** The body, or what is wrong with its length. */
function takeBody(rest: Buffer, headers: readonly Header[]): Buffer | string {
  const length = headers.find((header) => header.name === 'content-length')?.value
  if (length === undefined) return rest
  if (!/^\d{1,9}$/.test(length)) return 'content-length is no number'
  if (Number(length) > rest.length) return 'content-length is longer than the message'
  return rest.subarray(0, Number(length))
}

function parseStatusLine(line: string, content: { headers: Header[]; body: Buffer }): Parsed {
  // Some leave the blank before an empty reason away.
  const [, status, reason = ''] = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i.exec(line) ?? []
  if (status === undefined) return dropped('a malformed status line')
  return { ok: true, message: { type: 'response', status: Number(status), reason, ...content } }
}

function parseRequestLine(
  line: string,
): { method: string; uri: string } | { problem: string; status: number } {
  const [, method, uri, version] = /^(\S+) (\S+) (SIP\/\d+\.\d+)$/i.exec(line) ?? []
  if (method === undefined || uri === undefined || version === undefined || !isToken(method))
    return { problem: 'a malformed request line', status: 400 }
  if (version.toUpperCase() !== 'SIP/2.0') return { problem: 'another SIP version', status: 505 }
  if (!/^[a-z][a-z\d+.-]*:[^<>"]+$/i.test(uri))
    return { problem: 'a malformed request URI', status: 400 }
  // Headers have no place in a request URI (RFC 3261 section 19.1.1).
  if (/^sips?:[^?]*\?/i.test(uri) && !/^sips?:[^@?]*\?[^@]*@/i.test(uri))
    return { problem: 'headers in the request URI', status: 400 }
  // An IPv6 address stands in brackets, or its last part would be a port (RFC 5118 section 4.2).
  const host = /^sips?:(?:[\s\S]*@)?([^;?]*)/i.exec(uri)?.[1] ?? ''
  if (!host.startsWith('[') && host.split(':').length > 2)
    return { problem: 'an IPv6 address without brackets', status: 400 }
  return { method, uri }
}
