import { expect, it } from 'vitest'
import { Downsampler, Upsampler } from './halfBand.ts'

const tone = (hertz: number, rateHz: number, samples: number): Int16Array =>
  Int16Array.from({ length: samples }, (_, i) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * hertz * i) / rateHz)),
  )
const rms = (pcm: Int16Array): number =>
  Math.sqrt(pcm.reduce((sum, x) => sum + x * x, 0) / pcm.length)
const settled = (pcm: Int16Array): Int16Array => pcm.subarray(200)

it.for([100, 1000, 2000, 3000])('keeps a tone of %i Hz in both directions', (hertz) => {
  const down = new Downsampler().process(tone(hertz, 16_000, 3200))
  const up = new Upsampler().process(tone(hertz, 8000, 1600))
  expect(rms(settled(down)) / (10_000 / Math.SQRT2)).toBeCloseTo(1, 1)
  expect(rms(settled(up)) / (10_000 / Math.SQRT2)).toBeCloseTo(1, 1)
})

it.for([5000, 6000, 7500])('removes a tone of %i Hz that 8 kHz cannot carry', (hertz) => {
  const down = new Downsampler().process(tone(hertz, 16_000, 3200))
  expect(rms(settled(down))).toBeLessThan(10_000 / 100)
})

it('leaves no mirror image above 4 kHz', () => {
  const up = new Upsampler().process(tone(1000, 8000, 1600))
  const expected = tone(1000, 16_000, 3200)
  const error = up.subarray(31).map((x, i) => x - (expected[i] ?? 0))
  expect(rms(settled(error))).toBeLessThan(50)
})

it('gives the same samples in frames as in one piece', () => {
  const pcm = tone(700, 16_000, 3200)
  const inFrames = (process: (frame: Int16Array) => Int16Array): number[] =>
    Array.from({ length: 10 }, (_, i) => [...process(pcm.subarray(i * 320, i * 320 + 320))]).flat()
  const down = new Downsampler()
  const up = new Upsampler()
  expect(inFrames((frame) => down.process(frame))).toEqual([...new Downsampler().process(pcm)])
  expect(inFrames((frame) => up.process(frame))).toEqual([...new Upsampler().process(pcm)])
})

it('delays by 31 samples and keeps a constant', () => {
  const flat = new Int16Array(640).fill(5000)
  expect(
    new Downsampler()
      .process(flat)
      .subarray(40)
      .every((x) => x === 5000),
  ).toBe(true)
  expect(
    new Upsampler()
      .process(flat)
      .subarray(80)
      .every((x) => x === 5000),
  ).toBe(true)
})
