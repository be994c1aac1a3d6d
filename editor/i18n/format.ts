import { languages } from './languages.ts'
import { language } from './t.ts'

/** The language for `Intl`; a pseudo-language writes dates and numbers as English does. */
const tag = (): string =>
  languages.find(({ code }) => code === language())?.isPseudo ? 'en' : language()

const dates = new Map<string, Intl.DateTimeFormat>()
const numbers = new Map<string, Intl.NumberFormat>()
const agos = new Map<string, Intl.RelativeTimeFormat>()

/** A date or a time (unix ms) as the language in use writes it. */
export function formatDate(at: number, options: Intl.DateTimeFormatOptions): string {
  const key = `${tag()} ${JSON.stringify(options)}`
  const format = dates.get(key) ?? new Intl.DateTimeFormat(tag(), options)
  dates.set(key, format)
  return format.format(at)
}

/** A number as the language in use writes it. */
export function formatCount(value: number, options: Intl.NumberFormatOptions = {}): string {
  const key = `${tag()} ${JSON.stringify(options)}`
  const format = numbers.get(key) ?? new Intl.NumberFormat(tag(), options)
  numbers.set(key, format)
  return format.format(value)
}

/** `3 minutes ago`. */
export function formatRelative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
  const format = agos.get(tag()) ?? new Intl.RelativeTimeFormat(tag(), { numeric: 'auto' })
  agos.set(tag(), format)
  return format.format(value, unit)
}

/** `en-US` as the language in use calls it: `American English`; empty for what is no language. */
export function languageName(code: string): string {
  try {
    const name = new Intl.DisplayNames([tag()], { type: 'language', fallback: 'none' }).of(code)
    return name ?? ''
  } catch {
    // Half typed.
    return ''
  }
}
