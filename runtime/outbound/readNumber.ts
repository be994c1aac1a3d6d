import type { CountryCode } from 'libphonenumber-js'
import { err, ok, type Result } from '#shared/result.ts'
import { phoneNumbers } from '../phoneNumbers.ts'

export const isCountry = (text: string): text is CountryCode =>
  phoneNumbers().isSupportedCountry(text)

/** A number as people write it, in E.164; the error is a sentence that says what is wrong with it. */
export function readNumber(text: string, country: string): Result<string, string> {
  const written = text.trim().replace(/^00(?=[1-9])/, '+')
  if (written === '') return err('There is no number.')
  const { parsePhoneNumberFromString } = phoneNumbers()
  const number = parsePhoneNumberFromString(written, isCountry(country) ? country : undefined)
  if (!number) {
    const isNational = /^[\d\s().\-/]{4,}$/.test(written)
    return isNational && country === ''
      ? err(`“${clip(written)}” has no country code: write it as +49…, or choose a country.`)
      : err(`“${clip(written)}” is no telephone number.`)
  }
  if (!number.isValid()) return err(`“${clip(written)}” is no number that can be called.`)
  return ok(number.number)
}

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** Whom POST /api/calls is to call: a number, a `sip:` address, or the name of a softphone. */
export function readCallee(text: string, country: string): Result<string, string> {
  const written = text.trim()
  if (/^sips?:/i.test(written)) {
    return /^sips?:[^\s@;?]+(@[\w.:[\]-]+)?$/i.test(written)
      ? ok(written)
      : err(`to: “${clip(written)}” is no SIP address.`)
  }
  // Names of softphones: with a letter, or as short as no telephone number is.
  if (/^(?=.*[A-Za-z])[A-Za-z0-9][\w.-]{0,39}$/.test(written) || /^\d{2,5}$/.test(written)) {
    return ok(written)
  }
  const number = readNumber(written, country)
  return number.ok ? number : err(`to: ${number.error}`)
}
