import { type Breaker, createBreaker } from '../speech/createBreaker.ts'
import { createFallbackRecognizer } from '../speech/createFallbackRecognizer.ts'
import { createFallbackSynthesizer } from '../speech/createFallbackSynthesizer.ts'
import { createOpenAiRecognizer } from '../speech/openai/openAiRecognizer.ts'
import { createOpenAiSynthesizer } from '../speech/openai/openAiSynthesizer.ts'
import type { Recognizer, Synthesizer } from '../speech/speech.ts'
import { type Known, listener, speaker } from './choose.ts'
import type { ProviderEntry } from './entries.ts'

export interface SpeechOptions {
  readonly known: () => Known
  readonly builtInVoice: Synthesizer
  readonly builtInEars: Recognizer
  readonly now: () => number
}

export interface Speech {
  readonly synthesizer: Synthesizer
  readonly recognizer: Recognizer
}

/** Speaks and understands by what is configured at the moment; by what is built in when that fails. */
export function createSpeech({ known, builtInVoice, builtInEars, now }: SpeechOptions): Speech {
  const voice = keep<Synthesizer>(now, synthesizerOf)
  const ears = keep<Recognizer>(now, recognizerOf)
  const synthesizer = createFallbackSynthesizer({
    builtIn: builtInVoice,
    choose: () => {
      const made = voice(speaker(known()))
      return made && { synthesizer: made.engine, breaker: made.breaker }
    },
  })
  const recognizer = createFallbackRecognizer({
    builtIn: builtInEars,
    choose: () => {
      const made = ears(listener(known()))
      return made && { recognizer: made.engine, breaker: made.breaker }
    },
  })
  return { synthesizer, recognizer }
}

/** The voice of a server; null: it does not speak. */
export function synthesizerOf(entry: ProviderEntry): Synthesizer | null {
  const { speech } = entry.settings
  if (!speech || entry.isKeyLost) return null
  const [first, ...others] = [
    ...(speech.voice === '' ? [] : [speech.voice]),
    ...speech.voices.filter((one) => one !== speech.voice),
  ]
  // A default voice alone leaves the usual ones to choose from, after it.
  const usual = speech.voices.length === 0 ? usualVoices.filter((one) => one !== first) : others
  return createOpenAiSynthesizer({
    ...optionsOf(entry),
    model: speech.model,
    ...(first === undefined ? {} : { voices: [first, ...usual] as const }),
  })
}

/** The usual voices of OpenAI's models: other servers name their own. */
const usualVoices = ['alloy', 'ash', 'coral', 'echo', 'fable', 'nova', 'onyx', 'sage', 'shimmer']

/** The ears of a server; null: it does not listen. */
export function recognizerOf(entry: ProviderEntry): Recognizer | null {
  const { transcription } = entry.settings
  if (!transcription || entry.isKeyLost) return null
  return createOpenAiRecognizer({ ...optionsOf(entry), model: transcription.model })
}

const optionsOf = ({ id, key, settings }: ProviderEntry) => ({
  name: id,
  apiKey: key ?? 'none',
  baseUrl: settings.baseUrl,
  ...(settings.preset === 'azure' && key !== null ? { headers: { 'api-key': key } } : {}),
})

interface Made<Engine> {
  readonly engine: Engine
  readonly breaker: Breaker
}

/** Makes an engine anew when its settings are others than before: its cache and its failures belong to them. */
function keep<Engine extends Synthesizer | Recognizer>(
  now: () => number,
  make: (entry: ProviderEntry) => Engine | null,
): (entry: ProviderEntry | null) => Made<Engine> | null {
  let last: { readonly of: string; readonly made: Made<Engine> | null } | null = null
  return (entry) => {
    if (!entry) return null
    const of = JSON.stringify([entry.id, entry.key, entry.settings])
    if (last?.of !== of) {
      // Sentences that the old one still makes are waited for by their calls: it is not closed.
      const engine = make(entry)
      last = { of, made: engine && { engine, breaker: createBreaker(now) } }
    }
    return last.made
  }
}
