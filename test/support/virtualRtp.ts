import { FakeTimers } from '#runtime/voice/media/fakeMedia.ts'
import { Pacer } from '#runtime/voice/media/pacer.ts'
import { createRtpLine, type RtpLine } from '#runtime/voice/media/plain/rtpLine.ts'
import type { OpenSockets } from '#runtime/voice/media/plain/rtpSockets.ts'

export interface BadNetwork {
  /** Share of packets that never arrive. */
  readonly loss: number
  /** Milliseconds that a packet takes at most beyond the 20 that all take. */
  readonly jitter: number
  /** The same seed loses the same packets. */
  readonly seed: number
}

const log = { debug() {}, info() {}, warn() {}, error() {} }

/** Legs with plain RTP over a network of our making, in time that the test moves. */
export class VirtualRtp {
  readonly timers = new FakeTimers()
  readonly pacer = new Pacer(this.timers)
  /** Packets on the way, and those that were lost. */
  readonly counts = { sent: 0, lost: 0 }
  #network: BadNetwork
  #random: () => number
  #machines = new Map<string, Parameters<OpenSockets>[0]>()

  constructor(network: Partial<BadNetwork> = {}) {
    this.#network = { loss: 0, jitter: 0, seed: 1, ...network }
    this.#random = seeded(this.#network.seed)
  }

  /** A leg with an address of its own. */
  async open(onEnd: () => void = () => {}): Promise<RtpLine> {
    const address = `10.0.0.${this.#machines.size + 1}`
    return createRtpLine({
      ...{ log, address, peer: '', encrypts: false, onEnd, pacer: this.pacer },
      now: () => this.timers.now(),
      openSockets: async (received) => {
        this.#machines.set(address, received)
        return {
          ...{ port: 4000, rtcpPort: 4001 },
          send: (kind, packet, _port, to) => this.#send(kind, packet, address, to),
          close: () => this.#machines.delete(address),
        }
      },
    })
  }

  /** Two legs that agreed on media: the first made the offer. */
  async pair(prepare: (offer: string) => string = (offer) => offer): Promise<[RtpLine, RtpLine]> {
    const [near, far] = [await this.open(), await this.open()]
    near.accept(far.answer(prepare(near.offer())))
    return [near, far]
  }

  /** Moves time in steps of a packet, so that what happens has consequences. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 20) {
      this.timers.advance(20)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  #send(kind: 'rtp' | 'rtcp', packet: Uint8Array, from: string, to: string): void {
    const [fate, delay] = [this.#random(), this.#random()]
    this.counts.sent++
    if (fate < this.#network.loss) {
      this.counts.lost++
      return
    }
    const bytes = Uint8Array.from(packet)
    const port = kind === 'rtp' ? 4000 : 4001
    this.timers.after(20 + delay * this.#network.jitter, () =>
      this.#machines.get(to)?.(kind, bytes, from, port),
    )
  }
}

/** Numbers from 0 to 1 that look random and are the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
