import { createServer } from 'node:http'
import { afterAll, describe } from 'vitest'
import { createBreaker } from './createBreaker.ts'
import { createFallbackSynthesizer } from './createFallbackSynthesizer.ts'
import { createEspeakSynthesizer } from './espeak/espeakSynthesizer.ts'
import { listEspeakLanguages } from './espeak/listEspeakLanguages.ts'
import { createFliteSynthesizer } from './flite/fliteSynthesizer.ts'
import { createOpenAiRecognizer } from './openai/openAiRecognizer.ts'
import { createOpenAiSynthesizer } from './openai/openAiSynthesizer.ts'
import { createPocketsphinxRecognizer } from './pocketsphinx/pocketsphinxRecognizer.ts'
import { describeRecognizer } from './recognizer.conformance.ts'
import { describeListeningServer, describeSpeakingServer } from './speechServer.conformance.ts'
import { describeSynthesizer } from './synthesizer.conformance.ts'
import { printWav } from './wav.ts'

const log = { warn: () => {} }
const wav = printWav({ pcm: new Int16Array(12_000).fill(7), rateHz: 24_000 })
/** Sound in chunks of its own length, transcripts as events where the model streams: as the real service does. */
const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString('latin1')
  if (request.url?.endsWith('/audio/speech')) {
    response.writeHead(200, { 'content-type': 'audio/wav' })
    for (let at = 0; at < wav.length; at += 1_021) response.write(wav.subarray(at, at + 1_021))
    return response.end()
  }
  const isStreamed = body.includes('name="stream"')
  response.writeHead(200, {
    'content-type': isStreamed ? 'text/event-stream' : 'application/json',
  })
  if (!isStreamed) return response.end('{"text":"Hello there."}')
  for (const delta of ['Hello', ' there', '.']) {
    response.write(`data: ${JSON.stringify({ type: 'transcript.text.delta', delta })}\n\n`)
  }
  const done = { type: 'transcript.text.done', text: 'Hello there.' }
  return response.end(`data: ${JSON.stringify(done)}\n\ndata: [DONE]\n\n`)
})
afterAll(() => server.close())

async function openAiOptions() {
  if (!server.listening) {
    const { promise, resolve } = Promise.withResolvers<void>()
    server.listen(0, '127.0.0.1', resolve)
    await promise
  }
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { apiKey: 'k', baseUrl: `http://127.0.0.1:${port}/v1` }
}

describeSynthesizer('flite', () => createFliteSynthesizer({ log }))
const languages = await listEspeakLanguages()
describe.skipIf(languages.length === 0)('needs espeak-ng', () => {
  describeSynthesizer('espeak-ng', () => createEspeakSynthesizer({ languages }))
})
describeSynthesizer('openai', async () => createOpenAiSynthesizer(await openAiOptions()))
describeSynthesizer('a provider with the built-in voice behind it', async () => {
  const synthesizer = createOpenAiSynthesizer(await openAiOptions())
  const breaker = createBreaker(() => 0)
  return createFallbackSynthesizer({
    choose: () => ({ synthesizer, breaker }),
    builtIn: createFliteSynthesizer({ log }),
  })
})

const pocketsphinx = createPocketsphinxRecognizer({ log, workers: 1 })
afterAll(() => pocketsphinx.close())
describeRecognizer('pocketsphinx', () => createPocketsphinxRecognizer({ log, workers: 2 }), {
  skip: !pocketsphinx.available && `needs: ${pocketsphinx.remedy}`,
})
describeRecognizer('openai', async () => createOpenAiRecognizer(await openAiOptions()))
describeRecognizer('whisper', async () =>
  createOpenAiRecognizer({ ...(await openAiOptions()), model: 'whisper-1' }),
)

const apiKey = 'sk-conformance-key'
describeSpeakingServer('openai', (options) => createOpenAiSynthesizer({ ...options, apiKey }))
describeSpeakingServer('a server with voices of its own', (options) =>
  createOpenAiSynthesizer({ ...options, apiKey: 'none', model: 'kokoro', voices: ['af_sky'] }),
)
describeListeningServer('openai', (options) => createOpenAiRecognizer({ ...options, apiKey }))
describeListeningServer('whisper', (options) =>
  createOpenAiRecognizer({ ...options, apiKey, model: 'whisper-1' }),
)
