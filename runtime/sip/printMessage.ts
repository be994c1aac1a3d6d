import type { Header, SipMessage, SipRequest } from './message.ts'

const printedNames: Readonly<Record<string, string>> = {
  via: 'Via',
  'call-id': 'Call-ID',
  cseq: 'CSeq',
  'www-authenticate': 'WWW-Authenticate',
  'min-se': 'Min-SE',
}

const printedName = (name: string): string =>
  printedNames[name] ?? name.replace(/(^|-)([a-z])/g, (part) => part.toUpperCase())

/** Writes a message; `Content-Length` is counted, whatever the headers say. */
export function printMessage(message: SipMessage): string {
  const startLine =
    message.type === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`
  const lines = message.headers
    .filter((header) => header.name !== 'content-length')
    .map((header) => `${printedName(header.name)}: ${header.value}`)
  const body = message.body.toString('utf8')
  return `${[startLine, ...lines, `Content-Length: ${message.body.length}`].join('\r\n')}\r\n\r\n${body}`
}

export interface Answer {
  readonly status: number
  readonly reason: string
  /** Added to To when it has no tag; null leaves it as it came (100, and answers to the unreadable). */
  readonly tag: string | null
  readonly headers?: readonly Header[]
  readonly body?: string
}

const copied = new Set(['via', 'from', 'to', 'call-id', 'cseq'])

/** The response to a request (RFC 3261 section 8.2.6.2). */
export function createResponse(request: Pick<SipRequest, 'headers'>, answer: Answer): SipMessage {
  const headers = request.headers
    .filter((header) => copied.has(header.name))
    .map(({ name, value }) => ({ name, value: name === 'to' ? tagged(value, answer.tag) : value }))
  return {
    type: 'response',
    status: answer.status,
    reason: answer.reason,
    headers: [...headers, ...(answer.headers ?? [])],
    body: Buffer.from(answer.body ?? ''),
  }
}

const tagged = (to: string, tag: string | null): string =>
  tag === null || /;\s*tag\s*=/i.test(to.slice(to.indexOf('>') + 1)) ? to : `${to};tag=${tag}`
