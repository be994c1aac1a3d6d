import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Language } from './languages.ts'

export type Values = Readonly<Record<string, string | number>>

const i18n = setupI18n({ locale: 'en', messages: { en: {} } })
let mapText: ((text: string) => string) | undefined
const compiled = new Map<string, ReturnType<typeof compileMessage>>()
i18n.setMessagesCompiler((message) => {
  const known = compiled.get(message)
  if (known) return known
  const made = compileMessage(message, mapText)
  compiled.set(message, made)
  return made
})

const listeners = new Set<() => void>()

/**
 * A sentence of the screen in the language in use. The English sentence is its key and the fallback; it is an ICU message:
 * `t('{count, plural, one {# problem} other {# problems}}', { count })`. Write it as one literal: a test reads them.
 */
export function t(message: string, values?: Values): string {
  // Nothing to look up and nothing to put in.
  if (values === undefined && i18n.locale === 'en') return message
  return i18n._(message, values)
}

/** The language in use, by its code. */
export const language = (): string => i18n.locale

/** Tells when another language is spoken; the function it returns forgets it. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What `speak` makes ready before the first `t` in a language. */
export interface Speech {
  readonly language: Language
  readonly messages: Readonly<Record<string, string>>
  readonly mapText: ((text: string) => string) | undefined
}

/** Takes another language from the next `t` on and tells who listens; only `speak` calls it. */
export function takeSpeech(speech: Speech): void {
  const { code, isPseudo } = speech.language
  mapText = speech.mapText
  compiled.clear()
  i18n.loadAndActivate({
    locale: code,
    locales: isPseudo ? 'en' : code,
    messages: { ...speech.messages },
  })
  for (const listener of listeners) listener()
}
