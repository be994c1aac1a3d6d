import { type LanguageCode, languages } from './languages.ts'
import { pseudo } from './pseudo.ts'
import { takeSpeech } from './t.ts'
import { knowSentences } from './translate.ts'

/** Speaks another language from the next `t` on; `useLanguage` draws the screen anew, and nothing on it is lost. */
export async function speak(code: LanguageCode): Promise<void> {
  const language = languages.find((other) => other.code === code) ?? languages[0]
  const catalogue = language.code === 'en' ? undefined : await import('./de.ts')
  knowSentences(Object.keys(catalogue?.sentences ?? {}))
  document.documentElement.lang = language.code
  document.documentElement.dir = language.dir
  // A pseudo-language knows the same sentences and writes them in its own way.
  takeSpeech({
    language,
    mapText: language.isPseudo ? pseudo : undefined,
    messages:
      catalogue && !language.isPseudo ? { ...catalogue.screens, ...catalogue.sentences } : {},
  })
}
