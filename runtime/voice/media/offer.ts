/** What we need to know of a browser's audio offer (RFC 8829), each part checked. */
export interface Offer {
  readonly mid: string
  readonly iceUfrag: string
  readonly icePwd: string
  readonly fingerprint: string
  readonly setup: string
  readonly direction: Direction
  /** Candidates with literal addresses, over UDP. */
  readonly candidates: readonly string[]
  readonly formats: readonly Format[]
}

/** How the offerer's media flows, seen from its side. */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

interface Format {
  readonly payloadType: number
  /** Lower case, e.g. `opus`. */
  readonly name: string
  readonly clockRate: number
}

/** What the two sides agreed on. */
export interface Agreement {
  readonly codec: 'opus' | 'PCMU'
  readonly payloadType: number
  /** Null when the offer has no telephone-event of the codec's clock rate. */
  readonly keysPayloadType: number | null
}

export class OfferError extends Error {}

const maxCandidates = 32
const candidatePattern =
  /^candidate:[\w+/]{1,32} [12] udp \d{1,10} ([\da-f.:]{2,45}) \d{1,5} typ [a-z]{2,8}\b[\w .:=+/-]*$/i

/** Reads an offer; throws OfferError saying what is missing. */
export function parseOffer(sdp: string): Offer {
  const lines = sdp.split(/\r?\n/)
  const media = lines.filter((line) => line.startsWith('m='))
  const [audio] = media
  if (media.length !== 1 || !audio?.startsWith('m=audio '))
    throw new OfferError('Offer exactly one media section, audio.')
  const [, port = '', profile = '', ...payloadTypes] = audio.slice(2).split(' ')
  if (!/^(UDP|TCP)\/TLS\/RTP\/SAVPF$/.test(profile))
    throw new OfferError('Offer WebRTC media (UDP/TLS/RTP/SAVPF).')
  if (port === '0') throw new OfferError('The audio section is disabled.')
  const values = (name: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`a=${name}:`) ? [line.slice(name.length + 3)] : []))
  const one = (name: string, pattern: RegExp): string => {
    const value = values(name)[0] ?? ''
    if (!pattern.test(value)) throw new OfferError(`The offer has no usable a=${name}.`)
    return value
  }
  return {
    mid: one('mid', /^[\w.-]{1,32}$/),
    iceUfrag: one('ice-ufrag', /^[\w+/-]{4,256}$/),
    icePwd: one('ice-pwd', /^[\w+/-]{22,256}$/),
    fingerprint: one('fingerprint', /^sha-256 ([\dA-F]{2}:){31}[\dA-F]{2}$/i),
    setup: one('setup', /^(actpass|active|passive)$/),
    direction: directionOf(lines),
    candidates: lines
      .filter((line) => line.startsWith('a=candidate:'))
      .map((line) => line.slice(2))
      .filter((line) => candidatePattern.test(line))
      .slice(0, maxCandidates),
    formats: parseFormats(values('rtpmap'), payloadTypes),
  }
}

/** Picks the preferred codec, else the other one; null when the offer has neither. */
export function agree(offer: Offer, preference: 'opus' | 'PCMU'): Agreement | null {
  const find = (name: string, clockRate: number): number | null =>
    offer.formats.find((format) => format.name === name && format.clockRate === clockRate)
      ?.payloadType ?? null
  const opus = find('opus', 48_000)
  const pcmu = find('pcmu', 8000)
  if (opus !== null && (preference === 'opus' || pcmu === null))
    return { codec: 'opus', payloadType: opus, keysPayloadType: find('telephone-event', 48_000) }
  if (pcmu === null) return null
  return { codec: 'PCMU', payloadType: pcmu, keysPayloadType: find('telephone-event', 8000) }
}

/**
 * The offer again, made of the checked parts and the agreed formats only: nothing a caller wrote
 * reaches the native library unread.
 */
export function printOffer(offer: Offer, agreement: Agreement): string {
  const { codec, payloadType, keysPayloadType } = agreement
  const keys = keysPayloadType === null ? '' : ` ${keysPayloadType}`
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${offer.mid}`,
    `m=audio 9 UDP/TLS/RTP/SAVPF ${payloadType}${keys}`,
    'c=IN IP4 0.0.0.0',
    `a=mid:${offer.mid}`,
    'a=sendrecv',
    'a=rtcp-mux',
    `a=rtpmap:${payloadType} ${codec === 'opus' ? 'opus/48000/2' : 'PCMU/8000'}`,
    ...(keysPayloadType === null
      ? []
      : [`a=rtpmap:${keysPayloadType} telephone-event/${clockRateOf(agreement)}`]),
    `a=ice-ufrag:${offer.iceUfrag}`,
    `a=ice-pwd:${offer.icePwd}`,
    `a=fingerprint:${offer.fingerprint}`,
    `a=setup:${offer.setup}`,
    ...offer.candidates.map((candidate) => `a=${candidate}`),
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** RTP clock of the agreed codec, which telephone-event shares. */
export const clockRateOf = ({ codec }: Agreement): number => (codec === 'opus' ? 48_000 : 8000)

function directionOf(lines: readonly string[]): Direction {
  if (lines.includes('a=sendonly')) return 'sendonly'
  if (lines.includes('a=recvonly')) return 'recvonly'
  return lines.includes('a=inactive') ? 'inactive' : 'sendrecv'
}

function parseFormats(rtpmaps: readonly string[], payloadTypes: readonly string[]): Format[] {
  const named = rtpmaps.flatMap((rtpmap) => {
    const [, type, name, rate] = /^(\d{1,3}) ([\w-]{1,32})\/(\d{1,6})(?:\/\d)?$/.exec(rtpmap) ?? []
    if (type === undefined || name === undefined || !payloadTypes.includes(type)) return []
    return [{ payloadType: Number(type), name: name.toLowerCase(), clockRate: Number(rate) }]
  })
  // Payload type 0 is PCMU without being told (RFC 3551 table 4).
  if (payloadTypes.includes('0') && !named.some((format) => format.payloadType === 0))
    named.push({ payloadType: 0, name: 'pcmu', clockRate: 8000 })
  return named.filter((format) => format.payloadType < 128)
}
