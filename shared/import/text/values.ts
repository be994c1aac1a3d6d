/** Readings of values that anybody may have written. */
export type Fields = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const toRecord = (value: unknown): Fields => (isRecord(value) ? value : {})
export const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A text; numbers and booleans as written, everything else empty. */
export const toText = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''

/** A number, also one written as text; else null. */
export function toNumber(value: unknown): number | null {
  const text = toText(value).trim()
  const number = text === '' || text.length > 30 ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : null
}

export const toBoolean = (value: unknown): boolean => /^(true|yes|1)$/i.test(toText(value).trim())

export const clamp = (value: number, min: number, max: number): number =>
  Math.min(max, Math.max(min, value))
