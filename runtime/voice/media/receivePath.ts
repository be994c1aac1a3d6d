import { frameSamples } from '../line.ts'
import type { Codec } from './codec.ts'
import { JitterBuffer } from './jitterBuffer.ts'
import type { RtpPacket } from './rtp.ts'

/** Lost frames that repeat the last one, each at half its loudness, before silence. */
const maxRepeats = 3
/** Frames given at most in one beat while catching up. */
const maxFramesPerBeat = 2
/** 120 ms is the longest Opus packet. */
const longestPayloadSamples = 1920

/**
 * From packets to an even beat of frames: 50 a second come out whatever comes in, so that whoever
 * listens can count silence by frames.
 */
export class ReceivePath {
  #codec: Codec
  #jitter = new JitterBuffer()
  #rest = new Int16Array(0)
  #last = new Int16Array(frameSamples)
  #repeats = 0

  constructor(codec: Codec) {
    this.#codec = codec
  }

  put(packet: RtpPacket): void {
    this.#jitter.put(packet.sequence, packet.payload)
  }

  /** The frames of this beat: one, or two while catching up. */
  tick(): Int16Array[] {
    const frames = [this.#frame() ?? new Int16Array(frameSamples)]
    while (this.#jitter.isBehind && frames.length < maxFramesPerBeat) {
      const more = this.#frame()
      if (!more) break
      frames.push(more)
    }
    return frames
  }

  /** Null when nothing is due. */
  #frame(): Int16Array | null {
    while (this.#rest.length < frameSamples) {
      const due = this.#jitter.take()
      if (due.type === 'empty') return null
      const pcm = due.type === 'payload' ? this.#codec.decode(due.payload) : null
      if (pcm && pcm.length <= longestPayloadSamples) this.#heard(pcm)
      else this.#append(this.#concealed())
    }
    const frame = this.#rest.slice(0, frameSamples)
    this.#rest = this.#rest.slice(frameSamples)
    return frame
  }

  #heard(pcm: Int16Array): void {
    this.#repeats = 0
    this.#append(pcm)
    if (pcm.length >= frameSamples) this.#last = pcm.slice(-frameSamples)
  }

  #concealed(): Int16Array {
    this.#repeats++
    this.#last =
      this.#repeats > maxRepeats
        ? new Int16Array(frameSamples)
        : this.#last.map((sample) => sample >> 1)
    return this.#last
  }

  #append(pcm: Int16Array): void {
    const all = new Int16Array(this.#rest.length + pcm.length)
    all.set(this.#rest)
    all.set(pcm, this.#rest.length)
    this.#rest = all
  }
}
