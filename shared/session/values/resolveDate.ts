import { dateOfDay, dayNumber, isDate } from '../../text/localTime.ts'

const weekdays = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ')
const months =
  'january february march april may june july august september october november december'.split(' ')

/** A date in words, as `YYYY-MM-DD`, for somebody who speaks today; the next such day where a year is open. */
export function resolveDate(words: string, today: string): string | null {
  if (isDate(words)) return words
  const text = words.toLowerCase()
  const now = dayNumber(today)
  const days = daysAhead(text, now)
  if (days !== null) return dateOfDay(now + days)
  return monthsAhead(text, today) ?? dayOfMonth(text, today) ?? dayOfYear(text, today)
}

function daysAhead(text: string, now: number): number | null {
  const fixed: Readonly<Record<string, number>> = {
    today: 0,
    tomorrow: 1,
    'day after tomorrow': 2,
    'next week': 7,
  }
  const known = Object.hasOwn(fixed, text) ? fixed[text] : undefined
  if (known !== undefined) return known
  const [, count, unit] = /^in (\d{1,4}) (day|week)s?$/.exec(text) ?? []
  if (count !== undefined) return Number(count) * (unit === 'week' ? 7 : 1)
  const weekend = text.endsWith('weekend')
  const isNext = text.startsWith('next ')
  const day = weekend ? 5 : weekdays.indexOf(text.replace('next ', ''))
  if (day < 0) return null
  // 1970-01-01 was a Thursday.
  const todayIs = (((now + 3) % 7) + 7) % 7
  const ahead = (day - todayIs + 7) % 7 || 7
  // “Next Friday” is the Friday of next week.
  const isThisWeek = todayIs + ahead < 7
  return isNext && isThisWeek ? ahead + 7 : ahead
}

function monthsAhead(text: string, today: string): string | null {
  const count =
    text === 'next month' ? 1 : Number(/^in (\d{1,3}) months?$/.exec(text)?.[1] ?? Number.NaN)
  if (Number.isNaN(count)) return null
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  const index = month - 1 + count
  return lastOf(year + Math.floor(index / 12), (index % 12) + 1, day)
}

/** The 31st of a month that has none is its last day. */
function lastOf(year: number, month: number, day: number): string | null {
  for (let tried = day; tried > 27; tried--) {
    const date = toDate(year, month, tried)
    if (date) return date
  }
  return toDate(year, month, day)
}

/** `the 15th`: of this month, or the first later one that has such a day. */
function dayOfMonth(text: string, today: string): string | null {
  const day = Number(/^the (\d{1,2})(st|nd|rd|th)$/.exec(text)?.[1] ?? Number.NaN)
  if (Number.isNaN(day)) return null
  const [year = 0, month = 1] = today.split('-').map(Number)
  for (let index = month - 1; index < month + 12; index++) {
    const date = toDate(year + Math.floor(index / 12), (index % 12) + 1, day)
    if (date && date >= today) return date
  }
  return null
}

/** `may 5`: of this year, or the first later one, for the 29th of February. */
function dayOfYear(text: string, today: string): string | null {
  const [, name = '', day = ''] = /^([a-z]+) (\d{1,2})$/.exec(text) ?? []
  const month = months.indexOf(name) + 1
  if (month === 0) return null
  const year = Number(today.slice(0, 4))
  for (let tried = year; tried <= year + 8; tried++) {
    const date = toDate(tried, month, Number(day))
    if (date && date >= today) return date
  }
  return null
}

function toDate(year: number, month: number, day: number): string | null {
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  return isDate(date) ? date : null
}
