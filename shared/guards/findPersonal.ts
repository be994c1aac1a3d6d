import type { PersonalKind } from '../compile/modelControl.ts'
import { readDigitRuns } from './readDigitRuns.ts'

export interface PersonalSpan {
  readonly kind: PersonalKind
  /** First character, and the one behind the last. */
  readonly from: number
  readonly to: number
}

/** Longest text that is looked through; what a caller says in a turn is far shorter. */
const mostText = 20_000

/** Card numbers, IBANs, e-mail addresses and telephone numbers in a text, also as people say them. */
export function findPersonal(text: string, kinds: readonly PersonalKind[]): PersonalSpan[] {
  const looked = text.slice(0, mostText)
  const spans = kinds.flatMap((kind) => finders[kind](looked).map((span) => ({ kind, ...span })))
  return spans.toSorted((a, b) => a.from - b.from || b.to - a.to)
}

/** The text with personal data blanked out. */
export function maskPersonal(text: string, kinds: readonly PersonalKind[]): string {
  let masked = ''
  let at = 0
  for (const { from, to } of findPersonal(text, kinds)) {
    if (from < at) continue
    masked += `${text.slice(at, from)}•••`
    at = to
  }
  return masked + text.slice(at)
}

type Span = Omit<PersonalSpan, 'kind'>

const finders: Readonly<Record<PersonalKind, (text: string) => Span[]>> = {
  card: (text) =>
    readDigitRuns(text).filter(
      ({ digits }) => digits.length >= 13 && digits.length <= 19 && hasLuhn(digits),
    ),
  phone: (text) => readDigitRuns(text).filter(isPhone),
  iban: findIbans,
  email: (text) => [...matchesOf(text, written), ...matchesOf(text, spoken)],
}

/** ISO/IEC 7812-1 annex B. */
function hasLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0 && /[1-9]/.test(digits)
}

/** E.164: at most 15 digits. Without a plus or a leading zero, only the ten of North America are one for sure. */
function isPhone({ digits, hasPlus }: { digits: string; hasPlus: boolean }): boolean {
  if (digits.length > 15) return false
  if (hasPlus) return digits.length >= 8
  return digits.startsWith('0')
    ? digits.length >= 8
    : digits.length === 10 || /^1\d{10}$/.test(digits)
}

/** ISO 13616: at most 34 characters; which of them belong to it, the checksum says. */
function findIbans(text: string): Span[] {
  return [...text.matchAll(/\b[A-Z]{2}\s?\d{2}(?:[\s-]?[A-Z0-9]){11,45}/gi)].flatMap((match) => {
    const candidate = match[0]
    for (let end = candidate.length; end >= 15; end--) {
      const plain = candidate.slice(0, end).replace(/[\s-]/g, '').toUpperCase()
      if (plain.length < 15) break
      if (plain.length <= 34 && hasIbanSum(plain)) {
        return [{ from: match.index, to: match.index + end }]
      }
    }
    return []
  })
}

function hasIbanSum(iban: string): boolean {
  let rest = 0
  for (const letter of `${iban.slice(4)}${iban.slice(0, 4)}`) {
    const value = /\d/.test(letter) ? letter : String(letter.charCodeAt(0) - 55)
    for (const digit of value) rest = (rest * 10 + Number(digit)) % 97
  }
  return rest === 1
}

const written = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g
const spoken =
  /\b[\w-]{1,64}(?:\s(?:dot|punkt)\s[\w-]{1,64}){0,3}\s(?:at|ät|klammeraffe)\s[\w-]{1,63}(?:\s(?:dot|punkt)\s[\w-]{2,20}){1,3}/gi

const matchesOf = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }))
