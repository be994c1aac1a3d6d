import { expect, it } from 'vitest'
import { isPcmWav, printWav } from './telephoneWav.ts'

it('writes 16 kHz with 16 bits', () => {
  const bytes = printWav(Float32Array.of(0, 1, -1, 2, 0.5))
  expect(isPcmWav(new DataView(bytes))).toBe(true)
  expect(new DataView(bytes).getUint32(24, true)).toBe(16_000)
  const samples = [...new Int16Array(bytes, 44)]
  expect(samples).toEqual([0, 32_767, -32_767, 32_767, 16_384])
})

it.for([
  ['nothing', ''],
  ['an MP3', `ID3${'x'.repeat(60)}`],
  ['another RIFF file', `RIFF....AVI ${'x'.repeat(60)}`],
] as const)('knows that %s is no WAV', ([, text]) => {
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  expect(isPcmWav(new DataView(bytes.buffer))).toBe(false)
})
