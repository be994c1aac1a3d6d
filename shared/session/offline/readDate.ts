import { numberAt, ordinalAt } from './readNumber.ts'
import { type Found, findFirst, type Match } from './words.ts'

const weekdays = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ')
const months =
  'january february march april may june july august september october november december'.split(' ')

/**
 * The first date in the words. A full date becomes `YYYY-MM-DD`; nobody here knows what day it is, so relative and
 * partial dates stay words: `tomorrow`, `next friday`, `May 5`.
 */
export function findDate(words: readonly string[]): Found<string> | null {
  return findFirst(words, dateAt)
}

function dateAt(words: readonly string[], index: number): Match<string> | null {
  return (
    numericAt(words[index] ?? '') ??
    relativeAt(words, index) ??
    weekdayAt(words, index) ??
    monthFirstAt(words, index) ??
    dayFirstAt(words, index)
  )
}

function numericAt(word: string): Match<string> | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(word)
  if (iso) return full(Number(iso[1]), Number(iso[2]), Number(iso[3]), 1)
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(word)
  if (dotted) return full(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]), 1)
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(word)
  if (!slashed) return null
  const [first, second, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])]
  // Month first, as in the United States, unless that is no month.
  return first > 12 ? full(year, second, first, 1) : full(year, first, second, 1)
}

function full(year: number, month: number, day: number, length: number): Match<string> | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  const pad = (value: number) => String(value).padStart(2, '0')
  return { value: `${year}-${pad(month)}-${pad(day)}`, length }
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return isLeap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const relatives = [
  'day after tomorrow',
  'today',
  'tonight',
  'tomorrow',
  'next week',
  'next month',
  'this weekend',
  'next weekend',
].map((phrase) => phrase.split(' '))

function relativeAt(words: readonly string[], index: number): Match<string> | null {
  const phrase = relatives.find((each) => each.every((word, at) => words[index + at] === word))
  if (phrase) {
    const value = phrase.join(' ')
    // "Tonight" stays for the time: it says which eight o'clock.
    return value === 'tonight' ? { value: 'today', length: 0 } : { value, length: phrase.length }
  }
  if (words[index] !== 'in') return null
  const count = words[index + 1] === 'a' ? { value: 1, length: 1 } : numberAt(words, index + 1)
  const unit = /^(day|week|month)s?$/.exec(words[index + 1 + (count?.length ?? 0)] ?? '')?.[1]
  if (!count || !unit) return null
  const plural = count.value === 1 ? '' : 's'
  return { value: `in ${count.value} ${unit}${plural}`, length: count.length + 2 }
}

function weekdayAt(words: readonly string[], index: number): Match<string> | null {
  const hasNext = words[index] === 'next'
  const day = weekdays.find((name) => {
    const word = words[hasNext ? index + 1 : index]
    return word === name || word === `${name}s`
  })
  if (!day) return null
  return hasNext ? { value: `next ${day}`, length: 2 } : { value: day, length: 1 }
}

/** `may 5`, `may the fifth`, `december first twenty twenty six`. */
function monthFirstAt(words: readonly string[], index: number): Match<string> | null {
  const month = months.indexOf(words[index] ?? '') + 1
  if (month === 0) return null
  const skip = words[index + 1] === 'the' ? 2 : 1
  const day = dayAt(words, index + skip)
  return day && withYear(words, index, month, day.value, skip + day.length)
}

/** `5 may`, `the fifth of may`, or `the fifteenth` alone. */
function dayFirstAt(words: readonly string[], index: number): Match<string> | null {
  const day = dayAt(words, index)
  if (!day) return null
  const skip = words[index + day.length] === 'of' ? 1 : 0
  const month = months.indexOf(words[index + day.length + skip] ?? '') + 1
  if (month > 0) return withYear(words, index, month, day.value, day.length + skip + 1)
  const isAlone = words[index - 1] === 'the' && ordinalAt(words, index) !== null
  return isAlone ? { value: `the ${day.value}${suffix(day.value)}`, length: day.length } : null
}

function dayAt(words: readonly string[], index: number): Match<number> | null {
  const day = ordinalAt(words, index) ?? numberAt(words, index)
  return day && Number.isInteger(day.value) && day.value >= 1 && day.value <= 31 ? day : null
}

function withYear(
  words: readonly string[],
  index: number,
  month: number,
  day: number,
  length: number,
): Match<string> | null {
  const year = yearAt(words, index + length)
  if (year) return full(year.value, month, day, length + year.length)
  const name = months[month - 1] ?? ''
  return { value: `${name.charAt(0).toUpperCase()}${name.slice(1)} ${day}`, length }
}

/** `2026`, `twenty twenty six`, `two thousand and twenty six`. */
function yearAt(words: readonly string[], index: number): Match<number> | null {
  const first = numberAt(words, index)
  if (!first) return null
  if (first.value >= 2_000 && first.value <= 2_199) return first
  const second = first.value === 20 ? numberAt(words, index + first.length) : null
  if (!second || second.value < 10 || second.value > 99) return null
  return { value: 2_000 + second.value, length: first.length + second.length }
}

function suffix(day: number): string {
  if (day >= 11 && day <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}
