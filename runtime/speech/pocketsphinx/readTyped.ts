import type { ListenFor } from '../speech.ts'

type Builtin = NonNullable<ListenFor['builtin']>

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const ordinals =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  )
const months =
  'january|february|march|april|may|june|july|august|september|october|november|december'
const weekdays = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday'

/**
 * Writes spoken words as the typed value they stand for: "five five five" → "555", "half past
 * three" → "3:30". Words that are no such value come back as they are.
 */
export function readTyped(builtin: Builtin, text: string): string {
  const words = stripFillers(text)
  if (words.length === 0) return text
  const read = readers[builtin]
  // "a hundred" is a number; the article of "a fifteen" is not.
  return read(words) ?? (articles.has(words[0] ?? '') ? read(words.slice(1)) : null) ?? text
}

const articles = new Set(['a', 'an', 'my', 'some'])

type Words = readonly string[]

const readers: Readonly<Record<Builtin, (words: Words) => string | null>> = {
  digits: readDigits,
  phone: (words) => {
    const [first, ...rest] = words
    if (first !== 'plus') return readDigits(words)
    const digits = readDigits(rest)
    return digits && `+${digits}`
  },
  number: readNumber,
  amount: readAmount,
  date: readDate,
  time: readTime,
  yesno: readYesNo,
}

