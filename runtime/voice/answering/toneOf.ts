import { frameSamples, sampleRateHz } from '../line.ts'

/** Voicemail beeps lie here. */
const lowestHz = 400
const highestHz = 2_200
/** Below half the width of a bin of a 20 ms frame (50 Hz): a pitch between two steps loses an eighth. */
const stepHz = 20
/** Share of a frame's power that one pitch must hold: two of them at once, as in a key, hold half each. */
const purity = 0.75

/** Half the samples are enough for these pitches, and half the work. */
const halfRateHz = sampleRateHz / 2
const half = new Float64Array(frameSamples / 2)

const coefficients = Float64Array.from(
  { length: Math.floor((highestHz - lowestHz) / stepHz) + 1 },
  (_, index) => 2 * Math.cos((2 * Math.PI * (lowestHz + index * stepHz)) / halfRateHz),
)

/** The pitch (Hz) of a frame that holds one tone and nothing else; null: it does not. By Goertzel's algorithm. */
export function toneOf(frame: Int16Array): number | null {
  let power = 0
  for (let index = 0; index < half.length; index++) {
    const value = ((frame[2 * index] ?? 0) + (frame[2 * index + 1] ?? 0)) / 2
    half[index] = value
    power += value * value
  }
  if (power === 0) return null
  let best = 0
  let bestIndex = 0
  for (let index = 0; index < coefficients.length; index++) {
    const strength = strengthOf(coefficients[index] ?? 0)
    if (strength > best) {
      best = strength
      bestIndex = index
    }
  }
  return (2 * best) / (half.length * power) >= purity ? lowestHz + bestIndex * stepHz : null
}

/** How strong one pitch is in the halved frame. */
function strengthOf(coefficient: number): number {
  let last = 0
  let before = 0
  for (let index = 0; index < half.length; index++) {
    const next = (half[index] ?? 0) + coefficient * last - before
    before = last
    last = next
  }
  return last * last + before * before - coefficient * last * before
}
