import type { FlowVariable } from '../flow/flow.ts'
import type { Json } from './event.ts'

/** A value as the type of its variable wants it; what does not fit is kept as it came, so nothing is lost. */
export function toVariable(type: FlowVariable['type'], value: Json): Json {
  switch (type) {
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
      return typeof number === 'number' && Number.isFinite(number)
        ? number
        : value === ''
          ? null
          : value
    }
    case 'boolean':
      return typeof value === 'string' ? toBoolean(value) : value
    case 'list':
      return typeof value === 'string' ? toList(value) : value
    case 'text':
    case 'date':
      return typeof value === 'number' ? String(value) : value
  }
}

/** Variables at their defaults. */
export const initialVars = (variables: readonly FlowVariable[]): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    variables.map((variable) => [variable.name, toVariable(variable.type, variable.default)]),
  )

function toBoolean(text: string): Json {
  if (/^(true|yes|1)$/i.test(text.trim())) return true
  return /^(false|no|0|)$/i.test(text.trim()) ? false : text
}

const toList = (text: string): Json =>
  text.trim() === ''
    ? []
    : text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean)

/** Anything as JSON: what cannot be becomes null. */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object') return null
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]))
}
