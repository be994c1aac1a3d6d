import { type Day, days } from '#shared/nodes/hours/hours.ts'
import { formatDate } from '../i18n/format.ts'

/** A Monday. */
const monday = Date.UTC(2024, 0, 1)

/** A day of the week in the language of the screen. */
export const dayTitle = (day: Day, length: 'long' | 'short' = 'long'): string =>
  formatDate(monday + days.indexOf(day) * 86_400_000, { weekday: length, timeZone: 'UTC' })
