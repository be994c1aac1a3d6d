import { z } from 'zod'
import {
  guardActions,
  guardChecks,
  guardSides,
  parameterTypes,
  personalKinds,
} from '../compile/modelControl.ts'
import { methods } from '../nodes/webhook/webhook.ts'

const short = z.string().max(4_000)
const text = z.string().max(40_000)
const pairs = z.array(z.strictObject({ name: short, value: short })).max(100)

const guard = z.strictObject({
  check: z.enum(guardChecks),
  on: z.enum(guardSides),
  words: z.array(short).max(100),
  topic: short,
  kinds: z.array(z.enum(personalKinds)).max(4),
  longest: z.number().int().nullable(),
  markup: z.boolean(),
  say: text,
  action: z.enum(guardActions),
})

/** A value that a model gives to a tool. */
export const toolParameter = z.strictObject({
  name: z.string().max(100),
  type: z.enum(parameterTypes),
  description: short,
  required: z.boolean(),
})

const webhookTool = z.strictObject({
  type: z.literal('webhook'),
  name: z.string().max(100),
  description: short,
  parameters: z.array(toolParameter).max(20),
  request: z.strictObject({
    method: z.enum(methods),
    url: short,
    headers: pairs,
    body: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      z.strictObject({ type: z.literal('fields'), fields: pairs }),
      z.strictObject({ type: z.literal('form'), fields: pairs }),
      z.strictObject({ type: z.literal('text'), text, contentType: short }),
    ]),
    timeout: z.number().min(1).max(30_000),
    credential: z.string().max(30).exactOptional(),
  }),
})

const serverTools = z.strictObject({
  type: z.literal('server'),
  server: z.string().max(30),
  tools: z.array(z.string().max(100)).max(50),
  timeout: z.number().min(1).max(30_000),
})

/** What a tried-out model turn may have beside its task. */
export const triedControl = {
  model: z.string().max(200).exactOptional(),
  guards: z.array(guard).max(12).exactOptional(),
  tools: z
    .array(z.discriminatedUnion('type', [webhookTool, serverTools]))
    .max(30)
    .exactOptional(),
  rounds: z.number().int().min(0).max(8).exactOptional(),
  documents: z
    .array(z.strictObject({ hash: z.string().max(100), name: z.string().max(200) }))
    .max(20)
    .exactOptional(),
  scope: z.record(z.string().max(200), z.json()).exactOptional(),
}

/** How a model's turn came about. */
export const turnReportSchema = z.object({
  usage: z
    .object({
      input: z.number(),
      output: z.number(),
      estimated: z.boolean(),
      cost: z.number().nullable(),
    })
    .exactOptional(),
  notes: z.array(z.string()).exactOptional(),
  tools: z
    .array(z.object({ tool: z.string(), ok: z.boolean(), summary: z.string() }))
    .exactOptional(),
  passages: z
    .array(z.object({ document: z.string(), part: z.number(), text: z.string() }))
    .exactOptional(),
})
export const guardedSchema = z.object({
  guard: z.number().int(),
  by: z.enum(['caller', 'agent']),
  what: z.string(),
})
