import { isIP, isIPv6 } from 'node:net'
import { normalAddress } from '../../../normalAddress.ts'
import { type Direction, OfferError } from '../offer.ts'

/** Session descriptions for RTP without ICE and DTLS (RFC 8866, RFC 3264), as trunks and PBXs write them. */

export type PlainCodec = 'PCMU' | 'PCMA'

/** One usable audio section. */
export interface PlainMedia {
  readonly address: string
  readonly port: number
  readonly rtcpPort: number
  readonly hasRtcpMux: boolean
  readonly isSecure: boolean
  readonly profile: string
  readonly direction: Direction
  readonly formats: readonly Format[]
  readonly keys: readonly CryptoLine[]
  /** Place of this section among all, and the first line of each. */
  readonly index: number
  readonly sections: readonly string[]
}

interface Format {
  readonly payloadType: number
  /** Upper case. */
  readonly name: string
  readonly clockRate: number
}

export type Suite = 'AES_CM_128_HMAC_SHA1_80' | 'AES_CM_128_HMAC_SHA1_32'

/** `a=crypto` (RFC 4568). */
export interface CryptoLine {
  readonly tag: number
  readonly suite: Suite
  /** Master key and salt: 30 bytes. */
  readonly key: Buffer
}

/** What the two sides talk in. */
export interface PlainAgreement {
  readonly codec: PlainCodec
  readonly payloadType: number
  /** Null: the other side knows no telephone-event. */
  readonly keysPayloadType: number | null
}

const maxSections = 16
const profiles = /^RTP\/S?AVPF?$/
const anyAddress = /^(0\.0\.0\.0|::)$/

/** Reads an offer or answer; throws OfferError saying what is missing. */
export function parsePlainSdp(sdp: string): PlainMedia {
  // Some write an empty line in front, and blanks behind what a line says.
  const text = sdp
    .slice(0, 20_000)
    .trimStart()
    .replace(/[ \t]+(?=\r?\n|$)/g, '')
  const blocks = text.split(/\r?\n(?=m=)/)
  const [session = '', ...media] = blocks
  const sections = media.map((block) => block.split(/\r?\n/)[0] ?? '')
  if (!/^v=0\s/.test(session) || media.length > maxSections)
    throw new OfferError('The session description cannot be read.')
  const isUsable = (line: string): boolean => {
    const [kind, port, profile = ''] = line.slice(2).split(' ')
    return kind === 'audio' && port !== '0' && profiles.test(profile)
  }
  // Encrypted where both are offered.
  const secure = sections.findIndex((line) => isUsable(line) && / RTP\/SAVPF? /.test(line))
  const index = secure >= 0 ? secure : sections.findIndex(isUsable)
  const block = media[index]
  if (block === undefined) throw new OfferError('Offer audio over RTP/AVP or RTP/SAVP.')
  return parseSection(session, block, index, sections)
}

function parseSection(
  session: string,
  block: string,
  index: number,
  sections: readonly string[],
): PlainMedia {
  const lines = block.split(/\r?\n/)
  const [, port, profile = '', types = ''] =
    /^m=audio (\d{1,5})(?:\/\d{1,3})? (\S+) (.+)$/.exec(lines[0] ?? '') ?? []
  const number = Number(port)
  if (!(number > 0 && number < 65_536)) throw new OfferError('The audio section has no port.')
  const values = (name: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`a=${name}:`) ? [line.slice(name.length + 3)] : []))
  const connection = /^c=IN IP[46] ([^\s/]+)/m
  const written = (connection.exec(block) ?? connection.exec(session))?.[1] ?? ''
  // An IPv4 address in the clothes of an IPv6 one is where the packets come from undressed.
  const address = normalAddress(written) ?? written
  if (isIP(written) === 0) throw new OfferError('The session description has no literal address.')
  const rtcp = Number(/^(\d{1,5})\b/.exec(values('rtcp')[0] ?? '')?.[1])
  const isSecure = profile.startsWith('RTP/SAVP')
  const keys = isSecure ? values('crypto').slice(0, 8).flatMap(parseCrypto) : []
  if (isSecure && keys.length === 0)
    throw new OfferError('Encrypted audio needs a=crypto with AES_CM_128_HMAC_SHA1_80.')
  return {
    ...{ address, port: number, profile, isSecure, keys, index, sections },
    rtcpPort: rtcp > 0 && rtcp < 65_536 ? rtcp : Math.min(number + 1, 65_535),
    hasRtcpMux: lines.includes('a=rtcp-mux'),
    // The old way to hold (RFC 3264 section 8.4).
    direction: anyAddress.test(address) ? 'inactive' : directionOf(session, lines),
    formats: parseFormats(values('rtpmap'), types.trim().split(/\s+/)),
  }
}

function directionOf(session: string, lines: readonly string[]): Direction {
  const directions: readonly Direction[] = ['sendonly', 'recvonly', 'inactive', 'sendrecv']
  const general = session.split(/\r?\n/)
  const find = (among: readonly string[]) => directions.find((each) => among.includes(`a=${each}`))
  return find(lines) ?? find(general) ?? 'sendrecv'
}

