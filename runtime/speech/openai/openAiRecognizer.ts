import { toFile } from 'openai'
import { sampleRateHz } from '../../voice/line.ts'
import { joinPcm } from '../joinPcm.ts'
import { type ListenFor, type Recognition, type Recognizer, SpeechError } from '../speech.ts'
import { printWav } from '../wav.ts'
import { createOpenAiClient, type OpenAiSpeechOptions, toSpeechError } from './openAiClient.ts'

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
  const client = createOpenAiClient(options)
  const model = options.model ?? defaultModel
  const closing = new AbortController()

  const transcribe = async (pcm: Int16Array, listenFor: ListenFor, signal: AbortSignal) => {
    const bytes = printWav({ pcm, rateHz: sampleRateHz })
    const file = await toFile(bytes, 'utterance.wav', { type: 'audio/wav' })
    const prompt = listenFor.phrases.join(', ').slice(0, mostHintCharacters)
    const language = listenFor.language.split('-')[0] ?? 'en'
    const body = { model, file, language, response_format: 'json' as const }
    const answer = await client.audio.transcriptions.create(prompt ? { ...body, prompt } : body, {
      signal,
    })
    return toWords(answer.text)
  }
  return {
    name: 'openai',
    available: true,
    remedy: null,
    languages: null,
    letters: 'any',
    open: (listenFor) => {
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
          const text = pcm.length < leastSamples ? '' : await transcribe(pcm, listenFor, signal)
          const ms = Math.round(performance.now() - start)
          return { text, confidence: text ? assumedConfidence : 0, decoder: `openai ${model}`, ms }
        } catch (error) {
          throw signal.aborted ? refuse('the utterance was cancelled') : toSpeechError(error)
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

const refuse = (message: string) => new SpeechError('openai', message, { retryable: false })

/** "Track my parcel, please." → "track my parcel please"; numbers keep their marks. */
function toWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[.,](?!\d)|[!?;:"“”…](?!\d)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
