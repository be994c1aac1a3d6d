import { z } from 'zod'

/** What a caller's wait for an answer is made of, in the order it passes. */
export const delayPartNames = [
  'endpointing',
  'recognition',
  'turn',
  'network',
  'model',
  'sentence',
  'synthesis',
  'audio',
] as const
export type DelayPart = (typeof delayPartNames)[number]

const ms = z.number().min(0).catch(0)

/** The data of a `delay` row, milliseconds; parts that a call of an older version did not tell are 0. */
export const delaySchema = z.object({
  endpointing: ms,
  recognition: ms,
  turn: ms,
  network: ms,
  model: ms,
  sentence: ms,
  synthesis: ms,
  audio: ms,
  total: ms,
  /** What the model's early start has spared the caller; not a part. */
  saved: ms,
})
export type Delay = z.infer<typeof delaySchema>

const percentilesSchema = z.object({ p50: z.number(), p95: z.number() })

/** GET /api/flows/:id/delays?calls= : how long callers of a flow wait, over its newest calls. */
export const flowDelaysSchema = z.object({
  /** Calls looked at that had an answer. */
  calls: z.number().int(),
  answers: z.number().int(),
  total: percentilesSchema,
  parts: z.array(percentilesSchema.extend({ part: z.enum(delayPartNames) })),
  /** Means of the answers around the middle, and of the slowest tenth: their parts add up. */
  typical: delaySchema,
  slow: delaySchema,
  /** Answers begun before the caller was known to be done: those that were used, and those that were thrown away, with the tokens they cost. */
  early: z.object({
    used: z.number().int(),
    thrownAway: z.number().int(),
    saved: z.number(),
    tokens: z.number(),
  }),
  /** Answers before which something was said to bridge the time. */
  fillers: z.number().int(),
})
export type FlowDelays = z.infer<typeof flowDelaysSchema>
