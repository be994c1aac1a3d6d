/**
 * Melodies of pure tones, written as letters: audio that a test can read back letter by letter, so
 * that "it was heard" means the right sound in the right order and not just some energy.
 */
const letters = 'abcdefgh'
const noteMs = 160
const blockMs = 40
/** Share of a block's energy that one tone must hold to count as a note. */
const purity = 0.6

const hertzOf = (index: number): number => 400 + 200 * index

/** Samples of a melody, e.g. `abca`. */
export function melody(notes: string, rateHz: number): Int16Array {
  const noteSamples = (noteMs * rateHz) / 1000
  return Int16Array.from({ length: notes.length * noteSamples }, (_, i) => {
    const note = letters.indexOf(notes[Math.floor(i / noteSamples)] ?? '')
    return note < 0 ? 0 : Math.round(9000 * Math.sin((2 * Math.PI * hertzOf(note) * i) / rateHz))
  })
}

/** Listens to audio as it comes and writes down the notes. */
export class MelodyListener {
  notes = ''
  #block: number[] = []
  #last = ''

  hear(samples: ArrayLike<number>, rateHz: number): void {
    const blockSamples = (blockMs * rateHz) / 1000
    for (let i = 0; i < samples.length; i++) {
      this.#block.push(samples[i] ?? 0)
      if (this.#block.length < blockSamples) continue
      const note = noteIn(this.#block, rateHz)
      // A note counts when two blocks in a row agree; pauses only separate.
      if (note !== '' && note === this.#last && !this.notes.endsWith(note)) this.notes += note
      this.#last = note
      this.#block = []
    }
  }
}

/** The letter of the one tone in a block, or nothing. */
function noteIn(block: readonly number[], rateHz: number): string {
  const energy = block.reduce((sum, x) => sum + x * x, 0)
  const shares = [...letters].map((letter, index) => {
    let cos = 0
    let sin = 0
    for (let i = 0; i < block.length; i++) {
      const angle = (2 * Math.PI * hertzOf(index) * i) / rateHz
      cos += (block[i] ?? 0) * Math.cos(angle)
      sin += (block[i] ?? 0) * Math.sin(angle)
    }
    return { letter, share: (2 * (cos * cos + sin * sin)) / (block.length * energy) }
  })
  return shares.find(({ share }) => share > purity)?.letter ?? ''
}
