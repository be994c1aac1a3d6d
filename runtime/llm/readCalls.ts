import { z } from 'zod'
import type { ToolParameter } from '#shared/compile/modelControl.ts'
import type { ModelField } from '#shared/compile/program.ts'
import type { ModelRequest } from '#shared/session/effect.ts'
import type { Json, ModelAnswer } from '#shared/session/event.ts'
import { readFieldValue } from '#shared/session/offline/readFieldValue.ts'
import type { RawToolCall } from './readStream.ts'
import { readArguments } from './toolArguments.ts'
import { collectTool, exitPrefix, guardTool, toolNameOf } from './tools.ts'

export interface ReadCalls {
  readonly collected: Readonly<Record<string, Json>>
  readonly exit: ModelAnswer['exit']
  /** Place of the guard that the model called for; null: none. */
  readonly guard: number | null
  /** Calls of tools that somebody else runs. */
  readonly outside: readonly OutsideCall[]
  /** What each call is told back, in order; null: its tool says. */
  readonly results: readonly (string | null)[]
  /** A flow was called with values that will not do: the model is told, and asked again. */
  readonly isRefused: boolean
  /** What made no sense, in a sentence each. */
  readonly ignored: readonly string[]
}

export interface OutsideCall {
  readonly id: string
  readonly name: string
  readonly args: unknown
}

const collectSchema = z.object({
  field: z.string(),
  value: z.union([z.string().max(2_000), z.number(), z.boolean()]),
})
const exitSchema = z.object({ reason: z.string().optional() })

/** Turns tool calls into values and at most one exit; nonsense is ignored and told back to the model. */
export function readCalls(
  calls: readonly RawToolCall[],
  request: ModelRequest,
  outsideNames: ReadonlySet<string> = new Set(),
): ReadCalls {
  const collected: Record<string, Json> = {}
  const results: (string | null)[] = []
  const outside: OutsideCall[] = []
  const ignored: string[] = []
  let exit: ModelAnswer['exit'] = null
  let guard: number | null = null
  let isRefused = false
  for (const call of calls) {
    const first: string | null = exit?.name ?? null
    const read = readCall(call, request, outsideNames, first)
    if (read.type === 'collect') collected[read.field] = read.value
    if (read.type === 'exit') exit ??= read.exit
    if (read.type === 'guard') guard ??= read.guard
    if (read.type === 'outside') outside.push({ id: call.id, name: call.name, args: read.args })
    if (read.type === 'refused') isRefused = true
    if ('why' in read) ignored.push(`${call.name.slice(0, 80)}: ${read.why}`)
    results.push(resultOf(read))
  }
  return { collected, exit, guard, outside, results, isRefused, ignored }
}

type Read =
  | { readonly type: 'collect'; readonly field: string; readonly value: Json }
  | { readonly type: 'exit'; readonly exit: NonNullable<ModelAnswer['exit']> }
  | { readonly type: 'guard'; readonly guard: number }
  | { readonly type: 'outside'; readonly args: unknown }
  | { readonly type: 'ignored'; readonly why: string }
  | { readonly type: 'refused'; readonly why: string }

function resultOf(read: Read): string | null {
  if ('why' in read) return `Ignored: ${read.why}`
  return read.type === 'outside' ? null : 'Done.'
}

function readCall(
  call: RawToolCall,
  request: ModelRequest,
  outsideNames: ReadonlySet<string>,
  taken: string | null,
): Read {
  const argumentsRead = parseJson(call.arguments || '{}')
  if (argumentsRead === undefined) return ignore('the arguments are no JSON.')
  if (call.name === collectTool) return readCollect(argumentsRead, request.collect)
  if (call.name === guardTool) return readGuard(argumentsRead, request)
  if (outsideNames.has(call.name)) return { type: 'outside', args: argumentsRead }
  const exit = request.exits.find((one) => toolNameOf(one) === call.name)
  if (!exit) return ignore(`there is no tool ${call.name.slice(0, 80)}.`)
  if (taken !== null) return ignore(whyTaken(request, taken))
  if (exit.takes) return readFlowCall(exit.name, exit.takes, argumentsRead)
  // An exit without a reason is an exit all the same.
  const reason = exitSchema.safeParse(argumentsRead).data?.reason ?? ''
  return { type: 'exit', exit: { name: exit.name, reason: reason.slice(0, 500) } }
}

function whyTaken({ exits }: ModelRequest, taken: string): string {
  const isFlow = exits.some(({ name, takes }) => name === taken && takes)
  return isFlow
    ? `${taken} was called already, and one goes at a time.`
    : `the conversation is left by ${exitPrefix}${taken} already.`
}

function readFlowCall(name: string, takes: readonly ToolParameter[], args: unknown): Read {
  const read = readArguments(takes, args)
  if ('problem' in read) return { type: 'refused', why: read.problem }
  return { type: 'exit', exit: { name, reason: '', values: read.values } }
}

const guardSchema = z.object({ topic: z.union([z.string(), z.number()]) })

function readGuard(input: unknown, { guards = [] }: ModelRequest): Read {
  const guard = Number(guardSchema.safeParse(input).data?.topic ?? 0) - 1
  return guards[guard]?.topic ? { type: 'guard', guard } : ignore('there is no such topic.')
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
