import { createServer, type Server } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import type { Recognizer } from '../speech.ts'
import { parseWav, printWav } from '../wav.ts'
import { createOpenAiRecognizer } from './openAiRecognizer.ts'
import { createOpenAiSynthesizer } from './openAiSynthesizer.ts'

interface Scripted {
  readonly status?: number
  readonly type?: string
  readonly body?: string | Uint8Array
  /** Never answers. */
  readonly silent?: true
}

let server: Server | null = null
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A server that answers as told; the last answer repeats. */
async function serve(...answers: Scripted[]) {
  const requests: Array<{ url: string; body: string; bytes: Buffer }> = []
  server = createServer(async (request, response) => {
    const bytes = Buffer.concat(await request.toArray())
    requests.push({ url: request.url ?? '', body: bytes.toString('latin1'), bytes })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer?.silent) return
    response.writeHead(answer?.status ?? 200, {
      'content-type': answer?.type ?? 'application/json',
      // The client would wait half a second before it tries again.
      'retry-after-ms': '1',
    })
    response.end(answer?.body)
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return {
    requests,
    options: { apiKey: 'k', baseUrl: `http://127.0.0.1:${port}/v1`, timeout: 10_000 },
  }
}

const second = printWav({ pcm: new Int16Array(24_000).fill(100), rateHz: 24_000 })
const wav: Scripted = { type: 'audio/wav', body: second }

it('asks for a WAV file and resamples it to 16 kHz', async () => {
  const { requests, options } = await serve(wav)
  const synthesizer = createOpenAiSynthesizer({ ...options, model: 'm' })
  const both = ['Hello.', ' Hello. '].map((text) => synthesizer.synthesize({ text, voice: 'nova' }))
  expect((await Promise.all(both)).map(({ length }) => length)).toEqual([16_000, 16_000])
  expect(requests.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
    ['/v1/audio/speech', { model: 'm', voice: 'nova', input: 'Hello.', response_format: 'wav' }],
  ])
  expect(await synthesizer.synthesize({ text: '…' })).toEqual(new Int16Array())
})

it.for<[string, Scripted, boolean, RegExp]>([
  ['no credit', { status: 401, body: '{"error":{"message":"bad key"}}' }, false, /401/],
  ['too many requests', { status: 429, body: '{}' }, true, /429/],
  ['a broken server', { status: 503, body: 'oops' }, true, /503/],
  ['a page instead of audio', { type: 'text/html', body: '<html>' }, false, /no 16-bit WAV/],
  ['silence', { silent: true }, true, /timed out/],
])('says what %s means', async ([, answer, retryable, message]) => {
  const { options } = await serve(answer)
  const synthesizer = createOpenAiSynthesizer({
    ...options,
    ...(answer.silent ? { timeout: 100 } : {}),
  })
  await expect(synthesizer.synthesize({ text: 'Hello.' })).rejects.toMatchObject({
    provider: 'openai',
    retryable,
    message: expect.stringMatching(message),
  })
})

it('tries once more and keeps no failure', async () => {
  const { requests, options } = await serve({ status: 500, body: '{}' }, wav)
  const synthesizer = createOpenAiSynthesizer(options)
  expect((await synthesizer.synthesize({ text: 'Hello.' })).length).toBe(16_000)
  expect(requests.length).toBe(2)
})

function hear(recognizer: Recognizer, pcm: Int16Array) {
  const utterance = recognizer.open({ phrases: ['Track my parcel', 'Sales'], language: 'en-GB' })
  for (let at = 0; at < pcm.length; at += 320) utterance.feed(pcm.subarray(at, at + 320))
  return utterance
}
const speech = Int16Array.from({ length: 8_000 }, (_, index) => index)

