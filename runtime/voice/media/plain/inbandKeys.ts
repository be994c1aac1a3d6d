import { sampleRateHz } from '../../line.ts'

/** Keys as tones in the sound (ITU-T Q.23), for lines that have no other way. */

const lowHz = [697, 770, 852, 941] as const
const highHz = [1209, 1336, 1477, 1633] as const
const keys = ['123A', '456B', '789C', '*0#D'] as const

/** 20 ms, looked at every 10 ms: keys of 40 ms are heard (ITU-T Q.24). */
const windowSamples = 320
const hopSamples = 160
/** Windows in a row that make a key, and that end it. */
const onset = 2
const offset = 3
/** Mean square below which nothing is a key: -45 dB of full scale. */
const quietest = 32_768 ** 2 * 10 ** -4.5
/** Share of the sound that the two tones must hold: speech rarely has more than half in two lines. */
const purity = 0.75
/** How much stronger one tone may be than the other: 8 dB. */
const mostTwist = 6.3
/** How far a tone must stand out among its group. */
const prominence = 4

const coefficients = (hertz: readonly number[]): readonly number[] =>
  hertz.map((each) => 2 * Math.cos((2 * Math.PI * each) / sampleRateHz))
const low = coefficients(lowHz)
const high = coefficients(highHz)

/** Hears keys in frames of any length, each once. */
export class InbandKeys {
  #window = new Float32Array(windowSamples)
  #filled = 0
  #candidate = ''
  #hits = 0
  #misses = 0
  #held = ''

  /** Whether a key sounds that was heard already. */
  get isHeld(): boolean {
    return this.#held !== ''
  }

  /** Keys that began in this frame. */
  hear(pcm: Int16Array): string {
    let found = ''
    for (let at = 0; at < pcm.length; ) {
      const count = Math.min(pcm.length - at, windowSamples - this.#filled)
      for (let i = 0; i < count; i++) this.#window[this.#filled + i] = pcm[at + i] ?? 0
      at += count
      this.#filled += count
      if (this.#filled < windowSamples) break
      found += this.#judge(keyIn(this.#window))
      this.#window.copyWithin(0, hopSamples)
      this.#filled = windowSamples - hopSamples
    }
    return found
  }

  #judge(key: string): string {
    if (key === this.#held && key !== '') {
      this.#misses = 0
      return ''
    }
    if (this.#held !== '' && ++this.#misses >= offset) this.#held = ''
    this.#hits = key !== '' && key === this.#candidate ? this.#hits + 1 : 1
    this.#candidate = key
    if (key === '' || this.#hits < onset || this.#held !== '') return ''
    this.#held = key
    this.#misses = 0
    return key
  }
}

/** The key whose two tones fill a window, or nothing. */
function keyIn(window: Float32Array): string {
  let energy = 0
  for (const sample of window) energy += sample * sample
  if (energy < quietest * windowSamples) return ''
  const row = strongest(window, low)
  const column = strongest(window, high)
  if (!row || !column) return ''
  const twist = Math.max(row.power, column.power) / Math.min(row.power, column.power)
  // A tone of full length has the power of half its energy times the window.
  const share = (2 * (row.power + column.power)) / (energy * windowSamples)
  return twist <= mostTwist && share >= purity ? (keys[row.index]?.[column.index] ?? '') : ''
}

/** The tone that stands out of its group; null when none does. */
function strongest(
  window: Float32Array,
  group: readonly number[],
): { readonly index: number; readonly power: number } | null {
  const powers = group.map((coefficient) => goertzel(window, coefficient))
  const power = Math.max(...powers)
  const index = powers.indexOf(power)
  const isAlone = powers.every((other, i) => i === index || power > other * prominence)
  return isAlone && power > 0 ? { index, power } : null
}

function goertzel(window: Float32Array, coefficient: number): number {
  let before = 0
  let last = 0
  for (const sample of window) {
    const next = sample + coefficient * last - before
    before = last
    last = next
  }
  return last * last + before * before - coefficient * last * before
}

const toneMs = 100
const gapMs = 80
const waitMs = 500
const loudness = 6000

/** The sound of keys (`w`: half a second of nothing), for sides that take no others. */
export function soundOfKeys(digits: string): Int16Array {
  const samples = (ms: number) => (sampleRateHz * ms) / 1000
  const parts = [...digits].map((digit) => {
    if (digit === 'w') return new Int16Array(samples(waitMs))
    const row = keys.findIndex((line) => line.includes(digit))
    const [a, b] = [lowHz[row], highHz[keys[row]?.indexOf(digit) ?? -1]]
    const part = new Int16Array(samples(toneMs + gapMs))
    if (a === undefined || b === undefined) return part
    for (let i = 0; i < samples(toneMs); i++) {
      const turn = (2 * Math.PI * i) / sampleRateHz
      part[i] = Math.round(loudness * (Math.sin(turn * a) + Math.sin(turn * b)))
    }
    return part
  })
  const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
