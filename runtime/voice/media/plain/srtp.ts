import { createCipheriv, createHmac, timingSafeEqual } from 'node:crypto'
import type { Suite } from './plainSdp.ts'

/** SRTP and SRTCP with AES in counter mode and HMAC-SHA1 (RFC 3711), one direction of one call. */
export interface SrtpContext {
  protect(rtp: Uint8Array): Buffer
  /** Null for what was not sent by the other side, was changed, or came before. */
  unprotect(packet: Uint8Array): Buffer | null
  protectRtcp(rtcp: Uint8Array): Buffer
  unprotectRtcp(packet: Uint8Array): Buffer | null
}

const saltBytes = 14
const rtcpTagBytes = 10
/** Streams of one call whose counters are kept. */
const mostStreams = 4

/** `key` is master key and salt, 30 bytes. */
export function createSrtp(key: Buffer, suite: Suite): SrtpContext {
  const derive = (label: number, length: number) => deriveKey(key, label, length)
  const rtp = { key: derive(0, 16), auth: derive(1, 20), salt: derive(2, saltBytes) }
  const rtcp = { key: derive(3, 16), auth: derive(4, 20), salt: derive(5, saltBytes) }
  const tagBytes = suite === 'AES_CM_128_HMAC_SHA1_80' ? 10 : 4
  const streams = new Map<number, Counter>()
  const rtcpWindow = new ReplayWindow()
  let rtcpIndex = 0
  const streamOf = (ssrc: number): Counter => {
    const known = streams.get(ssrc)
    if (known) return known
    const [oldest] = streams.keys()
    if (streams.size >= mostStreams && oldest !== undefined) streams.delete(oldest)
    const counter = new Counter()
    streams.set(ssrc, counter)
    return counter
  }
  const rtpTag = (bytes: Uint8Array, rollover: number): Buffer => {
    const suffix = Buffer.alloc(4)
    suffix.writeUInt32BE(rollover)
    return createHmac('sha1', rtp.auth).update(bytes).update(suffix).digest().subarray(0, tagBytes)
  }
  return {
    protect(bytes) {
      const packet = Buffer.from(bytes)
      const start = payloadStart(packet)
      const ssrc = packet.readUInt32BE(8)
      const index = streamOf(ssrc).next(packet.readUInt16BE(2))
      const sealed = Buffer.concat([
        packet.subarray(0, start),
        crypt(rtp, ssrc, index, packet.subarray(start)),
      ])
      return Buffer.concat([sealed, rtpTag(sealed, Math.floor(index / 0x1_0000))])
    },
    unprotect(bytes) {
      const packet = Buffer.from(bytes)
      const end = packet.length - tagBytes
      const start = end >= 12 ? payloadStart(packet) : end + 1
      if (start > end) return null
      const ssrc = packet.readUInt32BE(8)
      const known = streams.get(ssrc)
      const counter = known ?? new Counter()
      const index = counter.guess(packet.readUInt16BE(2))
      const sealed = packet.subarray(0, end)
      if (counter.window.has(index)) return null
      if (!isSame(rtpTag(sealed, Math.floor(index / 0x1_0000)), packet.subarray(end))) return null
      const own = known ?? streamOf(ssrc)
      own.accept(index)
      return Buffer.concat([
        sealed.subarray(0, start),
        crypt(rtp, ssrc, index, sealed.subarray(start)),
      ])
    },
    protectRtcp(bytes) {
      const packet = Buffer.from(bytes)
      rtcpIndex = (rtcpIndex + 1) % 0x8000_0000
      const ssrc = packet.readUInt32BE(4)
      const trailer = Buffer.alloc(4)
      trailer.writeUInt32BE((0x8000_0000 | rtcpIndex) >>> 0)
      const sealed = Buffer.concat([
        packet.subarray(0, 8),
        crypt(rtcp, ssrc, rtcpIndex, packet.subarray(8)),
        trailer,
      ])
      const tag = createHmac('sha1', rtcp.auth).update(sealed).digest()
      return Buffer.concat([sealed, tag.subarray(0, rtcpTagBytes)])
    },
    unprotectRtcp(bytes) {
      const packet = Buffer.from(bytes)
      const end = packet.length - rtcpTagBytes
      if (end < 12) return null
      const sealed = packet.subarray(0, end)
      const tag = createHmac('sha1', rtcp.auth).update(sealed).digest().subarray(0, rtcpTagBytes)
      if (!isSame(tag, packet.subarray(end))) return null
      const trailer = packet.readUInt32BE(end - 4)
      const index = trailer & 0x7fff_ffff
      if (rtcpWindow.has(index)) return null
      rtcpWindow.add(index)
      const body = packet.subarray(8, end - 4)
      const ssrc = packet.readUInt32BE(4)
      const isSealed = trailer >>> 31 === 1
      return Buffer.concat([
        packet.subarray(0, 8),
        isSealed ? crypt(rtcp, ssrc, index, body) : body,
      ])
    },
  }
}

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)

