import { createServer } from 'node:http'
import { afterAll, describe } from 'vitest'
import { createEspeakSynthesizer } from './espeak/espeakSynthesizer.ts'
import { listEspeakLanguages } from './espeak/listEspeakLanguages.ts'
import { createFliteSynthesizer } from './flite/fliteSynthesizer.ts'
import { createOpenAiRecognizer } from './openai/openAiRecognizer.ts'
import { createOpenAiSynthesizer } from './openai/openAiSynthesizer.ts'
import { createPocketsphinxRecognizer } from './pocketsphinx/pocketsphinxRecognizer.ts'
import { describeRecognizer } from './recognizer.conformance.ts'
import { describeSynthesizer } from './synthesizer.conformance.ts'
import { printWav } from './wav.ts'

const log = { warn: () => {} }
const wav = printWav({ pcm: new Int16Array(12_000).fill(7), rateHz: 24_000 })
const server = createServer((request, response) => {
  request.resume()
  const speaks = request.url?.endsWith('/audio/speech')
  response.writeHead(200, { 'content-type': speaks ? 'audio/wav' : 'application/json' })
  response.end(speaks ? wav : '{"text":"Hello there."}')
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
const languages = listEspeakLanguages()
describe.skipIf(languages.length === 0)('needs espeak-ng', () => {
  describeSynthesizer('espeak-ng', () => createEspeakSynthesizer({ languages }))
})
describeSynthesizer('openai', async () => createOpenAiSynthesizer(await openAiOptions()))

const pocketsphinx = createPocketsphinxRecognizer({ log, workers: 1 })
afterAll(() => pocketsphinx.close())
describeRecognizer('pocketsphinx', () => createPocketsphinxRecognizer({ log, workers: 2 }), {
  skip: !pocketsphinx.available && `needs: ${pocketsphinx.remedy}`,
})
describeRecognizer('openai', async () => createOpenAiRecognizer(await openAiOptions()))
