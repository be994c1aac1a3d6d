import type { ModelField } from '../../compile/program.ts'
import type { Json } from '../event.ts'

/** Repeats what was collected, as one says it. */
export function readBack(
  fields: readonly ModelField[],
  collected: Readonly<Record<string, Json>>,
): string {
  const parts = fields.flatMap((field) => {
    const value = collected[field.name]
    if (value === undefined || value === null) return []
    return [`${field.name.replaceAll('_', ' ')}, ${sayField(value, field.type)}`]
  })
  return parts.length === 0 ? 'Thank you.' : `Thank you. I have noted: ${parts.join('; ')}.`
}

/** A value as one says it. */
export function sayField(value: Json, type: ModelField['type']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (type === 'phone') return text.replace('+', 'plus ').replaceAll(/(\d)(?=\d)/g, '$1 ')
  const clock = type === 'time' ? /^(\d{2}):(\d{2})$/.exec(text) : null
  if (!clock) return text
  const hour = Number(clock[1])
  const half = hour < 12 ? 'AM' : 'PM'
  const minutes = clock[2] === '00' ? '' : `:${clock[2]}`
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes} ${half}`
}
