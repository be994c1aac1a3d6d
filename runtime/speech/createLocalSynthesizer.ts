import type { Logger } from 'pino'
import { createEspeakSynthesizer, findLanguage } from './espeak/espeakSynthesizer.ts'
import { createFliteSynthesizer } from './flite/fliteSynthesizer.ts'
import type { Synthesizer } from './speech.ts'

export interface LocalSynthesizerOptions {
  readonly log: Pick<Logger, 'warn'>
  /** Languages of the installed `espeak-ng`. */
  readonly languages: readonly string[]
}

/** Speech without any outside service: English by flite, every other language by espeak-ng where it is installed. */
export function createLocalSynthesizer(options: LocalSynthesizerOptions): Synthesizer {
  const english = createFliteSynthesizer(options)
  const { languages } = options
  if (languages.length === 0) return english
  const others = createEspeakSynthesizer({ languages })
  return {
    ...english,
    languages: ['en', ...languages.filter((language) => !isEnglish(language))],
    synthesize: (request, signal) => {
      const { language = 'en' } = request
      const isOther = !isEnglish(language) && findLanguage(languages, language) !== null
      return (isOther ? others : english).synthesize(request, signal)
    },
    close: async () => {
      await Promise.all([english.close(), others.close()])
    },
  }
}

const isEnglish = (language: string) => /^en\b/i.test(language)
