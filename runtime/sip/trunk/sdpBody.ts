import { headerOf, type SipMessage } from '../message.ts'

/** What a request's body is to us. */
export type SdpBody =
  | { readonly type: 'sdp'; readonly sdp: string }
  | { readonly type: 'none' }
  | { readonly type: 'refused'; readonly status: 415 | 400; readonly reason: string }

const refuse = (reason: string, status: 415 | 400 = 415): SdpBody => ({
  type: 'refused',
  status,
  reason,
})

/** Finds the session description in a body, also among others in a multipart (RFC 5621). */
export function readSdpBody(message: SipMessage): SdpBody {
  if (message.body.length === 0) return { type: 'none' }
  const encoding = headerOf(message, 'content-encoding')?.trim().toLowerCase()
  if (encoding && encoding !== 'identity') return refuse('Unsupported Content-Encoding')
  const type = headerOf(message, 'content-type') ?? ''
  const name = nameOf(type)
  const isUntyped = type.trim() === '' && /^\s*v=0\s/.test(message.body.toString('latin1', 0, 40))
  if (name === 'application/sdp' || isUntyped)
    return { type: 'sdp', sdp: message.body.toString('utf8') }
  if (name.startsWith('multipart/')) return readParts(message.body.toString('latin1'), type)
  const isOptional = /handling\s*=\s*optional/i.test(headerOf(message, 'content-disposition') ?? '')
  return isOptional ? { type: 'none' } : refuse('Unsupported Media Type')
}

const nameOf = (contentType: string): string =>
  contentType.split(';')[0]?.replace(/\s/g, '').toLowerCase() ?? ''

/** Parts without a type of their own are text (RFC 2046 section 5.1.1), which is not for us. */
function readParts(body: string, type: string): SdpBody {
  const [, quoted, plain] =
    /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? []
  const boundary = quoted ?? plain
  if (!boundary) return refuse('A multipart without its boundary', 400)
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, 20)
  for (const part of parts) {
    const end = part.indexOf('\r\n\r\n')
    const head = part.slice(0, Math.max(end, 0))
    const [, partType = ''] = /^(?:content-type|c)[ \t]*:[ \t]*(.*)$/im.exec(head) ?? []
    if (end < 0 || nameOf(partType) !== 'application/sdp') continue
    return { type: 'sdp', sdp: Buffer.from(part.slice(end + 4), 'latin1').toString('utf8') }
  }
  return refuse('No session description in the multipart')
}
