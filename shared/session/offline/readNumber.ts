import { type Found, findFirst, type Match } from './words.ts'

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** The first number in the words, in digits or spelled out; `a couple` is two and `a dozen` twelve. */
export function findNumber(words: readonly string[]): Found<number> | null {
  return findFirst(words, (all, index) => digitByDigitAt(all, index) ?? numberAt(all, index))
}

/** A number that starts at a word. */
export function numberAt(words: readonly string[], index: number): Match<number> | null {
  const word = words[index] ?? ''
  if (/^\d+(\.\d+)?$/.test(word)) return { value: Number(word), length: 1 }
  if (word === 'couple') return { value: 2, length: 1 }
  if (word === 'dozen') return { value: 12, length: 1 }
  return spelledAt(words, index)
}

/** Longer rows are telephone numbers. */
const longestRow = 12

/** `four seven one one`, as order numbers are said; two digits alone only when the second is a zero. */
function digitByDigitAt(words: readonly string[], index: number): Match<number> | null {
  const row: number[] = []
  for (let at = index; row.length <= longestRow; at++) {
    const word = words[at] ?? ''
    const digit = word === 'oh' || word === 'o' ? 0 : units.indexOf(word)
    if (digit < 0 || digit > 9) break
    row.push(digit)
  }
  const isRow = row.length > 2 || (row.length === 2 && row[1] === 0)
  if (!isRow || row.length > longestRow || /^oh?$/.test(words[index] ?? '')) return null
  return { value: Number(row.join('')), length: row.length }
}

/** 0-99 spelled out. */
export function smallAt(words: readonly string[], index: number): Match<number> | null {
  const unit = units.indexOf(words[index] ?? '')
  if (unit >= 0) return { value: unit, length: 1 }
  const ten = tens.indexOf(words[index] ?? '')
  if (ten < 0) return null
  const rest = units.indexOf(words[index + 1] ?? '')
  return rest >= 1 && rest <= 9
    ? { value: 20 + 10 * ten + rest, length: 2 }
    : { value: 20 + 10 * ten, length: 1 }
}

function spelledAt(words: readonly string[], start: number): Match<number> | null {
  const thousands = belowThousandAt(words, start)
  if (!thousands) return null
  if (words[start + thousands.length] !== 'thousand') return thousands
  const length = thousands.length + 1
  const rest = afterAnd(words, start + length, belowThousandAt)
  return {
    value: 1_000 * thousands.value + (rest?.value ?? 0),
    length: length + (rest?.length ?? 0),
  }
}

function belowThousandAt(words: readonly string[], start: number): Match<number> | null {
  const isOne = words[start] === 'a' && /^(hundred|thousand)$/.test(words[start + 1] ?? '')
  const first = isOne ? { value: 1, length: 1 } : smallAt(words, start)
  if (!first || words[start + first.length] !== 'hundred') return first
  const length = first.length + 1
  const rest = afterAnd(words, start + length, smallAt)
  return { value: 100 * first.value + (rest?.value ?? 0), length: length + (rest?.length ?? 0) }
}

/** What follows `hundred` or `thousand`: `five`, `and five`. */
function afterAnd(
  words: readonly string[],
  index: number,
  at: (words: readonly string[], index: number) => Match<number> | null,
): Match<number> | null {
  const skip = words[index] === 'and' ? 1 : 0
  const match = at(words, index + skip)
  return match && { value: match.value, length: match.length + skip }
}

const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )

/** A day of the month as people say it: `fifth`, `21st`, `twenty first`. */
export function ordinalAt(words: readonly string[], index: number): Match<number> | null {
  const word = words[index] ?? ''
  const digits = /^(\d{1,2})(st|nd|rd|th)$/.exec(word)?.[1]
  if (digits !== undefined) return { value: Number(digits), length: 1 }
  const simple = ordinals.indexOf(word)
  if (simple >= 0) return { value: simple + 1, length: 1 }
  if (word === 'thirtieth') return { value: 30, length: 1 }
  const ten = word === 'twenty' ? 20 : word === 'thirty' ? 30 : 0
  const unit = ordinals.indexOf(words[index + 1] ?? '')
  return ten > 0 && unit >= 0 && unit < 9 ? { value: ten + unit + 1, length: 2 } : null
}
