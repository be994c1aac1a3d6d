import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { frameSamples, sampleRateHz } from '../../line.ts'
import { createPcmaCodec } from '../codec.ts'
import { InbandKeys, soundOfKeys } from './inbandKeys.ts'

const hear = (pcm: Int16Array, step = frameSamples): string => {
  const ear = new InbandKeys()
  let found = ''
  for (let at = 0; at < pcm.length; at += step) found += ear.hear(pcm.subarray(at, at + step))
  return found
}

const all = '1234567890*#ABCD'

it('hears every key, through A-law and in frames of any length', () => {
  const sound = soundOfKeys(all)
  const codec = createPcmaCodec()
  const coded = new Int16Array(sound.length)
  for (let at = 0; at + frameSamples <= sound.length; at += frameSamples) {
    const decoded = codec.decode(codec.encode(sound.subarray(at, at + frameSamples)))
    coded.set(decoded ?? new Int16Array(frameSamples), at)
  }
  expect([hear(sound), hear(sound, 97), hear(coded)]).toEqual([all, all, all])
})

it('tells the same key pressed twice, and a long press once', () => {
  const long = new Int16Array(sampleRateHz)
  const tone = soundOfKeys('5').subarray(0, (sampleRateHz * 100) / 1000)
  // Ten tones of 100 ms, whole periods or not, without a gap between them.
  for (let i = 0; i < 10; i++) long.set(tone, i * tone.length)
  expect([hear(soundOfKeys('55')), hear(long)]).toEqual(['55', '5'])
})

it.for([
  [40, 1, '7'],
  [20, 1, ''],
  [60, 0.04, '7'],
  [60, 0.002, ''],
] as const)('hears %i ms at %d of the loudness as “%s”', ([ms, gain, expected]) => {
  const part = soundOfKeys('7').map((x) => Math.round(x * gain))
  const pcm = new Int16Array(sampleRateHz / 4)
  pcm.set(part.subarray(0, (sampleRateHz * ms) / 1000), 333)
  expect(hear(pcm)).toBe(expected)
})

it('hears keys over noise, and none in noise or single tones', () => {
  let state = 1
  const noise = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return (state / 2 ** 31 - 0.5) * 2
  }
  const noisy = soundOfKeys('147*').map((x) => x + Math.round(noise() * 1500))
  const only = Int16Array.from({ length: sampleRateHz * 5 }, () => Math.round(noise() * 8000))
  const tones = Int16Array.from({ length: sampleRateHz * 2 }, (_, i) =>
    Math.round(8000 * Math.sin((2 * Math.PI * (600 + i / 30) * i) / sampleRateHz)),
  )
  expect([hear(noisy), hear(only), hear(tones)]).toEqual(['147*', '', ''])
})

const recordings = '/usr/share/pocketsphinx/test/data'

it.skipIf(!existsSync(recordings))('hears no key in speech (needs: pocketsphinx-testdata)', () => {
  const files = globSync('**/*.{raw,wav}', { cwd: recordings })
  const heard = files.map((name) => {
    const bytes = readFileSync(`${recordings}/${name}`)
    const pcm = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1)
    return hear(pcm.slice(name.endsWith('.wav') ? 22 : 0))
  })
  expect([heard.join(''), heard.length > 0]).toEqual(['', true])
})
