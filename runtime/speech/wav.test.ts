import { expect, it } from 'vitest'
import { createWavReader, parseWav, printWav } from './wav.ts'

const pcm = Int16Array.of(0, 1, -1, 32_767, -32_768)

it('reads back what it wrote', () => {
  expect(parseWav(printWav({ pcm, rateHz: 16_000 }))).toEqual({ pcm, rateHz: 16_000 })
})

it('reads from the middle of a larger buffer and with an unknown length', () => {
  const file = printWav({ pcm, rateHz: 8_000 })
  new DataView(file.buffer).setUint32(40, 0xffff_ffff, true)
  const shifted = new Uint8Array(file.length + 3)
  shifted.set(file, 3)
  expect(parseWav(shifted.subarray(3))).toEqual({ pcm, rateHz: 8_000 })
})

it('mixes two channels', () => {
  const file = printWav({ pcm: Int16Array.of(100, 300, -50, 50), rateHz: 16_000 })
  new DataView(file.buffer).setUint16(22, 2, true)
  expect(parseWav(file)).toEqual({ pcm: Int16Array.of(200, 0), rateHz: 16_000 })
})

it('takes a channel without any sound for nothing', () => {
  const file = printWav({ pcm: Int16Array.of(100, 0, -50, 0), rateHz: 16_000 })
  new DataView(file.buffer).setUint16(22, 2, true)
  expect(parseWav(file)?.pcm).toEqual(Int16Array.of(100, -50))
})

const broken: ReadonlyArray<readonly [string, (file: Uint8Array) => Uint8Array]> = [
  ['nothing', () => new Uint8Array()],
  ['text', () => new TextEncoder().encode('<html>too many requests</html>')],
  ['a header without data', (file) => file.slice(0, 36)],
  [
    'a data chunk without a format',
    (file) => Uint8Array.from([...file.slice(0, 12), ...file.slice(36)]),
  ],
  ['8 bits', (file) => file.with(34, 8)],
  ['no channels', (file) => file.with(22, 0)],
  ['a rate of 0 Hz', (file) => file.with(24, 0).with(25, 0)],
]
it.for(broken)('refuses %s', ([, damage]) => {
  expect(parseWav(damage(printWav({ pcm, rateHz: 16_000 })))).toBeNull()
})

it('is total over cut files', () => {
  const file = printWav({ pcm, rateHz: 16_000 })
  for (let length = 0; length < file.length; length++) parseWav(file.slice(0, length))
})

it.for([1, 5, 44, 100])('reads a file that comes in pieces of %i bytes', (size) => {
  const samples = Int16Array.from({ length: 300 }, (_, index) => index * 50 - 7_000)
  const file = printWav({ pcm: samples, rateHz: 24_000 })
  new DataView(file.buffer).setUint32(40, 0xffff_ffff, true)
  const reader = createWavReader()
  const read: number[] = []
  for (let at = 0; at < file.length; at += size) {
    read.push(...(reader.push(file.subarray(at, at + size))?.pcm ?? [Number.NaN]))
  }
  expect(read).toEqual(Array.from(samples))
})

it.for(['<html><body>Not found</body></html>', 'ID3…', 'RIFF1234AVI LIST'])(
  'refuses %j as soon as it comes',
  (text) => expect(createWavReader().push(new TextEncoder().encode(text))).toBe(null),
)
