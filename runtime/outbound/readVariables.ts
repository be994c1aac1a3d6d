import type { FlowVariable } from '#shared/flow/flow.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Json } from '#shared/session/event.ts'
import { toVariable } from '#shared/session/values.ts'
import { isDate } from '#shared/text/localTime.ts'

type Given = string | number | boolean | readonly string[]

/** The values a call starts with, as its flow declares them; the error names the variable and what it takes. */
export function readVariables(
  declared: readonly FlowVariable[],
  given: Readonly<Record<string, Given>>,
): Result<Readonly<Record<string, Json>>, string> {
  const values: Record<string, Json> = {}
  for (const [name, value] of Object.entries(given)) {
    const variable = declared.find((one) => one.name === name)
    if (!variable) return err(unknown(name, declared))
    const read = readVariable(variable, value)
    if (!read.ok) return err(`variables.${name}: ${read.error}`)
    values[name] = read.value
  }
  return ok(values)
}

/** One value, by the type of its variable. */
export function readVariable({ type }: FlowVariable, value: Given): Result<Json, string> {
  const json: Json = Array.isArray(value) ? [...value] : toJson(value)
  const read = toVariable(type, json)
  if (isOf[type](read)) return ok(read)
  const shown = String(value)
  return err(`“${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown}” is no ${nouns[type]}.`)
}

const toJson = (value: Given): Json =>
  typeof value === 'object' ? [...value] : typeof value === 'string' ? value.trim() : value

const isOf: Readonly<Record<FlowVariable['type'], (value: Json) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && (value === '' || isDate(value)),
  list: (value) => Array.isArray(value),
}

const nouns: Readonly<Record<FlowVariable['type'], string>> = {
  text: 'text',
  number: 'number',
  boolean: 'yes or no',
  date: 'date such as 2026-11-23',
  list: 'list',
}

function unknown(name: string, declared: readonly FlowVariable[]): string {
  const names = declared.map((variable) => variable.name)
  return names.length === 0
    ? `variables.${name}: The flow declares no variables.`
    : `variables.${name}: The flow has no such variable. It has ${names.slice(0, 20).join(', ')}.`
}
