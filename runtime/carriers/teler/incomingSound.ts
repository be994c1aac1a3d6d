import { frameSamples } from '../../voice/line.ts'
import { Upsampler } from '../../voice/media/halfBand.ts'

/** What a stream is asked for: sound of the caller in pieces of so many milliseconds, at so many kHz. */
export const incoming = { chunkMs: 40, sampleRate: '16k' } as const

/** Messages that must agree before sound is taken for 8 kHz: the first may be shorter than the others. */
const mostTrials = 3
const narrowSamples = 8 * incoming.chunkMs

/** Cuts the caller's sound, in pieces of any length, into frames of 20 ms at 16 kHz. */
export class IncomingSound {
  #rest = new Int16Array(0)
  #upsampler: Upsampler | null = null
  /** Pieces that wait until their rate is known; null: it is. */
  #trial: Int16Array[] | null = []

  frames(pcm: Int16Array): readonly Int16Array[] {
    if (!this.#trial) return this.#cut(pcm)
    if (pcm.length === 0) return []
    this.#trial.push(pcm)
    // `start` says 8000 whatever was asked for, so the length of the pieces tells the rate.
    const isNarrow = pcm.length === narrowSamples
    if (isNarrow && this.#trial.length < mostTrials) return []
    if (isNarrow) this.#upsampler = new Upsampler()
    const pieces = this.#trial
    this.#trial = null
    return pieces.flatMap((piece) => this.#cut(piece))
  }

  #cut(pcm: Int16Array): readonly Int16Array[] {
    const sound = this.#upsampler ? this.#upsampler.process(pcm) : pcm
    const all = new Int16Array(this.#rest.length + sound.length)
    all.set(this.#rest)
    all.set(sound, this.#rest.length)
    const count = Math.floor(all.length / frameSamples)
    this.#rest = all.slice(count * frameSamples)
    return Array.from({ length: count }, (_, index) =>
      all.slice(index * frameSamples, (index + 1) * frameSamples),
    )
  }
}
