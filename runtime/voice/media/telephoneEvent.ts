import type { RtpPacket } from './rtp.ts'

const keys = '0123456789*#ABCD'
/** Timestamps of finished presses that late copies may still carry. */
const rememberedPresses = 8

/**
 * Turns RFC 4733 packets into keys: one digit per press, told at its first packet, so that neither a
 * lost start nor a lost end matters.
 */
export class TelephoneEventReceiver {
  #known: number[] = []
  #current: { event: number; timestamp: number; duration: number; ended: boolean } | null = null

  /** The key of a new press, else null. */
  receive(packet: RtpPacket): string | null {
    const [event, flags, high, low] = packet.payload
    if (event === undefined || flags === undefined || high === undefined || low === undefined)
      return null
    const duration = (high << 8) | low
    const ended = (flags & 0x80) !== 0
    const current = this.#current
    if (current && current.timestamp === packet.timestamp) {
      current.duration = Math.max(current.duration, duration)
      current.ended ||= ended
      return null
    }
    if (this.#known.includes(packet.timestamp)) return null
    const isLongPress = current !== null && current.event === event && continues(current, packet)
    this.#known = [...this.#known, packet.timestamp].slice(-rememberedPresses)
    this.#current = { event, timestamp: packet.timestamp, duration, ended }
    return isLongPress ? null : (keys[event] ?? null)
  }
}

/** A press longer than its 16 bit duration goes on in a new segment (RFC 4733 section 2.5.1.3). */
const continues = (
  current: { timestamp: number; duration: number; ended: boolean },
  packet: RtpPacket,
): boolean =>
  !current.ended &&
  !packet.marker &&
  (current.timestamp + current.duration) >>> 0 === packet.timestamp
