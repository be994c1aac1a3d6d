import { sampleRateHz } from '../../voice/line.ts'
import { resample } from '../resample.ts'
import { shareSynthesis } from '../sharedSynthesis.ts'
import { SpeechError, type Synthesizer } from '../speech.ts'
import { parseWav } from '../wav.ts'
import { createOpenAiClient, type OpenAiSpeechOptions, toSpeechError } from './openAiClient.ts'

/** The first is the default. */
const voices = [
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

export interface OpenAiSynthesizerOptions extends OpenAiSpeechOptions {
  /** Voices of another server, its default first. */
  readonly voices?: readonly [string, ...string[]]
}

/** Speech by a server with OpenAI's audio endpoints, in any language it knows. */
export function createOpenAiSynthesizer(options: OpenAiSynthesizerOptions): Synthesizer {
  const client = createOpenAiClient(options)
  const known = options.voices ?? voices
  const model = options.model ?? defaultModel
  const closing = new AbortController()
  const speak = shareSynthesis(async (voice, input, unwanted) => {
    try {
      const body = { model, voice, input, response_format: 'wav' as const }
      const signal = AbortSignal.any([unwanted, closing.signal])
      const response = await client.audio.speech.create(body, { signal })
      return toLine(new Uint8Array(await response.arrayBuffer()))
    } catch (error) {
      throw toSpeechError(error)
    }
  }, cacheBytes)
  return {
    name: 'openai',
    voices: known,
    languages: null,
    synthesize: async ({ text, voice }, signal) => {
      const input = text.trim()
      if (input.length > longestText) {
        const message = `a text may have ${longestText} characters, this one has ${input.length}`
        throw new SpeechError('openai', message, { retryable: false })
      }
      if (!/[\p{L}\p{N}]/u.test(input)) return new Int16Array()
      return speak(known.find((each) => each === voice) ?? known[0], input, signal)
    },
    close: async () => closing.abort(),
  }
}

function toLine(bytes: Uint8Array): Int16Array {
  const wav = parseWav(bytes)
  if (wav) return resample(wav.pcm, wav.rateHz, sampleRateHz)
  throw new SpeechError('openai', 'the speech service answered no 16-bit WAV audio', {
    retryable: false,
  })
}
