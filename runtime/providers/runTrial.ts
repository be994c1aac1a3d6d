import type { ProviderFailure, Trial, TrialKind } from '#shared/api/providers.ts'
import { joinPcm } from '../speech/joinPcm.ts'
import { SpeechError, type Synthesizer } from '../speech/speech.ts'
import { printWav } from '../speech/wav.ts'
import { sampleRateHz } from '../voice/line.ts'
import { createClient } from './createClient.ts'
import { recognizerOf, synthesizerOf } from './createSpeech.ts'
import { accessOf, type ProviderEntry } from './entries.ts'
import { explainFailure, failure } from './explainFailure.ts'

export interface TrialOptions {
  readonly kind: TrialKind
  /** BCP 47. */
  readonly language: string
  /** Speaks what is to be understood. */
  readonly builtInVoice: Synthesizer
  /** Milliseconds. @defaultValue 20000 */
  readonly patience?: number
}

const sentences = {
  de: {
    speech: 'Guten Tag, so klinge ich am Telefon.',
    transcription: 'Bitte rufen Sie mich morgen um neun Uhr zurück.',
    model: 'Begrüßen Sie eine Anruferin in einem kurzen Satz auf Deutsch.',
  },
  en: {
    speech: 'Hello, this is how I sound on the telephone.',
    transcription: 'Please call me back tomorrow morning at nine.',
    model: 'Greet a caller in one short sentence.',
  },
}

/** One small real request to a server, as calls would make it. Never rejects. */
export async function runTrial(entry: ProviderEntry, options: TrialOptions): Promise<Trial> {
  const { kind, language, patience = 20_000 } = options
  const isGerman = /^de\b/i.test(language)
  const words = sentences[isGerman ? 'de' : 'en'][kind]
  const start = performance.now()
  const since = () => Math.round(performance.now() - start)
  const signal = AbortSignal.timeout(patience)
  const plain: Trial = {
    kind,
    failure: null,
    firstMs: null,
    totalMs: null,
    said: '',
    expected: kind === 'model' ? '' : words,
    calledTool: null,
    audio: null,
  }
  try {
    const done = await trials[kind](entry, { words, isGerman, since, signal, ...options })
    return { ...plain, totalMs: since(), ...done }
  } catch (error) {
    return {
      ...plain,
      totalMs: since(),
      failure: signal.aborted ? failure('slow') : whyOf(error, entry.key),
    }
  }
}

interface Attempt {
  readonly words: string
  readonly isGerman: boolean
  readonly builtInVoice: Synthesizer
  readonly since: () => number
  readonly signal: AbortSignal
}
type Run = (entry: ProviderEntry, attempt: Attempt) => Promise<Partial<Trial>>

/** What the speech engines threw has the library's error as its cause, or tells what came instead of sound. */
function whyOf(error: unknown, key: string | null): ProviderFailure {
  if (!(error instanceof SpeechError)) return explainFailure(error, key)
  if (/16-bit WAV/.test(error.message)) return failure('noAudio')
  return explainFailure(error.cause ?? error, key)
}

const tool = {
  type: 'function',
  function: {
    name: 'note',
    description: 'Writes a word down.',
    parameters: {
      type: 'object',
      properties: { word: { type: 'string' } },
      required: ['word'],
      additionalProperties: false,
    },
  },
} as const

const tryModel: Run = async (entry, { words, since, signal }) => {
  const { model } = entry.settings
  if (model === '') return { failure: failure('model') }
  const chunks = await createClient(accessOf(entry)).chat.completions.create(
    {
      model,
      stream: true,
      tools: [tool],
      messages: [
        { role: 'system', content: 'You answer the telephone.' },
        { role: 'user', content: `${words} Also call the tool note with the word ready.` },
      ],
    },
    { signal },
  )
  let firstMs: number | null = null
  let said = ''
  let called = ''
  let isAnswer = false
  for await (const { choices } of chunks) {
    const delta = choices?.[0]?.delta
    isAnswer ||= choices !== undefined
    const call = delta?.tool_calls?.[0]?.function
    if (delta?.content || call) firstMs ??= since()
    said += delta?.content ?? ''
    called += `${call?.name ?? ''}${call?.arguments ?? ''}`
    if (said.length > 2_000) break
  }
  const calledTool = called.startsWith('note')
  const spoken = said.replace(/<think>[\s\S]*?(<\/think>|$)/gi, '').trim()
  return {
    firstMs,
    said: spoken.slice(0, 500),
    calledTool,
    failure: judge(isAnswer, spoken, calledTool),
  }
}

function judge(isAnswer: boolean, said: string, calledTool: boolean): ProviderFailure | null {
  if (!isAnswer) return failure('address')
  if (calledTool) return null
  return failure(said === '' ? 'silent' : 'noTools')
}

const trySpeech: Run = async (entry, { words, since, signal }) => {
  const synthesizer = synthesizerOf(entry)
  if (!synthesizer?.stream) return { failure: failure('model') }
  let firstMs: number | null = null
  const pieces: Int16Array[] = []
  for await (const piece of synthesizer.stream({ text: words }, signal)) {
    firstMs ??= since()
    pieces.push(piece)
  }
  const pcm = joinPcm(pieces)
  if (!pcm.some((sample) => Math.abs(sample) > 100)) return { failure: failure('noAudio') }
  const wav = printWav({ pcm, rateHz: sampleRateHz })
  return { firstMs, said: words, audio: Buffer.from(wav).toString('base64') }
}

const tryTranscription: Run = async (entry, { words, isGerman, builtInVoice, since, signal }) => {
  const recognizer = recognizerOf(entry)
  if (!recognizer) return { failure: failure('model') }
  const language = isGerman ? 'de' : 'en'
  const speaks = builtInVoice.languages?.some((one) => one.startsWith(language)) ?? true
  const spoken = speaks ? words : sentences.en.transcription
  const pcm = await builtInVoice.synthesize({ text: spoken, language: speaks ? language : 'en' })
  const before = since()
  const utterance = recognizer.open({ phrases: [], language: speaks ? language : 'en' })
  utterance.feed(pcm)
  signal.addEventListener('abort', () => utterance.cancel())
  const { text } = await utterance.finish()
  const heard = { firstMs: since() - before, said: text, expected: spoken }
  return isLike(spoken, text) ? heard : { ...heard, failure: failure('misheard') }
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Half of the words are enough: the voice is a machine's. */
function isLike(spoken: string, heard: string): boolean {
  const words = wordsOf(spoken)
  const found = new Set(wordsOf(heard))
  return words.filter((word) => found.has(word)).length >= words.length / 2
}

const trials: Readonly<Record<TrialKind, Run>> = {
  model: tryModel,
  speech: trySpeech,
  transcription: tryTranscription,
}
