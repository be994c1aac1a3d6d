import type { Grammar } from '#shared/fml/fml.ts'
import { plainWords } from '#shared/text/words.ts'
import { languageOf } from './languageOf.ts'
import { type Unfinished, unfinished } from './unfinished.ts'

/** What the flow expects to hear. */
export interface Expected {
  readonly grammar?: Grammar
  /** Phrases that are a whole answer: options of a menu, exits. */
  readonly phrases: readonly string[]
  /** Digits that make a number complete; null: unknown. */
  readonly digits: number | null
  /** BCP 47. */
  readonly language: string
}

/** After a whole answer: long enough to hear that more comes in one breath. */
const quick = 350
/** In the middle of digits, of spelling, of a date. */
const patient = 1_500
/** After “my number is”: the number is looked for. */
const waiting = 2_200
const shortestPhone = 7

/**
 * Milliseconds of silence that end what the caller says, by what was said so far: less after a whole answer, more where
 * it cannot be over. `silence` is what counts otherwise. Without words (a recogniser that gives none early) it is `silence`.
 */
export function endpointWait(partial: string, expected: Expected, silence: number): number {
  const words = plainWords(partial)
  if (words === '') return silence
  const rules = languageOf(unfinished, expected.language)
  const longer = (ms: number) => Math.max(silence, ms)
  if (rules?.announces.test(words)) return longer(waiting)
  if (rules?.goesOn.test(words)) return longer(patient)
  const counted = countSpoken(words, rules)
  if (isWhole(words, counted, expected, rules)) return Math.min(silence, quick)
  return isHalf(words, counted, expected, rules) ? longer(patient) : silence
}

interface Counted {
  /** Digits said or written, one by one. */
  readonly digits: number
  /** Nothing else was said but digits. */
  readonly isDigits: boolean
  /** Letters said alone: spelling. */
  readonly letters: number
}

function countSpoken(words: string, rules: Unfinished | undefined): Counted {
  const each = words.split(' ')
  let digits = 0
  let letters = 0
  let others = 0
  for (const word of each) {
    if (/^[\d.,-]+$/.test(word)) digits += word.replace(/\D/g, '').length
    else if (rules?.doubles.has(word)) continue
    else if (rules?.digits.has(word)) digits += 1
    else if (/^\p{L}$/u.test(word) && !rules?.words.has(word)) letters += 1
    else others += 1
  }
  return { digits, isDigits: others === 0 && letters === 0 && digits > 0, letters }
}

function isWhole(
  words: string,
  { digits, isDigits }: Counted,
  { grammar, phrases, digits: wanted }: Expected,
  rules: Unfinished | undefined,
): boolean {
  if (grammar === 'yesno') return rules?.yesNo.test(words) ?? false
  if (grammar === 'digits' || grammar === 'phone') {
    return wanted !== null && isDigits && digits === wanted
  }
  if (grammar === 'time') return rules?.times.test(words) ?? false
  if (grammar !== undefined) return false
  const plain = phrases.map(plainWords).filter(Boolean)
  // “Test” may become “test results”.
  return plain.includes(words) && !plain.some((phrase) => phrase.startsWith(`${words} `))
}

function isHalf(
  words: string,
  { digits, isDigits, letters }: Counted,
  { grammar, digits: wanted }: Expected,
  rules: Unfinished | undefined,
): boolean {
  if (grammar === 'digits') return wanted === null ? isDigits && digits < 4 : digits < wanted
  // What a number may have at most says little about the number that is said.
  if (grammar === 'phone') return digits < shortestPhone
  if (grammar === 'date') return rules?.halfDates.test(words) ?? false
  if (grammar === 'yesno' || grammar === 'time' || grammar === 'number') return false
  if (grammar === 'amount') return false
  // A number or a name that is spelt out, in free speech.
  return letters >= 2 || (isDigits && digits >= 3 && digits < 6)
}
