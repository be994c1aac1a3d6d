import { expect, it } from 'vitest'
import { systemClock } from '../../calls/clock.ts'
import { resample } from '../../speech/resample.ts'
import { printWav } from '../../speech/wav.ts'
import { createFetchAudio, maxAudioBytes, resampleInPieces } from './fetchAudio.ts'

const sine = (samples: number, rateHz: number) =>
  Int16Array.from({ length: samples }, (_, index) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * 440 * index) / rateHz)),
  )
const get = (response: () => Response | Promise<Response>, url = 'https://a.example/x.wav') =>
  createFetchAudio(async () => response())(url, {
    clock: systemClock,
    signal: new AbortController().signal,
  })

it('brings a WAV file to the rate of the line', async () => {
  const wav = printWav({ pcm: sine(8_000, 8_000), rateHz: 8_000 })
  const audio = await get(() => new Response(wav))
  expect(audio.ok && audio.value.length).toBe(16_000)
})

it.for<[string, () => Response | Promise<Response>, string]>([
  ['an error', () => new Response(null, { status: 500 }), 'the server answered 500'],
  ['no WAV', () => new Response('<html>'), 'it is not a WAV file with 16-bit PCM'],
  ['too much', () => new Response(new Uint8Array(maxAudioBytes + 1)), 'it is larger than 4 MB'],
  ['a private address', () => Promise.reject(new Error('it is private')), 'it is private'],
])('says why there is no audio: %s', async ([, response, error]) => {
  expect(await get(response)).toEqual({ ok: false, error })
})

it('takes a recording of ours from where it is kept', async () => {
  const wav = printWav({ pcm: sine(16_000, 16_000), rateHz: 16_000 })
  const recorder = { load: async (url: string) => (url === '/api/recordings/r1' ? wav : null) }
  const unused = () => Promise.reject(new Error('asked'))
  const fetchAudio = createFetchAudio(unused, recorder)
  const options = { clock: systemClock, signal: new AbortController().signal }
  const audio = await fetchAudio('/api/recordings/r1', options)
  expect(audio.ok && audio.value.length).toBe(16_000)
  expect((await fetchAudio('/api/recordings/r2', options)).ok).toBe(false)
})

it('asks for web addresses only', async () => {
  const unused = () => Promise.reject(new Error('asked'))
  expect(await get(unused, 'file:///etc/passwd')).toEqual({
    ok: false,
    error: 'the address is not http or https',
  })
})

it.for([8_000, 11_025, 22_050, 44_100, 48_000])(
  'resamples %i Hz in pieces as it does in one',
  async (rateHz) => {
    const pcm = sine(Math.round(2.7 * rateHz), rateHz)
    expect(await resampleInPieces(pcm, rateHz, 16_000)).toEqual(resample(pcm, rateHz, 16_000))
  },
)