it('sends the utterance as a WAV file with the phrases as a hint', async () => {
  const { requests, options } = await serve({ body: '{"text":"Track my parcel, 5.50 please!"}' })
  const utterance = hear(createOpenAiRecognizer(options), speech)
  const result = await utterance.finish()
  expect(result).toMatchObject({
    text: 'track my parcel 5.50 please',
    confidence: 0.8,
    decoder: 'openai gpt-4o-mini-transcribe',
  })
  expect(await utterance.finish()).toBe(result)
  const [request] = requests
  expect(request?.url).toBe('/v1/audio/transcriptions')
  expect(request?.body).toContain('Track my parcel, Sales')
  const start = request?.body.indexOf('RIFF') ?? 0
  const sent = parseWav(request?.bytes.subarray(start, start + 44 + 16_000) ?? new Uint8Array())
  expect(sent).toEqual({ pcm: speech, rateHz: 16_000 })
})

it('does not send what is too short to be speech', async () => {
  const { requests, options } = await serve({ body: '{"text":"x"}' })
  const result = await hear(createOpenAiRecognizer(options), new Int16Array(320)).finish()
  expect([result.text, result.confidence, requests.length]).toEqual(['', 0, 0])
})

it('stops the request when the utterance is cancelled', async () => {
  const { options } = await serve({ silent: true })
  const utterance = hear(createOpenAiRecognizer(options), speech)
  const result = utterance.finish()
  utterance.cancel()
  await expect(result).rejects.toMatchObject({
    retryable: false,
    message: expect.stringMatching('cancelled'),
  })
})

it('reports a failed transcription', async () => {
  const { options } = await serve({ status: 503, body: '{}' })
  const result = hear(createOpenAiRecognizer(options), speech).finish()
  await expect(result).rejects.toMatchObject({ provider: 'openai', retryable: true })
})

const events = (...list: readonly object[]) =>
  list.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
const delta = (text: string) => ({ type: 'transcript.text.delta', delta: text })

it('tells the words while they are understood, where the server streams them', async () => {
  const body = events(delta('Track my'), delta(' parcel.'), {
    type: 'transcript.text.done',
    text: 'Track my parcel.',
  })
  const { requests, options } = await serve({ type: 'text/event-stream', body })
  const partials: string[] = []
  const recognizer = createOpenAiRecognizer(options)
  const utterance = recognizer.open({ phrases: [], language: 'en' }, (text) => partials.push(text))
  utterance.feed(speech)
  expect((await utterance.finish()).text).toBe('track my parcel')
  expect(partials).toEqual(['track my', 'track my parcel'])
  expect(requests[0]?.body).toContain('name="stream"')
})

it.for<[string, Scripted]>([
  ['events that break off', { type: 'text/event-stream', body: events(delta('Track')) }],
  ['a web page', { type: 'text/html', body: '<html>' }],
  ['JSON cut in its middle', { body: '{"text":"Tra' }],
])('takes %s for no transcript', async ([, answer]) => {
  const { options } = await serve(answer)
  const result = hear(createOpenAiRecognizer(options), speech).finish()
  await expect(result).rejects.toMatchObject({ provider: 'openai' })
})

it('asks Whisper for no stream', async () => {
  const { requests, options } = await serve({ body: '{"text":"x"}' })
  await hear(createOpenAiRecognizer({ ...options, model: 'whisper-large-v3' }), speech).finish()
  expect(requests[0]?.body).not.toContain('name="stream"')
})

it('is heard before the whole sentence is there', async () => {
  const half = second.subarray(0, second.length / 2)
  const { promise: isHeard, resolve: heard } = Promise.withResolvers<void>()
  server = createServer(async (request, response) => {
    await request.toArray()
    response.writeHead(200, { 'content-type': 'audio/wav' }).write(half)
    await isHeard
    response.end(second.subarray(half.length))
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const synthesizer = createOpenAiSynthesizer({ apiKey: 'k', baseUrl: `http://127.0.0.1:${port}` })
  let samples = 0
  for await (const piece of synthesizer.stream?.({ text: 'Hello.' }) ?? []) {
    samples += piece.length
    heard()
  }
  expect(samples).toBe(16_000)
})

it('sends a key to no server that nobody entered', async () => {
  const { requests, options } = await serve({ status: 302, body: '' })
  const synthesizer = createOpenAiSynthesizer(options)
  await expect(synthesizer.synthesize({ text: 'Hello.' })).rejects.toMatchObject({
    message: expect.stringContaining('302'),
  })
  expect(requests).toHaveLength(1)
})
