import type { CountryCode } from 'libphonenumber-js'
import type { NumberRules } from '#shared/api/trunks.ts'
import { phoneNumbers } from '../../phoneNumbers.ts'

/** Of a trunk without rules: E.164, what most take. */
export const e164Rules: NumberRules = { country: '', sends: 'e164', prefix: '' }

/**
 * What a number may mean that a trunk writes in its own way, in E.164, likeliest first: `+4930…`, `004930…`, `4930…`,
 * `030…`, and with the prefix of outgoing numbers. Pure.
 */
export function readNumber(written: string, rules: NumberRules): readonly string[] {
  const name = decode(written).replace(/;.*$/s, '')
  const number = name.replace(/[\s().\-/]/g, '')
  if (!/^\+?\d{3,20}$/.test(number)) return []
  if (number.startsWith('+')) return found([toE164(number)])
  const country = countryOf(rules)
  const national = country === null ? null : toE164(number, country)
  const plain = toE164(`+${number}`)
  const international = /^(?:00|011)/.test(number)
    ? toE164(`+${number.replace(/^(?:00|011)/, '')}`)
    : null
  // A leading zero is never part of a country's code: such a number is national. Else the trunk's own habit decides.
  const isNational = number.startsWith('0') || rules.sends === 'national'
  const own = isNational ? [international, national, plain] : [international, plain, national]
  const { prefix } = rules
  const without =
    prefix !== '' && number.startsWith(prefix)
      ? readNumber(number.slice(prefix.length), { ...rules, prefix: '' })
      : []
  return found([...own, ...without])
}

/** A caller's number in E.164 where a trunk's rules leave no doubt which one it is; a name stays as it is. Pure. */
export function readCaller(written: string, rules: NumberRules): string {
  const isCertain = /^(\+|%2B|00)/i.test(written) || rules.country !== ''
  return (isCertain ? readNumber(written, rules)[0] : undefined) ?? written
}

/**
 * A number without what people write between its digits: E.164, or keys that somebody wrote for a trunk, such as an
 * extension; null when it is none of both. Pure.
 */
export function bareNumber(written: string): string | null {
  const bare = written.trim().replace(/^tel:|[\s().\-/]/gi, '')
  return /^(\+[1-9]\d{6,14}|[\d*#]{1,31})$/.test(bare) ? bare : null
}

/** A number in E.164 as a trunk wants it dialled; what is no number stays as it is. Pure. */
export function writeNumber(number: string, rules: NumberRules): string {
  return writeShown(number, rules, rules.prefix)
}

/** The same without the prefix: for the number that is shown to whoever is called. */
export function writeShown(number: string, { sends, country }: NumberRules, prefix = ''): string {
  if (!/^\+[1-9]\d{6,14}$/.test(number)) return number
  const digits = number.slice(1)
  switch (sends) {
    case 'e164':
      return `${prefix}${prefix === '' ? '+' : ''}${digits}`
    case 'plain':
      return `${prefix}${digits}`
    case 'international':
      return `${prefix}00${digits}`
    case 'national': {
      const parsed = phoneNumbers().parsePhoneNumberFromString(number)
      // Numbers of other countries have no national form here.
      if (!parsed || parsed.country !== country) return `${prefix}00${digits}`
      return `${prefix}${parsed.formatNational().replace(/\D/g, '')}`
    }
  }
}

function toE164(number: string, country?: CountryCode): string | null {
  const parsed = phoneNumbers().parsePhoneNumberFromString(number, country)
  return parsed?.isPossible() && parsed.number.length <= 16 ? parsed.number : null
}

const countryOf = ({ country }: NumberRules): CountryCode | null =>
  phoneNumbers().isSupportedCountry(country) ? country : null

const found = (numbers: readonly (string | null)[]): string[] => [
  ...new Set(numbers.flatMap((number) => (number === null ? [] : [number]))),
]

/** A URI escapes what it likes: `%2B` is a plus. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
