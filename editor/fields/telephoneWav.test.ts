import { expect, it } from 'vitest'
import { parseWav } from '#runtime/speech/wav.ts'
import { isPcmWav, printWav } from './telephoneWav.ts'

it('writes what the server reads', () => {
  const bytes = printWav(Float32Array.of(0, 1, -1, 2, 0.5))
  expect(isPcmWav(new DataView(bytes))).toBe(true)
  const wav = parseWav(new Uint8Array(bytes))
  expect(wav?.rateHz).toBe(16_000)
  expect([...(wav?.pcm ?? [])]).toEqual([0, 32_767, -32_767, 32_767, 16_384])
})

it.for([
  ['nothing', ''],
  ['an MP3', `ID3${'x'.repeat(60)}`],
  ['another RIFF file', `RIFF....AVI ${'x'.repeat(60)}`],
] as const)('knows that %s is no WAV', ([, text]) => {
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  expect(isPcmWav(new DataView(bytes.buffer))).toBe(false)
})
