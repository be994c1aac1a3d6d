import { sampleRateHz } from '../../voice/line.ts'
import { joinPcm } from '../joinPcm.ts'
import { createResampler, type Resampler } from '../resample.ts'
import { shareStreams } from '../shareStreams.ts'
import { SpeechError, type SynthesisRequest, type Synthesizer } from '../speech.ts'
import { createWavReader } from '../wav.ts'
import type { OpenAiSpeechOptions } from './openAiClient.ts'
import { openLater } from './openLater.ts'

/** The first is the default. */
const usualVoices = [
  'alloy',
  'ash',
  'coral',
  'echo',
  'fable',
  'nova',
  'onyx',
  'sage',
  'shimmer',
] as const

const longestText = 4_000
const defaultModel = 'gpt-4o-mini-tts'
const cacheBytes = 64 * 1024 * 1024
/** 200 ms, and 600 ms behind it: a line may run dry between smaller pieces. */
const firstPiece = sampleRateHz / 5
const laterPiece = (3 * sampleRateHz) / 5
/** Five minutes: a server that never ends is cut off. */
const mostSamples = 300 * sampleRateHz

/** Seconds by which a file may be shorter than it says. */
const mostMissing = 0.2

export interface OpenAiSynthesizerOptions extends OpenAiSpeechOptions {
  /** Voices of another server, its default first. */
  readonly voices?: readonly [string, ...string[]]
}

/** Speech by a server with OpenAI's audio endpoints, in any language it knows. */
export function createOpenAiSynthesizer(options: OpenAiSynthesizerOptions): Synthesizer {
  const opened = openLater(options)
  const name = options.name ?? 'openai'
  const voices: readonly [string, ...string[]] = options.voices ?? usualVoices
  const model = options.model ?? defaultModel
  const closing = new AbortController()

  async function* ask(voice: string, input: string, unwanted: AbortSignal) {
    const { client, toSpeechError } = await opened()
    try {
      const body = { model, voice, input, response_format: 'wav' as const }
      const signal = AbortSignal.any([unwanted, closing.signal])
      const response = await client.audio.speech.create(body, { signal })
      yield* toLine(response.body ?? [], name)
    } catch (error) {
      throw toSpeechError(error, name)
    }
  }
  const share = shareStreams(ask, cacheBytes)

  async function* stream({ text, voice }: SynthesisRequest, signal?: AbortSignal) {
    const input = text.trim()
    if (input.length > longestText) {
      const message = `a text may have ${longestText} characters, this one has ${input.length}`
      throw new SpeechError(name, message, { retryable: false })
    }
    if (!/[\p{L}\p{N}]/u.test(input)) return
    yield* share(voices.find((each) => each === voice) ?? voices[0], input, signal)
  }
  return {
    name,
    voices,
    languages: null,
    stream,
    synthesize: async (request, signal) => {
      const pieces: Int16Array[] = []
      for await (const piece of stream(request, signal)) pieces.push(piece)
      return pieces.length === 1 && pieces[0] ? pieces[0] : joinPcm(pieces)
    },
    close: async () => closing.abort(),
  }
}

/** The samples of a WAV file for the line, while the file comes in. */
async function* toLine(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  name: string,
): AsyncGenerator<Int16Array> {
  const reader = createWavReader()
  let resampler: Resampler | null = null
  let waiting: Int16Array[] = []
  let samples = 0
  const isEnough = () =>
    waiting.reduce((sum, piece) => sum + piece.length, 0) >=
    (samples === 0 ? firstPiece : laterPiece)
  for await (const bytes of body) {
    const wav = reader.push(bytes)
    if (!wav) throw noAudio(name)
    if (wav.pcm.length === 0) continue
    resampler ??= createResampler(wav.rateHz, sampleRateHz)
    waiting.push(resampler.push(wav.pcm))
    if (!isEnough()) continue
    const piece = joinPcm(waiting)
    waiting = []
    samples += piece.length
    yield piece
    if (samples > mostSamples) return
  }
  if (!resampler) throw noAudio(name)
  yield joinPcm([...waiting, resampler.end()])
  if (reader.missing() > mostMissing) {
    throw new SpeechError(name, 'the speech service broke off', { retryable: true })
  }
}

const noAudio = (name: string) =>
  new SpeechError(name, 'the speech service answered no 16-bit WAV audio', { retryable: false })
