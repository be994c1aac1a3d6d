import { sampleRateHz } from '../../voice/line.ts'
import { joinPcm } from '../joinPcm.ts'
import { type ListenFor, type Recognition, type Recognizer, SpeechError } from '../speech.ts'
import { printWav } from '../wav.ts'
import type { OpenAiSpeechOptions } from './openAiClient.ts'
import { openLater } from './openLater.ts'
import { readTranscript } from './readTranscript.ts'

const defaultModel = 'gpt-4o-mini-transcribe'
/** 100 ms; the service refuses less. */
const leastSamples = 1_600
/** Two minutes. */
const mostSamples = 120 * sampleRateHz
const mostHintCharacters = 800
/** The service states none: it writes what it heard or nothing. */
const assumedConfidence = 0.8

/** Recognition by a server with OpenAI's audio endpoints, in any language it knows. */
export function createOpenAiRecognizer(options: OpenAiSpeechOptions): Recognizer {
  const opened = openLater(options)
  const name = options.name ?? 'openai'
  const model = options.model ?? defaultModel
  // Whisper's models answer with the whole; some servers refuse the wish.
  const streams = /transcribe/i.test(model) ? { stream: true as const } : {}
  const closing = new AbortController()

  const refuse = (message: string) => new SpeechError(name, message, { retryable: false })
  const transcribe = async (
    pcm: Int16Array,
    listenFor: ListenFor,
    signal: AbortSignal,
    partial: (text: string) => void,
  ) => {
    const bytes = printWav({ pcm, rateHz: sampleRateHz })
    const file = new File([bytes], 'utterance.wav', { type: 'audio/wav' })
    const prompt = listenFor.phrases.join(', ').slice(0, mostHintCharacters)
    const language = listenFor.language.split('-')[0] ?? 'en'
    const body = { model, file, language, response_format: 'json' as const, ...streams }
    const { client } = await opened()
    const response = await client.audio.transcriptions
      .create(prompt ? { ...body, prompt } : body, { signal })
      .asResponse()
    return toWords(await readTranscript(response, name, (text) => partial(toWords(text))))
  }
  return {
    name,
    available: true,
    remedy: null,
    languages: null,
    letters: 'any',
    open: (listenFor, partial = () => {}) => {
      const pieces: Int16Array[] = []
      const cancelled = new AbortController()
      const signal = AbortSignal.any([cancelled.signal, closing.signal])
      let samples = 0
      let result: Promise<Recognition> | null = null
      const finish = async (): Promise<Recognition> => {
        const start = performance.now()
        const pcm = joinPcm(pieces.splice(0))
        try {
          signal.throwIfAborted()
          if (samples > mostSamples) throw refuse('an utterance may last two minutes')
          const text =
            pcm.length < leastSamples ? '' : await transcribe(pcm, listenFor, signal, partial)
          const ms = Math.round(performance.now() - start)
          return { text, confidence: text ? assumedConfidence : 0, decoder: `${name} ${model}`, ms }
        } catch (error) {
          if (signal.aborted) throw refuse('the utterance was cancelled')
          throw (await opened()).toSpeechError(error, name)
        }
      }
      return {
        feed: (pcm) => {
          if (result || signal.aborted) return
          samples += pcm.length
          if (samples <= mostSamples) pieces.push(pcm.slice())
        },
        finish: () => {
          result ??= finish()
          return result
        },
        cancel: () => {
          pieces.length = 0
          cancelled.abort()
        },
      }
    },
    close: async () => closing.abort(),
  }
}

/** "Track my parcel, please." → "track my parcel please"; numbers keep their marks. */
function toWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[.,](?!\d)|[!?;:"“”…](?!\d)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
