import { z } from 'zod'
import { effectResultSchema } from '#shared/api/triedEffect.ts'
import { dialStatuses } from '#shared/session/event.ts'

const words = z.string().max(20_000)

const moveSchema = z.union([
  z.strictObject({ digits: z.string().max(100), heard: words.optional() }),
  z.strictObject({ speech: z.string().max(4_000), heard: words.optional() }),
  z.strictObject({ silence: z.literal(true) }),
  z.strictObject({ hangup: z.literal(true) }),
  z.strictObject({ recording: z.string().max(4_000), seconds: z.number().optional() }),
  z.strictObject({
    dial: z.enum(dialStatuses),
    by: z.string().max(300).optional(),
    seconds: z.number().optional(),
  }),
  z.strictObject({ answer: effectResultSchema, node: z.string().max(1_000) }),
])

const setupSchema = z.strictObject({
  entry: z.string().max(1_000).optional(),
  vars: z.record(z.string(), z.string().max(2_000)),
  nodes: z.record(z.string(), z.record(z.string(), z.json())).optional(),
  from: z.string().max(300),
  to: z.string().max(300),
  at: z.number(),
})

/** How a step's outside world answers in the simulator. */
const mockSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('reply'),
    status: z.number().int().min(100).max(599),
    body: z.string().max(100_000),
  }),
  z.strictObject({ type: z.literal('fails') }),
  z.strictObject({ type: z.literal('late') }),
  /** Sent through the server each time. */
  z.strictObject({ type: z.literal('real') }),
  /** A sound that cannot be played. */
  z.strictObject({ type: z.literal('silent') }),
  /** A share of callers. */
  z.strictObject({ type: z.literal('share'), port: z.string().max(100) }),
])
export type Mock = z.infer<typeof mockSchema>

export const models = ['offline', 'hand', 'real'] as const

/** What a conversation must be to be kept: one that is too long for it is not. */
export const conversationSchema = z.strictObject({
  id: z.string().max(100),
  name: z.string().min(1).max(200),
  setup: setupSchema,
  moves: z.array(moveSchema).max(500),
  path: z.array(z.strictObject({ node: z.string(), port: z.string() })).max(2_000),
  outcome: z.string().nullable(),
})
/** A conversation that was kept, with the way that it went. */
export type Conversation = z.infer<typeof conversationSchema>

export const keptSchema = z.object({
  mocks: z.record(z.string(), mockSchema).catch({}),
  model: z.enum(models).catch('offline'),
  conversations: z.array(conversationSchema).max(200).catch([]),
})
/** What the simulator remembers of one flow in this browser; nothing of it is in the flow. */
export type Kept = z.infer<typeof keptSchema>

const keyOf = (flow: string) => `fml-studio.simulator.${flow}`

/** Reads what is kept of a flow; what cannot be read is as if it had never been. */
export function readKept(flow: string): Kept {
  try {
    return keptSchema.parse(JSON.parse(localStorage.getItem(keyOf(flow)) ?? '{}'))
  } catch {
    return keptSchema.parse({})
  }
}

/** False when the browser keeps nothing: it is full, or forbids it. */
export function writeKept(flow: string, kept: Kept): boolean {
  try {
    localStorage.setItem(keyOf(flow), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}
