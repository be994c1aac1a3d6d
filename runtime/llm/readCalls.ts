import { z } from 'zod'
import type { ModelField } from '#shared/compile/program.ts'
import type { ModelRequest } from '#shared/session/effect.ts'
import type { Json, ModelAnswer } from '#shared/session/event.ts'
import { readFieldValue } from '#shared/session/offline/readFieldValue.ts'
import type { RawToolCall } from './readStream.ts'
import { collectTool, exitPrefix } from './tools.ts'

export interface ReadCalls {
  readonly collected: Readonly<Record<string, Json>>
  readonly exit: ModelAnswer['exit']
  /** What each call is told back, in order. */
  readonly results: readonly string[]
  /** How many made no sense. */
  readonly ignored: number
}

const collectSchema = z.object({
  field: z.string(),
  value: z.union([z.string().max(2_000), z.number(), z.boolean()]),
})
const exitSchema = z.object({ reason: z.string().optional() })

/** Turns tool calls into values and at most one exit; nonsense is ignored and told back to the model. */
export function readCalls(calls: readonly RawToolCall[], request: ModelRequest): ReadCalls {
  const collected: Record<string, Json> = {}
  const results: string[] = []
  let exit: ModelAnswer['exit'] = null
  let ignored = 0
  for (const call of calls) {
    const read = readCall(call, request)
    if (read.type === 'collect') collected[read.field] = read.value
    if (read.type === 'exit') exit ??= { name: read.name, reason: read.reason }
    if (read.type === 'ignored') ignored++
    results.push(read.type === 'ignored' ? `Ignored: ${read.why}` : 'Done.')
  }
  return { collected, exit, results, ignored }
}

type Read =
  | { readonly type: 'collect'; readonly field: string; readonly value: Json }
  | { readonly type: 'exit'; readonly name: string; readonly reason: string }
  | { readonly type: 'ignored'; readonly why: string }

function readCall(call: RawToolCall, request: ModelRequest): Read {
  const argumentsRead = parseJson(call.arguments || '{}')
  if (argumentsRead === undefined) return ignore('the arguments are no JSON.')
  if (call.name === collectTool) return readCollect(argumentsRead, request.collect)
  const exit = request.exits.find(({ name }) => `${exitPrefix}${name}` === call.name)
  if (!exit) return ignore(`there is no tool ${call.name.slice(0, 80)}.`)
  // An exit without a reason is an exit all the same.
  const reason = exitSchema.safeParse(argumentsRead).data?.reason ?? ''
  return { type: 'exit', name: exit.name, reason: reason.slice(0, 500) }
}

function readCollect(input: unknown, fields: readonly ModelField[]): Read {
  const parsed = collectSchema.safeParse(input)
  if (!parsed.success) return ignore('collect takes a field and a value.')
  const field = fields.find(({ name }) => name === parsed.data.field)
  if (!field) return ignore(`there is no field ${parsed.data.field.slice(0, 80)}.`)
  const value = coerce(parsed.data.value, field.type)
  if (value === null) return ignore(`the value of ${field.name} is no ${field.type}.`)
  return { type: 'collect', field: field.name, value }
}

function coerce(value: string | number | boolean, type: ModelField['type']): Json {
  if (type === 'number' && typeof value === 'number') return Number.isFinite(value) ? value : null
  if (type === 'yesno' && typeof value === 'boolean') return value
  const text = String(value).trim()
  if (text === '') return null
  // "Christmas Eve" is a date to a person, and the flow's author decides what to do with it.
  return readFieldValue(text, type) ?? (type === 'date' ? text.slice(0, 100) : null)
}

const ignore = (why: string): Read => ({ type: 'ignored', why })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
