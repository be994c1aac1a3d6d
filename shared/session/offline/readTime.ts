import { numberAt } from './readNumber.ts'
import { type Found, findFirst, type Match } from './words.ts'

/**
 * The first time of day in the words, as `HH:MM`. A bare number counts only behind `at` and the like, or when a time
 * was asked for. Without morning or evening, one to seven are taken for the afternoon: few people are called at night.
 */
export function findTime(words: readonly string[], wasAsked: boolean): Found<string> | null {
  // "On the 5th at 7": a number that is marked as a time goes before one that only may be one.
  return findMarked(words, false) ?? (wasAsked ? findMarked(words, true) : null)
}

function findMarked(words: readonly string[], isBareEnough: boolean): Found<string> | null {
  const half = dayHalf(words)
  return findFirst(words, (all, index) => {
    const found = clockAt(all, index, isBareEnough)
    if (!found) return null
    const { hour, minute, half: own } = found
    const length = found.length + untilLength(all, index, found.length)
    const hours = toHours(hour, own ?? (hour > 12 ? null : half))
    const pad = (value: number) => String(value).padStart(2, '0')
    return { value: `${pad(hours)}:${pad(minute)}`, length }
  })
}

/** Words of the end of a span, as in `from seven to nine`: nobody asked for it, but it is no other number either. */
function untilLength(words: readonly string[], from: number, length: number): number {
  const isSpan = words[from - 1] === 'from' && /^(to|till|until)$/.test(words[from + length] ?? '')
  const end = isSpan ? hourAt(words, from + length + 1) : null
  return end ? end.length + 1 : 0
}

type Half = 'am' | 'pm'

interface Clock {
  readonly hour: number
  readonly minute: number
  /** Said with the time itself; `none` where it is beyond doubt. */
  readonly half: Half | 'none' | null
  readonly length: number
}

function toHours(hour: number, half: Half | 'none' | null): number {
  if (half === 'none' || hour > 12 || hour === 0) return hour
  if (half === 'am') return hour % 12
  if (half === 'pm') return (hour % 12) + 12
  return hour <= 7 ? hour + 12 : hour
}

function dayHalf(words: readonly string[]): Half | null {
  if (words.includes('morning')) return 'am'
  const isLate = ['afternoon', 'evening', 'tonight', 'night'].some((word) => words.includes(word))
  return isLate ? 'pm' : null
}

function clockAt(words: readonly string[], index: number, isBareEnough: boolean): Clock | null {
  return (
    namedAt(words[index] ?? '') ?? relativeAt(words, index) ?? plainAt(words, index, isBareEnough)
  )
}

function namedAt(word: string): Clock | null {
  if (word === 'noon' || word === 'midday') return { hour: 12, minute: 0, half: 'none', length: 1 }
  if (word === 'midnight') return { hour: 0, minute: 0, half: 'none', length: 1 }
  const digits = /^(\d{1,2}):(\d{2})$/.exec(word)
  if (!digits) return null
  const [hour, minute] = [Number(digits[1]), Number(digits[2])]
  if (hour > 23 || minute > 59) return null
  // A leading zero is the 24-hour clock.
  return { hour, minute, half: word.startsWith('0') ? 'none' : null, length: 1 }
}

/** `half past seven`, `quarter to eight`, `ten past nine`. */
function relativeAt(words: readonly string[], index: number): Clock | null {
  const minutes = minutesAt(words, index)
  if (!minutes) return null
  const skip = words[index + minutes.length] === 'minutes' ? 1 : 0
  const relation = words[index + minutes.length + skip] ?? ''
  // British: "half seven" is half past seven.
  const isShort = words[index] === 'half' && hourAt(words, index + 1) !== null
  const isPast = isShort || relation === 'past' || relation === 'after'
  if (!isPast && relation !== 'to' && relation !== 'before') return null
  const before = minutes.length + skip + (isShort ? 0 : 1)
  const hour = hourAt(words, index + before)
  if (!hour || hour.value === 0 || hour.value > 12) return null
  const half = halfAt(words, index + before + hour.length)
  return {
    hour: isPast ? hour.value : hour.value === 1 ? 12 : hour.value - 1,
    minute: isPast ? minutes.value : 60 - minutes.value,
    half: half?.value ?? null,
    length: before + hour.length + (half?.length ?? 0),
  }
}

function minutesAt(words: readonly string[], index: number): Match<number> | null {
  if (words[index] === 'half') return { value: 30, length: 1 }
  if (words[index] === 'quarter') return { value: 15, length: 1 }
  const count = numberAt(words, index)
  return count && [5, 10, 20, 25].includes(count.value) ? count : null
}

const markers = ['at', 'from', 'around', 'about', 'by', 'until', 'till', 'after', 'before']

/** `7 pm`, `seven o'clock`, `at seven thirty`. */
function plainAt(words: readonly string[], index: number, isBareEnough: boolean): Clock | null {
  const clock = clockNumberAt(words, index)
  if (!clock) return null
  const behind = index + clock.length
  const named = halfAt(words, behind)
  const isOClock = words[behind] === "o'clock" || words[behind] === 'oclock'
  const tail = named?.length ?? (isOClock ? 1 : 0)
  const isTime =
    isBareEnough || named !== null || isOClock || markers.includes(words[index - 1] ?? '')
  if (!isTime) return null
  const half = named?.value ?? (isOClock ? (halfAt(words, behind + 1)?.value ?? null) : null)
  return { hour: clock.hour, minute: clock.minute, half, length: clock.length + tail }
}

function clockNumberAt(
  words: readonly string[],
  index: number,
): { readonly hour: number; readonly minute: number; readonly length: number } | null {
  const digits = /^([01]?\d|2[0-3])([0-5]\d)$/.exec(words[index] ?? '')
  if (digits) return { hour: Number(digits[1]), minute: Number(digits[2]), length: 1 }
  const hour = hourAt(words, index)
  if (!hour) return null
  const next = index + hour.length
  const hasOh = words[next] === 'oh' || words[next] === 'o'
  const minute = numberAt(words, hasOh ? next + 1 : next)
  const fits = minute && (hasOh ? minute.value < 10 : minute.value >= 10 && minute.value < 60)
  if (!fits) return { hour: hour.value, minute: 0, length: hour.length }
  return {
    hour: hour.value,
    minute: minute.value,
    length: hour.length + minute.length + (hasOh ? 1 : 0),
  }
}

function hourAt(words: readonly string[], index: number): Match<number> | null {
  const hour = numberAt(words, index)
  return hour && Number.isInteger(hour.value) && hour.value <= 23 ? hour : null
}

function halfAt(words: readonly string[], index: number): Match<Half> | null {
  const word = words[index]
  return word === 'am' || word === 'pm' ? { value: word, length: 1 } : null
}
