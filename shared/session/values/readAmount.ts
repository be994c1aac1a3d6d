import { findNumber, numberAt } from '../offline/readNumber.ts'
import { wordsOf } from '../offline/words.ts'

const units =
  /^(dollars?|bucks?|euros?|pounds?|rupees?|francs?|crowns?|kroner?|yen|usd|eur|gbp|inr|chf)$/
const parts = /^(cents?|pence|pennies|penny|paise|paisa)$/

/** An amount of money, in the currency's unit: `12.50`, `twelve dollars and fifty cents`, `twelve fifty`. */
export function readAmount(speech: string): number | null {
  const figures = /(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?(?!\d)/.exec(speech)
  if (figures?.[2] !== undefined) return Number(`${figures[1]?.replaceAll(',', '')}.${figures[2]}`)
  const words = wordsOf(speech).filter((word) => word !== 'and')
  const first = findNumber(words)
  if (!first) return null
  const unit = words[first.to] ?? ''
  if (parts.test(unit)) return first.value / 100
  if (words[first.to] === 'point') {
    const after = numberAt(words, first.to + 1)
    return after ? Number(`${first.value}.${after.value}`) : first.value
  }
  const rest = numberAt(words, units.test(unit) ? first.to + 1 : first.to)
  const isCents = rest !== null && rest.value < 100 && Number.isInteger(rest.value)
  return isCents ? first.value + rest.value / 100 : first.value
}
