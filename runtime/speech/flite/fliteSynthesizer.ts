import type { Logger } from 'pino'
import { joinPcm } from '../joinPcm.ts'
import { shareSynthesis } from '../sharedSynthesis.ts'
import { SpeechError, type Synthesizer } from '../speech.ts'
import { splitSentences } from '../splitSentences.ts'
import { createFliteWorker, type FliteWorker } from './fliteWorker.ts'
import { normaliseText } from './normaliseText.ts'

const longestText = 4_000

/** The first is the default: a recogniser misunderstands it least. `kal` is the fastest. */
const voices = ['rms', 'awb', 'slt', 'kal'] as const

export interface FliteSynthesizerOptions {
  readonly log: Pick<Logger, 'warn'>
  /** Bytes of audio kept in memory; 32,000 a second. @defaultValue 32 MiB, some 17 minutes */
  readonly cacheBytes?: number
  readonly worker?: FliteWorker
}

/** English speech without any outside service. The audio it returns is shared: do not change it. */
export function createFliteSynthesizer(options: FliteSynthesizerOptions): Synthesizer {
  const { log, cacheBytes = 32 * 1024 * 1024 } = options
  const worker = options.worker ?? createFliteWorker({ log })
  const speak = shareSynthesis(
    (voice, sentence, unwanted) => worker.speak(voice, sentence, () => !unwanted.aborted),
    cacheBytes,
  )
  const warnedLanguages = new Set<string>()
  const warnOnce = (language: string) => {
    if (/^en\b/i.test(language) || warnedLanguages.has(language)) return
    warnedLanguages.add(language)
    log.warn({ language }, 'flite speaks English only: install espeak-ng, or set OPENAI_API_KEY')
  }
  return {
    name: 'flite',
    voices,
    languages: ['en'],
    synthesize: async ({ text, voice, language }, signal) => {
      signal?.throwIfAborted()
      if (text.length > longestText) {
        const message = `a text may have ${longestText} characters, this one has ${text.length}`
        throw new SpeechError('flite', message, { retryable: false })
      }
      if (language) warnOnce(language)
      const chosen = voices.find((known) => known === voice) ?? voices[0]
      const sentences = splitSentences(text).map(normaliseText).filter(Boolean)
      const pieces = await Promise.all(sentences.map((each) => speak(chosen, each, signal)))
      const [only, ...others] = pieces
      return only && others.length === 0 ? only : joinPcm(pieces)
    },
    close: () => worker.close(),
  }
}
