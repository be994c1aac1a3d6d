import { sampleRateHz } from '../line.ts'

const lengthMs = 200
const pitchHz = 440
/** Quiet: a sixth of full scale. */
const amplitude = 5_000

/** A short tone, heard in place of a sentence that could not be spoken: never dead air. */
export function createTone(): Int16Array {
  const samples = (sampleRateHz * lengthMs) / 1_000
  return Int16Array.from({ length: samples }, (_, index) => {
    const fade = Math.min(1, index / 160, (samples - index) / 160)
    return Math.round(amplitude * fade * Math.sin((2 * Math.PI * pitchHz * index) / sampleRateHz))
  })
}
