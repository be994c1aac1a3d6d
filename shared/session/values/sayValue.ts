import type { ValueType } from '../../compile/program.ts'
import type { Json } from '../event.ts'

const months =
  'January February March April May June July August September October November December'.split(' ')

/** How a value is read back: digits one by one, a date and a time as one says them. */
export function sayValue(type: ValueType, value: Json): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = String(value ?? '')
  switch (type) {
    case 'digits':
      return [...text].join(' ')
    case 'phone':
      return `${text.startsWith('+') ? 'plus ' : ''}${[...text.replace('+', '')].join(' ')}`
    case 'amount':
      return typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(2) : text
    case 'date':
      return sayDate(text)
    case 'time':
      return sayTime(text)
    case 'number':
    case 'yesno':
    case 'text':
      return text
  }
}

function sayDate(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  return day === undefined ? text : `${months[Number(month) - 1]} ${Number(day)}, ${year}`
}

function sayTime(text: string): string {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  if (hour === undefined) return text
  const half = Number(hour) < 12 ? 'AM' : 'PM'
  const twelve = Number(hour) % 12 === 0 ? 12 : Number(hour) % 12
  return `${twelve}${minute === '00' ? '' : `:${minute}`} ${half}`
}
