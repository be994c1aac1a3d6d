import { sequenceDistance } from './rtp.ts'

/** What is due: a payload, a hole to conceal, or nothing yet. */
export type Due = { type: 'payload'; payload: Uint8Array } | { type: 'lost' } | { type: 'empty' }

const minDepth = 2
const maxDepth = 10
/** Holding more than this many packets beyond the depth, the reader is asked to catch up. */
const slack = 2
const maxHeld = 64
/** A jump farther than this is a new stream, not loss. */
const maxJump = 100
/** Packets without trouble (five seconds at 20 ms) before the depth shrinks by one. */
const calmPackets = 250

/**
 * Puts packets back in order and waits for stragglers, as deep as the line needs: two packets on a
 * quiet line, up to ten (200 ms) where packets come late.
 */
export class JitterBuffer {
  #held = new Map<number, Uint8Array>()
  #next: number | null = null
  #filling = true
  /** Nothing was taken yet, so an older packet than the first one seen is no straggler. */
  #fresh = true
  #depth = minDepth
  #calm = 0

  /** Packets waited for before playing. */
  get depth(): number {
    return this.#depth
  }

  /** True when the reader should take two frames: the listener is no loudspeaker and may catch up. */
  get isBehind(): boolean {
    return this.#held.size > this.#depth + slack
  }

  put(sequence: number, payload: Uint8Array): void {
    this.#next ??= sequence
    const ahead = sequenceDistance(this.#next, sequence)
    if (Math.abs(ahead) > maxJump) this.#restart(sequence)
    else if (ahead < 0 && this.#fresh) this.#next = sequence
    else if (ahead < 0) {
      this.#deepen()
      return
    }
    if (!this.#held.has(sequence)) this.#held.set(sequence, payload)
    if (this.#held.size > maxHeld) this.#restart(sequence)
    if (this.#held.size >= this.#depth) this.#filling = false
  }

  take(): Due {
    if (this.#filling || this.#next === null) return { type: 'empty' }
    if (this.#held.size === 0) {
      this.#filling = true
      return { type: 'empty' }
    }
    const payload = this.#held.get(this.#next)
    this.#fresh = false
    this.#held.delete(this.#next)
    this.#next = (this.#next + 1) & 0xffff
    if (payload === undefined) return { type: 'lost' }
    this.#relax()
    return { type: 'payload', payload }
  }

  #restart(sequence: number): void {
    this.#held.clear()
    this.#next = sequence
    this.#filling = true
    this.#fresh = true
    this.#calm = 0
  }

  #deepen(): void {
    this.#depth = Math.min(maxDepth, this.#depth + 1)
    this.#calm = 0
  }

  #relax(): void {
    this.#calm++
    if (this.#calm % calmPackets !== 0) return
    this.#depth = Math.max(minDepth, this.#depth - 1)
  }
}