const staticFormats: Readonly<Record<string, string>> = { '0': 'PCMU', '8': 'PCMA' }

/** In the order of the payload types, which is the order of preference. */
function parseFormats(rtpmaps: readonly string[], types: readonly string[]): Format[] {
  const named = new Map<string, Format>()
  for (const rtpmap of rtpmaps.slice(0, 64)) {
    const [, type, name, rate] =
      /^(\d{1,3}) ([\w.-]{1,32})\/(\d{1,6})(?:\/\d{1,2})?$/.exec(rtpmap.trim()) ?? []
    if (type && name && !named.has(type))
      named.set(type, {
        ...{ payloadType: Number(type), name: name.toUpperCase(), clockRate: Number(rate) },
      })
  }
  return types.slice(0, 64).flatMap((type) => {
    const name = staticFormats[type]
    const format =
      named.get(type) ?? (name ? { payloadType: Number(type), name, clockRate: 8000 } : null)
    return format && format.payloadType < 128 ? [format] : []
  })
}

/** One key, no parameters that we would have to mind: lifetimes outlast any call, an MKI we do not have. */
function parseCrypto(value: string): CryptoLine[] {
  const [, tag, suite, inline] =
    /^(\d{1,9}) (\S+) inline:([A-Za-z0-9+/=]{40})(?:\|[\d^]+)?(?:\s.*)?$/.exec(value) ?? []
  if (suite !== 'AES_CM_128_HMAC_SHA1_80' && suite !== 'AES_CM_128_HMAC_SHA1_32') return []
  const key = Buffer.from(inline ?? '', 'base64')
  return key.length === 30 ? [{ tag: Number(tag), suite, key }] : []
}

/** The first codec of theirs that we speak; null when there is none. */
export function agreePlain(media: PlainMedia, preferred: PlainCodec | null): PlainAgreement | null {
  const isOurs = ({ name, clockRate }: Format): boolean =>
    (name === 'PCMU' || name === 'PCMA') && clockRate === 8000
  const found =
    media.formats.find((format) => isOurs(format) && format.name === preferred) ??
    media.formats.find(isOurs)
  if (!found) return null
  const keys = media.formats.find(
    ({ name, clockRate }) => name === 'TELEPHONE-EVENT' && clockRate === 8000,
  )
  return {
    codec: found.name === 'PCMA' ? 'PCMA' : 'PCMU',
    payloadType: found.payloadType,
    keysPayloadType: keys?.payloadType ?? null,
  }
}

/** What we say of our own side. */
export interface OwnMedia {
  readonly address: string
  readonly port: number
  readonly rtcpPort: number
  readonly hasRtcpMux: boolean
  readonly sessionId: number
  readonly version: number
  readonly direction: Direction
  readonly formats: readonly PlainAgreement[]
  readonly crypto: CryptoLine | null
}

/** Writes our description; in an answer every other section is turned down (RFC 3264 section 6). */
export function printPlainSdp(own: OwnMedia, offer: PlainMedia | null): string {
  const family = isIPv6(own.address) ? 'IP6' : 'IP4'
  const keys = own.formats[0]?.keysPayloadType ?? null
  const types = [
    ...own.formats.map(({ payloadType }) => payloadType),
    ...(keys === null ? [] : [keys]),
  ]
  const profile = offer?.profile ?? (own.crypto ? 'RTP/SAVP' : 'RTP/AVP')
  const audio = [
    `m=audio ${own.port} ${profile} ${types.join(' ')}`,
    ...own.formats.map(({ payloadType, codec }) => `a=rtpmap:${payloadType} ${codec}/8000`),
    ...(keys === null ? [] : [`a=rtpmap:${keys} telephone-event/8000`, `a=fmtp:${keys} 0-15`]),
    'a=ptime:20',
    ...(own.hasRtcpMux ? ['a=rtcp-mux'] : []),
    ...(own.hasRtcpMux || own.rtcpPort === own.port + 1 ? [] : [`a=rtcp:${own.rtcpPort}`]),
    ...(own.crypto
      ? [
          `a=crypto:${own.crypto.tag} ${own.crypto.suite} inline:${own.crypto.key.toString('base64')}`,
        ]
      : []),
    `a=${own.direction}`,
  ]
  const head = [
    'v=0',
    `o=- ${own.sessionId} ${own.version} IN ${family} ${own.address}`,
    's=-',
    `c=IN ${family} ${own.address}`,
    't=0 0',
  ]
  const sections = offer?.sections ?? ['']
  const body = sections.flatMap((line, i) =>
    i === (offer?.index ?? 0) ? audio : [turnedDown(line)],
  )
  return `${[...head, ...body].join('\r\n')}\r\n`
}

/** A section with port 0; nothing that was written by the other side but its checked words. */
function turnedDown(line: string): string {
  const [, kind = 'application', profile = 'RTP/AVP', type = '0'] =
    /^m=(\w{1,32}) \S+ ([\w/]{1,64}) ([\w-]{1,32})/.exec(line) ?? []
  return `m=${kind} 0 ${profile} ${type}`
}
