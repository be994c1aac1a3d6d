import { type LanguageCode, languages } from './languages.ts'
import { pseudo } from './pseudo.ts'
import { takeSpeech } from './t.ts'
import { knowSentences, marked } from './translate.ts'

/** Speaks another language from the next `t` on; `useLanguage` draws the screen anew, and nothing on it is lost. */
export async function speak(code: LanguageCode): Promise<void> {
  const language = languages.find((other) => other.code === code) ?? languages[0]
  const catalogue = language.code === 'en' ? undefined : await import('./de.ts')
  const known = Object.keys(catalogue?.sentences ?? {})
  // A pseudo-language knows the same sentences and writes them in its own way.
  const sentences = language.isPseudo
    ? Object.fromEntries(known.map((sentence) => [sentence, sentence]))
    : (catalogue?.sentences ?? {})
  knowSentences(known)
  document.documentElement.lang = language.code
  document.documentElement.dir = language.dir
  takeSpeech({
    language,
    mapText: language.isPseudo ? pseudo : undefined,
    messages: { ...(language.isPseudo ? {} : catalogue?.screens), ...marked(sentences) },
  })
}
