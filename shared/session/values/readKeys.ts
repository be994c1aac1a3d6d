import type { ValueType } from '../../compile/program.ts'
import { isDate } from '../../text/localTime.ts'
import type { Json } from '../event.ts'

/** Where and when the caller answers. */
export interface Place {
  /** `YYYY-MM-DD`. */
  readonly today: string
  /** BCP 47. */
  readonly language: string
}

/** What was typed on the keypad, as a value; null when it is none. */
export function readKeys(type: ValueType, keys: string, { language, today }: Place): Json {
  switch (type) {
    case 'digits':
      return /^[0-9*#A-D]+$/.test(keys) ? keys : null
    case 'phone':
      return /^\*{0,2}\d{3,20}$/.test(keys) ? keys.replace(/^\*\*/, '+').replace(/^\*/, '') : null
    case 'number':
      // A star is the point.
      return /^\d{1,15}(\*\d{1,6})?$/.test(keys) ? Number(keys.replace('*', '.')) : null
    case 'amount':
      return /^\d{1,13}(\*\d{1,2})?$/.test(keys) ? Number(keys.replace('*', '.')) : null
    case 'yesno':
      return keys === '1' ? true : keys === '2' ? false : null
    case 'time': {
      const [, hour, minute] = /^(\d{1,2})(\d{2})$/.exec(keys) ?? []
      return hour !== undefined && Number(hour) < 24 && Number(minute) < 60
        ? `${hour.padStart(2, '0')}:${minute}`
        : null
    }
    case 'date':
      return readDateKeys(keys, isMonthFirst(language), Number(today.slice(0, 4)))
    case 'text':
      return null
  }
}

/** The United States, and few others, write the month before the day. */
const isMonthFirst = (language: string): boolean =>
  /^en$/i.test(language) || /-(US|PH|FM|GU|PR)\b/i.test(language)

/** Day and month with a year of four keys, of two, or of this year. */
function readDateKeys(keys: string, monthFirst: boolean, thisYear: number): string | null {
  const [, first = '', second = '', year = ''] =
    /^(\d\d)(\d\d)(\d{4}|\d\d|)$/.exec(keys.replaceAll('*', '')) ?? []
  if (first === '') return null
  const [month, day] = monthFirst ? [first, second] : [second, first]
  const century = String(thisYear).slice(0, 2)
  const full = year === '' ? String(thisYear) : year.length === 2 ? `${century}${year}` : year
  const date = `${full}-${month}-${day}`
  return isDate(date) ? date : null
}
