import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { type LanguageCode, languages } from './languages.ts'
import { pseudo } from './pseudo.ts'

const i18n = setupI18n({ locale: 'en', messages: { en: {} } })
let mapText: ((text: string) => string) | undefined
i18n.setMessagesCompiler((message) => compileMessage(message, mapText))

/**
 * A sentence of the screen in the language in use. The English sentence is its key and the fallback; it is an ICU message:
 * `t('{count, plural, one {# problem} other {# problems}}', { count })`. Write it as one literal: a test reads them.
 */
export function t(message: string, values?: Record<string, string | number>): string {
  return i18n._(message, values)
}

/** Speaks another language from the next `t` on; the page is drawn anew by `App`. */
export async function speak(code: LanguageCode): Promise<void> {
  const language = languages.find((other) => other.code === code) ?? languages[0]
  const messages = language.code === 'de' ? (await import('./de.ts')).de : {}
  const isPseudo = language.code === 'en-XA' || language.code === 'ar-XB'
  mapText = isPseudo ? pseudo : undefined
  i18n.loadAndActivate({ locale: language.code, messages })
  document.documentElement.lang = language.code
  document.documentElement.dir = language.dir
}
