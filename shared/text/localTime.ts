/** Wall-clock time at one place: what a calendar and a clock on the wall there show. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** Minutes after midnight. */
  readonly minute: number
  /** 0 is Monday. */
  readonly weekday: number
}

const formats = new Map<string, Intl.DateTimeFormat | null>()
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function formatOf(timezone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timezone)
  if (known !== undefined) return known
  const fresh = createFormat(timezone)
  if (formats.size < 1_000) formats.set(timezone, fresh)
  return fresh
}

function createFormat(timezone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
    })
  } catch {
    return null
  }
}

/** Whether a name is a time zone that the calendar here knows. */
export const isTimezone = (name: string): boolean => name !== '' && formatOf(name) !== null

/** The local time at an instant (unix ms), daylight saving included; an unknown zone is read as UTC. */
export function localTimeOf(at: number, timezone: string): LocalTime {
  const format = formatOf(timezone) ?? formatOf('UTC')
  const parts = new Map(format?.formatToParts(clamp(at)).map((part) => [part.type, part.value]))
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return {
    date: `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`,
    minute: Number(of('hour')) * 60 + Number(of('minute')),
    weekday: Math.max(0, weekdays.indexOf(of('weekday'))),
  }
}

/** What a calendar can show: years 1 to 9999. */
const clamp = (at: number): number =>
  Number.isFinite(at) ? Math.min(Math.max(at, -62_135_596_800_000), 253_402_214_400_000) : 0

/** Days from 1970-01-01 to a date of the Gregorian calendar, and back (Hinnant, “chrono-compatible date algorithms”). */
export function dayNumber(date: string): number {
  const [y = 1970, month = 1, day = 1] = date.split('-').map(Number)
  const year = month <= 2 ? y - 1 : y
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function dateOfDay(number: number): string {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const index = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * index + 2) / 5) + 1
  const month = index < 10 ? index + 3 : index - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/** Whether a text is `YYYY-MM-DD` and such a day exists. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && dateOfDay(dayNumber(text)) === text
