import { frameMs } from '../line.ts'

const keys = '0123456789*#ABCD'
/** A press of 100 ms and a gap of as much: what every receiver understands. */
const pressBeats = 100 / frameMs
const gapBeats = 100 / frameMs
const waitBeats = 500 / frameMs
/** The last packet is sent three times, so that one lost packet does not hold the key down (RFC 4733 section 2.5.1.4). */
const endPackets = 3
/** Moderate: -10 dBm0. */
const volume = 10
const mostQueued = 400

/** What of a key goes out at a beat. */
interface KeyBeat {
  readonly payload: Uint8Array
  readonly isFirst: boolean
}

interface Item {
  readonly key: number | null
  readonly done: (() => void) | null
}

/** Turns queued keys into RFC 4733 packets, one a beat. */
export class KeySender {
  #queue: Item[] = []
  #beat = 0

  /** Resolves when the last of the keys was sent, or `close` dropped them. */
  add(digits: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const items = [...digits].map((digit) => (digit === 'w' ? null : keys.indexOf(digit)))
    const known = items.filter((key) => key !== -1).slice(0, mostQueued - this.#queue.length)
    for (const [index, key] of known.entries())
      this.#queue.push({ key, done: index === known.length - 1 ? resolve : null })
    if (known.length === 0) resolve()
    return promise
  }

  /** The packet of this beat; `quiet` between keys; null when there is nothing to send. */
  tick(unitsPerFrame: number): KeyBeat | 'quiet' | null {
    const item = this.#queue[0]
    if (!item) return null
    const offset = this.#beat++
    const { key } = item
    const length = key === null ? waitBeats : pressBeats + endPackets - 1 + gapBeats
    if (this.#beat >= length) this.#finish(item)
    if (key === null || offset >= pressBeats + endPackets - 1) return 'quiet'
    const isEnd = offset >= pressBeats - 1
    const duration = Math.min(offset + 1, pressBeats) * unitsPerFrame
    const flags = (isEnd ? 0x80 : 0) | volume
    const payload = Uint8Array.of(key, flags, duration >> 8, duration & 0xff)
    return { payload, isFirst: offset === 0 }
  }

  close(): void {
    for (const { done } of this.#queue) done?.()
    this.#queue = []
  }

  #finish(item: Item): void {
    this.#queue.shift()
    this.#beat = 0
    item.done?.()
  }
}
