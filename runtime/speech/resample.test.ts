import { expect, it } from 'vitest'
import { createResampler, resample } from './resample.ts'

const tone = (rateHz: number, hertz: number, samples: number) =>
  Int16Array.from({ length: samples }, (_, index) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * hertz * index) / rateHz)),
  )

const rms = (pcm: Int16Array) =>
  Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length)

it.for([
  [8_000, 16_000],
  [24_000, 16_000],
  [22_050, 16_000],
  [16_000, 48_000],
  [16_000, 8_000],
] as const)('keeps a 1 kHz tone from %i to %i Hz', ([fromHz, toHz]) => {
  const output = resample(tone(fromHz, 1_000, fromHz), fromHz, toHz)
  const wanted = tone(toHz, 1_000, toHz)
  expect(output.length).toBe(toHz)
  const middle = Array.from(output.subarray(1_000, 5_000))
  const worst = Math.max(
    ...middle.map((value, index) => Math.abs(value - (wanted[index + 1_000] ?? 0))),
  )
  expect(worst).toBeLessThan(30)
})

it('removes what the lower rate cannot carry', () => {
  const output = resample(tone(16_000, 6_000, 16_000), 16_000, 8_000)
  expect(rms(output.subarray(200, 7_800))).toBeLessThan(10)
})

it('returns equal rates and empty audio as they are', () => {
  const pcm = tone(16_000, 500, 10)
  expect(resample(pcm, 16_000, 16_000)).toBe(pcm)
  expect(resample(new Int16Array(), 8_000, 16_000)).toEqual(new Int16Array())
})

it('does not wrap around at full scale', () => {
  const square = Int16Array.from({ length: 400 }, (_, index) =>
    index % 40 < 20 ? 32_767 : -32_768,
  )
  const output = resample(square, 8_000, 16_000)
  expect(Math.abs(output[20] ?? 0)).toBeGreaterThan(25_000)
  expect(output.subarray(4, 36).every((sample) => sample > 0)).toBe(true)
})

it.for([1, 7, 480, 5_000])('makes of pieces of %i samples what it makes of the whole', (size) => {
  const whole = tone(24_000, 700, 12_345)
  const resampler = createResampler(24_000, 16_000)
  const made: number[] = []
  for (let at = 0; at < whole.length; at += size) {
    made.push(...resampler.push(whole.subarray(at, at + size)))
  }
  made.push(...resampler.end())
  expect(made).toEqual(Array.from(resample(whole, 24_000, 16_000)))
})