/** Section 4.3.1, with a key derivation rate of zero. */
function deriveKey(master: Buffer, label: number, length: number): Buffer {
  const iv = Buffer.alloc(16)
  master.copy(iv, 0, 16, 30)
  iv[7] = (iv[7] ?? 0) ^ label
  return createCipheriv('aes-128-ctr', master.subarray(0, 16), iv).update(Buffer.alloc(length))
}

interface Keys {
  readonly key: Buffer
  readonly salt: Buffer
}

/** Section 4.1.1; the same both ways. */
function crypt({ key, salt }: Keys, ssrc: number, index: number, bytes: Buffer): Buffer {
  const iv = Buffer.alloc(16)
  salt.copy(iv)
  iv.writeUInt32BE((iv.readUInt32BE(4) ^ ssrc) >>> 0, 4)
  iv.writeUInt32BE((iv.readUInt32BE(8) ^ Math.floor(index / 0x1_0000)) >>> 0, 8)
  iv.writeUInt16BE((iv.readUInt16BE(12) ^ (index & 0xffff)) & 0xffff, 12)
  return createCipheriv('aes-128-ctr', key, iv).update(bytes)
}

/** Behind the fixed header, sources and extension, which stay readable. */
function payloadStart(packet: Buffer): number {
  const flags = packet[0] ?? 0
  const start = 12 + (flags & 0x0f) * 4
  if (!(flags & 0x10)) return start
  return start + 4 <= packet.length ? start + 4 + packet.readUInt16BE(start + 2) * 4 : start + 4
}

/** The long index of a stream's packets, of which each carries the low 16 bits (section 3.3.1). */
class Counter {
  readonly window = new ReplayWindow()
  #highest: number | null = null

  /** Of our own packets, which come in order. */
  next(sequence: number): number {
    const index = this.guess(sequence)
    this.#highest = Math.max(this.#highest ?? 0, index)
    return index
  }

  guess(sequence: number): number {
    if (this.#highest === null) return sequence
    const rollover = Math.floor(this.#highest / 0x1_0000)
    const low = this.#highest % 0x1_0000
    const distance = sequence - low
    const shift = distance > 0x8000 ? -1 : distance < -0x8000 ? 1 : 0
    return Math.max(0, rollover + shift) * 0x1_0000 + sequence
  }

  accept(index: number): void {
    this.window.add(index)
    this.#highest = Math.max(this.#highest ?? 0, index)
  }
}

const windowSize = 128

/** Indexes that were seen (section 3.3.2). */
class ReplayWindow {
  #highest = -1
  #seen = new Set<number>()

  has(index: number): boolean {
    return index <= this.#highest - windowSize || this.#seen.has(index)
  }

  add(index: number): void {
    this.#seen.add(index)
    this.#highest = Math.max(this.#highest, index)
    if (this.#seen.size <= windowSize * 2) return
    this.#seen = new Set([...this.#seen].filter((each) => each > this.#highest - windowSize))
  }
}
