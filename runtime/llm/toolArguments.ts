import { z } from 'zod'
import type { ToolParameter } from '#shared/compile/modelControl.ts'
import type { Json } from '#shared/session/event.ts'

const jsonTypes = { text: 'string', number: 'number', boolean: 'boolean' } as const

/** The schema of a tool's arguments: in strict ones every property is required; what may be left out may be null. */
export const schemaOf = (parameters: readonly ToolParameter[]): OfferedSchema => ({
  type: 'object',
  properties: Object.fromEntries(
    parameters.map((one) => [
      one.name,
      {
        type: one.required ? jsonTypes[one.type] : [jsonTypes[one.type], 'null'],
        description: one.description || one.name,
      },
    ]),
  ),
  required: parameters.map((one) => one.name),
  additionalProperties: false,
})
type OfferedSchema = Readonly<Record<string, unknown>>

const argumentsSchema = z.record(z.string(), z.unknown())

/** The arguments as their parameters want them; a value is converted only where nothing of it is lost. */
export function readArguments(
  parameters: readonly ToolParameter[],
  args: unknown,
): { readonly values: Readonly<Record<string, Json>> } | { readonly problem: string } {
  const given = argumentsSchema.safeParse(args).data
  if (!given) return { problem: 'The arguments must be an object.' }
  const values: Record<string, Json> = {}
  for (const { name, type, required } of parameters) {
    const value = given[name]
    if (value === undefined || value === null || value === '') {
      if (required) return { problem: `${name} is missing.` }
      values[name] = null
      continue
    }
    const read = convert(value, type)
    if (read === null) return { problem: `${name} must be a ${type}.` }
    values[name] = read
  }
  return { values }
}

function convert(value: unknown, type: ToolParameter['type']): Json {
  switch (type) {
    case 'text':
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? String(value).slice(0, 4_000)
        : null
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
      return typeof number === 'number' && Number.isFinite(number) ? number : null
    }
    case 'boolean':
      if (typeof value === 'boolean') return value
      return value === 'true' ? true : value === 'false' ? false : null
  }
}
