import type { ValueType } from '../../compile/program.ts'
import type { Json } from '../event.ts'
import { findDate } from '../offline/readDate.ts'
import { findNumber } from '../offline/readNumber.ts'
import { findPhone } from '../offline/readPhone.ts'
import { findTime } from '../offline/readTime.ts'
import { readYesNo } from '../offline/readYesNo.ts'
import { wordsOf } from '../offline/words.ts'
import { readAmount } from './readAmount.ts'
import type { Place } from './readKeys.ts'
import { resolveDate } from './resolveDate.ts'

/** What was said, as a value; null when it is none. Words are English; digits and dates in figures are read anywhere. */
export function readSpeech(type: ValueType, speech: string, place: Place): Json {
  if (speech.trim() === '') return null
  const words = wordsOf(speech)
  switch (type) {
    case 'text':
      return speech.trim()
    case 'digits':
      return digitsIn(words)
    case 'phone':
      return findPhone(words, true)?.value ?? null
    case 'number':
      return signed(words, decimals(speech) ?? findNumber(words)?.value ?? null)
    case 'amount':
      return readAmount(speech)
    case 'yesno':
      return readYesNo(words)
    case 'time':
      return findTime(words, true)?.value ?? null
    case 'date': {
      const found = findDate(words)
      return found && resolveDate(found.value, place.today)
    }
  }
}

/** A spoken `point`: `three point five`. */
function decimals(speech: string): number | null {
  const [whole, part, more] = speech.split(/\bpoint\b/i)
  if (whole === undefined || part === undefined || more !== undefined) return null
  const before = findNumber(wordsOf(whole))?.value ?? 0
  const after = digitsIn(wordsOf(part))
  return after === null ? null : Number(`${before}.${after.replace(/\D/g, '')}`)
}

const signed = (words: readonly string[], value: number | null): number | null =>
  value !== null && (words.includes('minus') || words.includes('negative')) ? -value : value

/** Digits one by one, in groups or in pairs; `oh` is zero. */
const digitsIn = (words: readonly string[]): string | null => {
  // The finder asks for three at least; two zeros before make any count enough.
  const found = findPhone(['0', '0', ...words], true)
  const first = found?.from === 0 ? found.value.slice(2) : (found?.value ?? '')
  if (first !== '') return first
  const alone = words.findIndex((word) => findPhone(['0', '0', word], true)?.to === 3)
  return alone < 0 ? null : digitsFrom(words.slice(alone))
}

const digitsFrom = (words: readonly string[]): string | null =>
  findPhone(['0', '0', ...words], true)
    ?.value.slice(2)
    .replace('+', '') || null
