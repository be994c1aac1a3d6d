/** One RTP packet (RFC 3550 section 5.1). */
export interface RtpPacket {
  readonly payloadType: number
  /** First packet after silence. */
  readonly marker: boolean
  readonly sequence: number
  readonly timestamp: number
  readonly ssrc: number
  readonly payload: Uint8Array
}

const headerBytes = 12
/** Larger than any Ethernet frame: what is longer is no voice packet. */
const maxPacketBytes = 2048

/** Reads a packet; null for RTCP, noise and anything cut short. */
export function parseRtp(bytes: Uint8Array): RtpPacket | null {
  if (bytes.length < headerBytes || bytes.length > maxPacketBytes) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const flags = view.getUint8(0)
  const second = view.getUint8(1)
  if (flags >> 6 !== 2 || isRtcpType(second)) return null
  let start = headerBytes + (flags & 0x0f) * 4
  if (flags & 0x10) {
    if (start + 4 > bytes.length) return null
    start += 4 + view.getUint16(start + 2) * 4
  }
  const padding = flags & 0x20 ? view.getUint8(bytes.length - 1) : 0
  const end = bytes.length - padding
  if (start > end || (flags & 0x20 && padding === 0)) return null
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    payload: bytes.subarray(start, end),
  }
}

/** Writes a packet without extensions or padding. */
export function printRtp(packet: RtpPacket): Buffer {
  const bytes = Buffer.allocUnsafe(headerBytes + packet.payload.length)
  bytes.writeUInt8(0x80, 0)
  bytes.writeUInt8((packet.marker ? 0x80 : 0) | (packet.payloadType & 0x7f), 1)
  bytes.writeUInt16BE(packet.sequence & 0xffff, 2)
  bytes.writeUInt32BE(packet.timestamp >>> 0, 4)
  bytes.writeUInt32BE(packet.ssrc >>> 0, 8)
  bytes.set(packet.payload, headerBytes)
  return bytes
}

/** RTCP shares the port; its types fall where RTP would have payload types 64 to 95 (RFC 5761). */
const isRtcpType = (second: number): boolean => second >= 192 && second <= 223

/** Signed distance from `from` to `to` on the 16 bit circle of sequence numbers. */
export const sequenceDistance = (from: number, to: number): number =>
  (((to - from) & 0xffff) << 16) >> 16
