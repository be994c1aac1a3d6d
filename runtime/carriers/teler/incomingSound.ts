import { frameSamples } from '../../voice/line.ts'
import { Upsampler } from '../../voice/media/halfBand.ts'

/** What a stream is asked for: sound of the caller in pieces of so many milliseconds, at so many kHz. */
export const incoming = { chunkMs: 40, sampleRate: '16k' } as const

const chunkSamples = 16 * incoming.chunkMs

/** Cuts the caller's sound, in pieces of any length, into frames of 20 ms at 16 kHz. */
export class IncomingSound {
  #rest = new Int16Array(0)
  #upsampler: Upsampler | null = null
  #isKnown = false

  frames(pcm: Int16Array): readonly Int16Array[] {
    // `start` says 8000 whatever was asked for, so the length of the first piece tells the rate.
    if (!this.#isKnown && pcm.length > 0) {
      this.#isKnown = true
      if (pcm.length * 2 === chunkSamples) this.#upsampler = new Upsampler()
    }
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
