import { smallAt } from './readNumber.ts'
import type { Found, Match } from './words.ts'

/** Fewer digits are a telephone number only when one was asked for. */
const fewestUnasked = 7
const fewestAsked = 3

/** The first telephone number in the words, digits with the leading + when one was said. */
export function findPhone(words: readonly string[], wasAsked: boolean): Found<string> | null {
  const fewest = wasAsked ? fewestAsked : fewestUnasked
  for (let from = 0; from < words.length; from++) {
    const { digits, to } = digitsFrom(words, from)
    if (digits.replace('+', '').length >= fewest) return { value: digits, from, to }
    from = Math.max(from, to - 1)
  }
  return null
}

function digitsFrom(words: readonly string[], from: number): { digits: string; to: number } {
  let digits = ''
  let to = from
  for (let match = digitAt(words, from); match; match = digitAt(words, to)) {
    // A + begins a number; a second one begins another.
    if (match.value.startsWith('+') && digits !== '') break
    digits += match.value
    to += match.length
  }
  return { digits, to }
}

function digitAt(words: readonly string[], index: number): Match<string> | null {
  const word = words[index] ?? ''
  if (word === 'plus' || word === '+') return { value: '+', length: 1 }
  if (word === 'oh' || word === 'o') return { value: '0', length: 1 }
  const times = word === 'double' ? 2 : word === 'triple' ? 3 : 0
  if (times > 0) {
    const digit = digitAt(words, index + 1)
    return digit?.value.length === 1
      ? { value: digit.value.repeat(times), length: digit.length + 1 }
      : null
  }
  if (/^\+?\d+(?:[-./]\d+)*$/.test(word)) {
    return { value: word.replaceAll(/[-./]/g, ''), length: 1 }
  }
  const spelled = smallAt(words, index)
  return spelled && { value: String(spelled.value), length: spelled.length }
}
