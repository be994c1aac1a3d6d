import { expect, it, vi } from 'vitest'
import { createBreaker } from './createBreaker.ts'
import { createFallbackRecognizer } from './createFallbackRecognizer.ts'
import { createFallbackSynthesizer } from './createFallbackSynthesizer.ts'
import { type Recognizer, SpeechError, type Synthesizer } from './speech.ts'

const text = 'One two three four five six seven eight nine ten eleven twelve.'
const never = new Promise<never>(() => {})

/** Says pieces of a number that tells who spoke, and what it was asked for. */
function createVoice(name: string, speak: () => AsyncIterable<Int16Array>) {
  const asked: string[] = []
  const synthesizer: Synthesizer = {
    name,
    voices: [name],
    languages: null,
    stream: (request) => {
      asked.push(request.text)
      return speak()
    },
    synthesize: async (request) => {
      asked.push(request.text)
      return Int16Array.of(9)
    },
    close: async () => {},
  }
  return { synthesizer, asked }
}

const failing = () => new SpeechError('chosen', 'it answered 503', { retryable: true })

async function* works() {
  yield Int16Array.of(1)
  yield Int16Array.of(1)
}
// biome-ignore lint/correctness/useYield: it fails before.
async function* fails(): AsyncGenerator<Int16Array> {
  throw failing()
}
async function* stalls() {
  await never
  yield Int16Array.of(1)
}
async function* breaks() {
  // A second of sound is about fifteen letters.
  yield new Int16Array(16_000).fill(1)
  throw failing()
}
async function* stallsLater() {
  yield new Int16Array(16_000).fill(1)
  await never
}

it.for<
  [string, () => AsyncIterable<Int16Array>, readonly number[], readonly string[], RegExp | null]
>([
  ['works', works, [1, 1], [], null],
  ['fails', fails, [9], [text], /^chosen: it answered 503/],
  ['is silent', stalls, [9], [text], /^chosen: it took longer than 0.02 seconds/],
  ['breaks off', breaks, [1, 9], ['four five six seven eight nine ten eleven twelve.'], /503/],
  [
    'stops in its middle',
    stallsLater,
    [1, 9],
    ['four five six seven eight nine ten eleven twelve.'],
    /longer/,
  ],
])('a voice that %s', async ([, speak, heard, asked, why]) => {
  const chosen = createVoice('chosen', speak)
  const builtIn = createVoice('flite', works)
  const breaker = createBreaker(() => 0)
  const synthesizer = createFallbackSynthesizer({
    choose: () => ({ synthesizer: chosen.synthesizer, breaker }),
    builtIn: builtIn.synthesizer,
    patience: 20,
  })
  const onInstead = vi.fn()
  const pieces: (number | undefined)[] = []
  for await (const piece of synthesizer.stream?.({ text, onInstead }) ?? []) pieces.push(piece[0])
  expect(pieces).toEqual(heard)
  expect(builtIn.asked).toEqual(asked)
  expect(onInstead.mock.calls).toEqual(why ? [[expect.stringMatching(why)]] : [])
})

it('leaves a voice that failed alone for a while, longer each time', async () => {
  let now = 0
  const chosen = createVoice('chosen', fails)
  const builtIn = createVoice('flite', works)
  const breaker = createBreaker(() => now)
  const synthesizer = createFallbackSynthesizer({
    choose: () => ({ synthesizer: chosen.synthesizer, breaker }),
    builtIn: builtIn.synthesizer,
  })
  const asks: number[] = []
  for (const at of [0, 4_999, 5_000, 14_999, 15_000]) {
    now = at
    await synthesizer.synthesize({ text })
    asks.push(chosen.asked.length)
  }
  expect(asks).toEqual([1, 1, 2, 2, 3])
  expect(builtIn.asked).toHaveLength(5)
})

it('does not blame a voice for a caller who hung up', async () => {
  const breaker = createBreaker(() => 0)
  const chosen = createVoice('chosen', stalls)
  const builtIn = createVoice('flite', works)
  const synthesizer = createFallbackSynthesizer({
    choose: () => ({ synthesizer: chosen.synthesizer, breaker }),
    builtIn: builtIn.synthesizer,
    patience: 30,
  })
  await expect(synthesizer.synthesize({ text }, AbortSignal.abort())).rejects.toThrow()
  expect([breaker.why(), builtIn.asked]).toEqual([null, []])
})

function createEars(name: string, answer: () => Promise<string>) {
  const fed: number[] = []
  const recognizer: Recognizer = {
    name,
    available: true,
    remedy: null,
    languages: name === 'chosen' ? null : ['en'],
    letters: 'any',
    open: () => ({
      feed: (pcm) => fed.push(...pcm),
      finish: async () => ({ text: await answer(), confidence: 1, decoder: name, ms: 1 }),
      cancel: () => {},
    }),
    close: async () => {},
  }
  return { recognizer, fed }
}

const listen = (chosen: Recognizer, builtIn: Recognizer, language = 'en-US') => {
  const breaker = createBreaker(() => 0)
  const recognizer = createFallbackRecognizer({
    choose: () => ({ recognizer: chosen, breaker }),
    builtIn,
    patience: 20,
  })
  const utterance = recognizer.open({ phrases: [], language })
  utterance.feed(Int16Array.of(1, 2))
  utterance.feed(Int16Array.of(3))
  return utterance.finish()
}

it.for<[string, () => Promise<string>, object]>([
  ['works', async () => 'hello', { text: 'hello', decoder: 'chosen' }],
  [
    'fails',
    () => Promise.reject(failing()),
    { text: 'built-in', instead: 'chosen: it answered 503' },
  ],
  [
    'is silent',
    () => never,
    { text: 'built-in', instead: expect.stringContaining('0.02 seconds') },
  ],
])('a recogniser that %s', async ([, answer, expected]) => {
  const builtIn = createEars('built-in', async () => 'built-in')
  expect(await listen(createEars('chosen', answer).recognizer, builtIn.recognizer)).toMatchObject(
    expected,
  )
  expect(builtIn.fed).toEqual('instead' in expected ? [1, 2, 3] : [])
})

it('keeps the failure where nothing else understands the language', async () => {
  const builtIn = createEars('built-in', async () => 'built-in')
  const chosen = createEars('chosen', () => Promise.reject(failing()))
  await expect(listen(chosen.recognizer, builtIn.recognizer, 'de-DE')).rejects.toThrow('503')
})
