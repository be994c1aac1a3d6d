import type { ValueLimits, ValueType } from '../../compile/program.ts'
import type { Json } from '../event.ts'

/** Whether a value keeps to its limits; a limit that is no value of the type binds nothing. */
export function isWithinLimits(
  type: ValueType,
  value: Json,
  limits: ValueLimits,
  today: string,
): boolean {
  if (type === 'digits' || type === 'phone' || type === 'text') {
    const length = typeof value === 'string' ? [...value.replace('+', '')].length : 0
    return length >= (limits.minLength ?? 1) && length <= (limits.maxLength ?? 1_000)
  }
  if (type === 'number' || type === 'amount') {
    const [min, max] = [limits.min, limits.max].map((text) =>
      text === '' ? Number.NaN : Number(text),
    )
    return !(Number(value) < (min ?? Number.NaN)) && !(Number(value) > (max ?? Number.NaN))
  }
  if (type === 'yesno') return true
  const shape = type === 'date' ? /^\d{4}-\d\d-\d\d$/ : /^\d\d:\d\d$/
  const [min = '', max = ''] = [limits.min, limits.max].map((text) => {
    const limit = type === 'date' && text === 'today' ? today : text
    return shape.test(limit) ? limit : ''
  })
  // Both are written so that their order as text is their order in time.
  const text = String(value)
  return (min === '' || text >= min) && (max === '' || text <= max)
}