const leading = /^(?:um|uh|er|hi|hello|well|okay|so|please|the|it's|it is|my number is|at|on)\s+/
const trailing = /\s+(?:please|thanks|thank you|now)$/

function stripFillers(text: string): string[] {
  let words = text.trim()
  for (let before = ''; before !== words; ) {
    before = words
    words = words.replace(leading, '').replace(trailing, '')
  }
  return words.split(/\s+/).filter(Boolean)
}

function readYesNo(words: Words): string | null {
  const text = words.join(' ')
  if (/^(no|nope|nah|wrong|incorrect)\b|\b(wrong|incorrect|not)\b/.test(text)) return 'no'
  const yes =
    /^(yes|yeah|yep|yup|correct|right|sure|okay|ok|of course|absolutely|that's right|that is right|that's correct|that is correct)\b/
  return yes.test(text) ? 'yes' : null
}

function readDigits(words: Words): string | null {
  let digits = ''
  let times = 1
  for (const word of words) {
    const digit = word === 'oh' || word === 'o' ? 0 : ones.indexOf(word)
    if (word === 'double' || word === 'triple') times = word === 'double' ? 2 : 3
    else if (digit >= 0 && digit <= 9) {
      digits += String(digit).repeat(times)
      times = 1
    } else return null
  }
  return times === 1 && digits ? digits : null
}

function readNumber(words: Words): string | null {
  const [first, ...rest] = words
  if (first === 'minus') {
    const number = readNumber(rest)
    return number && `-${number}`
  }
  const point = words.indexOf('point')
  if (point < 0) return readWhole(words)?.toString() ?? null
  const whole = point === 0 ? 0 : readWhole(words.slice(0, point))
  const fraction = readDigits(words.slice(point + 1))
  return whole !== null && fraction ? `${whole}.${fraction}` : null
}

/** "two thousand and five" → 2005; null when a word does not fit. */
function readWhole(words: Words): number | null {
  const thousand = words.indexOf('thousand')
  if (thousand < 0) return readBelowThousand(words)
  const high = thousand === 0 ? 1 : readBelowThousand(words.slice(0, thousand))
  const low = readBelowThousand(withoutAnd(words.slice(thousand + 1)), 0)
  return high === null || low === null ? null : high * 1_000 + low
}

function readBelowThousand(words: Words, empty: number | null = null): number | null {
  if (words.length === 0) return empty
  const hundred = words.indexOf('hundred')
  if (hundred < 0) return readBelowHundred(words)
  const high = hundred === 0 ? 1 : readBelowHundred(words.slice(0, hundred))
  const rest = withoutAnd(words.slice(hundred + 1))
  const low = rest.length === 0 ? 0 : readBelowHundred(rest)
  return high === null || low === null ? null : high * 100 + low
}

function withoutAnd(words: Words): Words {
  return words[0] === 'and' ? words.slice(1) : words
}

function readBelowHundred(words: Words): number | null {
  const [first = '', second, ...more] = words
  if (more.length > 0) return null
  const ten = tens.indexOf(first)
  const one = first === 'a' ? 1 : ones.indexOf(first)
  if (ten < 0) return second === undefined && one >= 0 ? one : null
  const unit = second === undefined ? 0 : ones.indexOf(second)
  return unit < 0 || unit > 9 || second === 'zero' ? null : (ten + 2) * 10 + unit
}

const units = new Set('dollar dollars euro euros pound pounds rupee rupees bucks'.split(' '))
const cents = new Set('cent cents penny pence paise'.split(' '))

function readAmount(words: Words): string | null {
  const last = words.at(-1) ?? ''
  const withoutCents = cents.has(last) ? words.slice(0, -1) : words
  const unit = withoutCents.findIndex((word) => units.has(word))
  if (unit < 0) {
    if (withoutCents === words) return readNumber(words)
    const small = readBelowHundred(withoutCents)
    return small === null ? null : (small / 100).toFixed(2)
  }
  const whole = readNumber(withoutCents.slice(0, unit))
  const rest = withoutAnd(withoutCents.slice(unit + 1))
  if (whole === null || rest.length === 0) return whole
  const small = readBelowHundred(rest)
  return small === null || whole.includes('.') ? null : `${whole}.${String(small).padStart(2, '0')}`
}

/** "the twenty first of march" → "21 march", "march twenty first twenty twenty six" → "21 march 2026". */
function readDate(words: Words): string | null {
  const text = words.join(' ')
  if (new RegExp(`^(today|tomorrow|yesterday|((this|next) )?(${weekdays}))$`).test(text))
    return text
  const parts = text
    .replace(new RegExp(`^(${weekdays}) `), '')
    .split(' ')
    .filter((word) => word !== 'the' && word !== 'of')
  const at = parts.findIndex((word) => months.split('|').includes(word))
  const month = parts[at]
  if (month === undefined) return readDay(parts)?.toString() ?? null
  const after = parts.slice(at + 1)
  const day = at > 0 ? readDay(parts.slice(0, at)) : readLongestDay(after)
  if (day === null) return null
  const yearWords = at > 0 ? after : after.slice(day > 20 && day % 10 !== 0 ? 2 : 1)
  const year = yearWords.length === 0 ? '' : readYear(yearWords)
  return year === null ? null : `${day} ${month} ${year}`.trim()
}

function readLongestDay(words: Words): number | null {
  return readDay(words.slice(0, 2)) ?? readDay(words.slice(0, 1))
}

function readDay(words: Words): number | null {
  const [first = '', second] = words
  const last = words.at(-1) ?? ''
  const isTens =
    second !== undefined && words.length === 2 && (first === 'twenty' || first === 'thirty')
  const base = isTens ? (tens.indexOf(first) + 2) * 10 : 0
  if (!isTens && words.length !== 1) return null
  const round = { twentieth: 20, thirtieth: 30 }[last] ?? ordinals.indexOf(last)
  const day = round > 0 ? base + round : (readBelowHundred(words) ?? 0)
  return day >= 1 && day <= 31 ? day : null
}

function readYear(words: Words): number | null {
  if (words.includes('thousand')) return readWhole(words)
  const century = readBelowHundred(words.slice(0, 1))
  const rest = readBelowHundred(words.slice(1))
  return (century === 19 || century === 20) && rest !== null ? century * 100 + rest : null
}

/** "half past three" → "3:30", "ten thirty a m" → "10:30 am", "noon" → "12:00 pm". */
function readTime(words: Words): string | null {
  const text = words.join(' ')
  if (text === 'noon') return '12:00 pm'
  if (text === 'midnight') return '12:00 am'
  const half = /\b(a m|in the morning)$/.test(text)
    ? ' am'
    : /\b(p m|in the (afternoon|evening)|at night)$/.test(text)
      ? ' pm'
      : ''
  const clock = text
    .replace(/ ?(a m|p m|in the (morning|afternoon|evening)|at night)$/, '')
    .replace(/ o'clock$/, '')
    .replace(/^a /, '')
    .split(' ')
  const time = readRelative(clock) ?? readClock(clock)
  return time && `${time}${half}`
}

function readRelative(words: Words): string | null {
  const at = words.findIndex((word) => word === 'past' || word === 'to')
  if (at < 1) return null
  const amount = words.slice(0, at)
  const minutes = { quarter: 15, half: 30 }[amount.join(' ')] ?? readBelowHundred(amount)
  const hour = readBelowHundred(words.slice(at + 1))
  if (minutes === null || hour === null || hour > 12 || minutes > 59) return null
  if (words[at] === 'past') return printTime(hour, minutes)
  return printTime(hour === 1 ? 12 : hour - 1, 60 - minutes)
}

function readClock(words: Words): string | null {
  const hour = readBelowHundred(words.slice(0, 1))
  const rest = words.slice(1).filter((word) => word !== 'oh' && word !== 'zero')
  const minutes = rest.length === 0 ? 0 : readBelowHundred(rest)
  return hour === null || minutes === null || hour > 23 || minutes > 59
    ? null
    : printTime(hour, minutes)
}

function printTime(hour: number, minutes: number): string {
  return `${hour}:${String(minutes).padStart(2, '0')}`
}
