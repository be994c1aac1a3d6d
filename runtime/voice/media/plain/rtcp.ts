import { type RtpPacket, sequenceDistance } from '../rtp.ts'

/** RTCP (RFC 3550 section 6): how the line is, told both ways. */

/** What the other side says of the stream we send. */
export interface ReceptionReport {
  readonly ssrc: number
  /** 0 to 1, since its last report. */
  readonly lostShare: number
  readonly lost: number
  /** Timestamp units. */
  readonly jitter: number
  /** Middle 32 bits of the time in our last report, and how long ago that came, in 1/65536 s. */
  readonly lastReport: number
  readonly delay: number
}

export interface RtcpContent {
  readonly reports: readonly ReceptionReport[]
  /** Middle 32 bits of the time in a sender report; null: none. */
  readonly senderTime: number | null
  readonly isBye: boolean
}

const maxBytes = 2048

/** Reads a compound packet; null for anything else. */
export function parseRtcp(bytes: Uint8Array): RtcpContent | null {
  if (bytes.length < 8 || bytes.length > maxBytes) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let content: RtcpContent = { reports: [], senderTime: null, isBye: false }
  let at = 0
  while (at + 4 <= bytes.length) {
    const end = at + 4 + view.getUint16(at + 2) * 4
    const type = view.getUint8(at + 1)
    if (view.getUint8(at) >> 6 !== 2 || type < 192 || type > 223 || end > bytes.length) return null
    content = withPacket(content, view, at, end)
    at = end
  }
  return at === bytes.length ? content : null
}

/** Adds what one packet of the compound says. */
function withPacket(content: RtcpContent, view: DataView, at: number, end: number): RtcpContent {
  const type = view.getUint8(at + 1)
  if (type === 203) return { ...content, isBye: true }
  if (type !== 200 && type !== 201) return content
  const first = type === 200 ? at + 28 : at + 8
  const count = Math.min(view.getUint8(at) & 0x1f, Math.max(0, Math.floor((end - first) / 24)))
  const reports = Array.from({ length: count }, (_, i) => readReport(view, first + i * 24))
  const hasTime = type === 200 && end >= first
  return {
    ...content,
    reports: [...content.reports, ...reports],
    senderTime: hasTime ? view.getUint32(at + 10) : content.senderTime,
  }
}

const readReport = (view: DataView, at: number): ReceptionReport => ({
  ssrc: view.getUint32(at),
  lostShare: view.getUint8(at + 4) / 256,
  lost: (view.getInt8(at + 5) << 16) | view.getUint16(at + 6),
  jitter: view.getUint32(at + 12),
  lastReport: view.getUint32(at + 16),
  delay: view.getUint32(at + 20),
})

/** Counts what comes in (appendices A.3 and A.8). */
export class ReceptionCounter {
  #ssrc = 0
  #first: number | null = null
  #highest = 0
  #received = 0
  #jitter = 0
  #lastTransit: number | null = null
  #reported = { expected: 0, received: 0 }
  #senderTime = 0
  #senderAt = 0

  /** `at` in timestamp units of the same clock. */
  count(packet: RtpPacket, at: number): void {
    if (this.#first === null || packet.ssrc !== this.#ssrc) this.#begin(packet)
    this.#received++
    const distance = sequenceDistance(this.#highest & 0xffff, packet.sequence)
    if (distance > 0) this.#highest += distance
    const transit = (at - packet.timestamp) | 0
    if (this.#lastTransit !== null) {
      const difference = Math.abs((transit - this.#lastTransit) | 0)
      this.#jitter += (difference - this.#jitter) / 16
    }
    this.#lastTransit = transit
  }

  /** A sender report came; milliseconds. */
  heardReport(senderTime: number, now: number): void {
    this.#senderTime = senderTime
    this.#senderAt = now
  }

  /** What is to be told now; null while nothing came. */
  report(now: number): ReceptionReport | null {
    if (this.#first === null) return null
    const expected = this.#highest - this.#first + 1
    const lost = Math.max(0, expected - this.#received)
    const newExpected = expected - this.#reported.expected
    const newLost = newExpected - (this.#received - this.#reported.received)
    this.#reported = { expected, received: this.#received }
    const isHeard = this.#senderAt > 0
    return {
      ...{ ssrc: this.#ssrc, lost, jitter: Math.round(this.#jitter) },
      lostShare: newExpected > 0 && newLost > 0 ? newLost / newExpected : 0,
      lastReport: this.#senderTime,
      delay: isHeard ? Math.round(((now - this.#senderAt) * 65_536) / 1000) : 0,
    }
  }

  #begin(packet: RtpPacket): void {
    this.#ssrc = packet.ssrc
    this.#first = packet.sequence
    this.#highest = packet.sequence
    this.#received = 0
    this.#lastTransit = null
    this.#reported = { expected: 0, received: 0 }
  }
}

export interface OwnReport {
  readonly ssrc: number
  /** Unix milliseconds. */
  readonly now: number
  readonly timestamp: number
  readonly packets: number
  readonly bytes: number
  readonly reception: ReceptionReport | null
  /** Names the sender for the length of the call. */
  readonly name: string
  readonly isBye: boolean
}

/** Seconds from 1900 to 1970. */
const ntpOffset = 2_208_988_800

/** A sender report, or a receiver report where nothing was sent; then who we are, and perhaps BYE. */
export function printRtcp(own: OwnReport): Buffer {
  const { reception } = own
  const isSender = own.packets > 0
  const head = Buffer.alloc(isSender ? 28 : 8)
  head.writeUInt32BE(own.ssrc, 4)
  if (isSender) {
    head.writeUInt32BE((Math.floor(own.now / 1000) + ntpOffset) % 2 ** 32, 8)
    head.writeUInt32BE(Math.floor(((own.now % 1000) / 1000) * 2 ** 32), 12)
    head.writeUInt32BE(own.timestamp >>> 0, 16)
    head.writeUInt32BE(own.packets >>> 0, 20)
    head.writeUInt32BE(own.bytes >>> 0, 24)
  }
  const first = Buffer.concat([head, reception ? printReport(reception) : Buffer.alloc(0)])
  header(first, reception ? 1 : 0, isSender ? 200 : 201)
  const name = Buffer.from(own.name).subarray(0, 255)
  const names = Buffer.alloc(Math.ceil((8 + 2 + name.length + 1) / 4) * 4)
  names.writeUInt32BE(own.ssrc, 4)
  names[8] = 1
  names[9] = name.length
  name.copy(names, 10)
  header(names, 1, 202)
  if (!own.isBye) return Buffer.concat([first, names])
  const bye = Buffer.alloc(8)
  bye.writeUInt32BE(own.ssrc, 4)
  header(bye, 1, 203)
  return Buffer.concat([first, names, bye])
}

function header(packet: Buffer, count: number, type: number): void {
  packet[0] = 0x80 | count
  packet[1] = type
  packet.writeUInt16BE(packet.length / 4 - 1, 2)
}

function printReport(report: ReceptionReport): Buffer {
  const bytes = Buffer.alloc(24)
  bytes.writeUInt32BE(report.ssrc, 0)
  bytes.writeUInt32BE(Math.min(report.lost, 0x7f_ffff), 4)
  bytes[4] = Math.min(255, Math.floor(report.lostShare * 256))
  bytes.writeUInt32BE(report.jitter >>> 0, 12)
  bytes.writeUInt32BE(report.lastReport >>> 0, 16)
  bytes.writeUInt32BE(report.delay >>> 0, 20)
  return bytes
}
