import { dayNumber, localTimeOf } from '#shared/text/localTime.ts'

const minuteMs = 60_000

/**
 * The instant (unix ms) at which a calendar and a clock in a time zone show `YYYY-MM-DDTHH:MM`; null when the text is
 * no time. An hour that daylight saving leaves out is the one after it.
 */
export function instantOf(text: string, timezone: string): number | null {
  const [, date = '', hour = '', minute = ''] =
    /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(text.trim()) ?? []
  if (date === '' || Number(hour) > 23 || Number(minute) > 59) return null
  const wanted = dayNumber(date) * 1_440 + Number(hour) * 60 + Number(minute)
  let at = wanted * minuteMs
  // The offset at the guess is right but for the hours around a change; a second look settles those.
  for (let look = 0; look < 2; look++) at += (wanted - shownAt(at, timezone)) * minuteMs
  return Number.isFinite(at) ? at : null
}

/** The same, backwards: what a `datetime-local` field shows. */
export function zonedTime(at: number, timezone: string): string {
  const { date, minute } = localTimeOf(at, timezone)
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${date}T${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`
}

function shownAt(at: number, timezone: string): number {
  const { date, minute } = localTimeOf(at, timezone)
  return dayNumber(date) * 1_440 + minute
}
