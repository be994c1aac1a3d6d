import { sampleRateHz } from '../line.ts'

/** Voicemail beeps lie here. */
const lowestHz = 400
const highestHz = 2_200
/** Below half the width of a bin of a 20 ms frame (50 Hz): a pitch between two steps loses an eighth. */
const stepHz = 20
/** Share of a frame's power that one pitch must hold: two of them at once, as in a key, hold half each. */
const purity = 0.75

const coefficients = Array.from(
  { length: Math.floor((highestHz - lowestHz) / stepHz) + 1 },
  (_, index) => 2 * Math.cos((2 * Math.PI * (lowestHz + index * stepHz)) / sampleRateHz),
)

/** The pitch (Hz) of a frame that holds one tone and nothing else; null: it does not. By Goertzel's algorithm. */
export function toneOf(frame: Int16Array): number | null {
  let power = 0
  for (const sample of frame) power += sample * sample
  if (power === 0) return null
  let best = 0
  let bestIndex = 0
  for (const [index, coefficient] of coefficients.entries()) {
    let last = 0
    let before = 0
    for (const sample of frame) {
      const next = sample + coefficient * last - before
      before = last
      last = next
    }
    const strength = last * last + before * before - coefficient * last * before
    if (strength > best) {
      best = strength
      bestIndex = index
    }
  }
  return (2 * best) / (frame.length * power) >= purity ? lowestHz + bestIndex * stepHz : null
}
