import { resample } from '#runtime/speech/resample.ts'

const telephoneHz = 8_000
const lineHz = 16_000

/** What a telephone leaves of 16 kHz speech: 8 kHz, mu-law (ITU-T G.711), and back. */
export function throughTelephone(pcm: Int16Array): Int16Array {
  return resample(resample(pcm, lineHz, telephoneHz).map(companded), telephoneHz, lineHz)
}

/** The value that is left of a sample after mu-law coding. */
function companded(sample: number): number {
  const bias = 0x84
  const magnitude = Math.min(Math.abs(sample), 32_635) + bias
  const exponent = Math.floor(Math.log2(magnitude)) - 7
  const mantissa = (magnitude >> (exponent + 3)) & 0xf
  const value = (((mantissa << 3) + bias) << exponent) - bias
  return sample < 0 ? -value : value
}
