import { z } from 'zod'
import { fieldTypes } from '../compile/program.ts'
import { methods } from '../nodes/webhook/webhook.ts'
import { guardedSchema, toolParameter, triedControl, turnReportSchema } from './triedModel.ts'

const text = z.string().max(40_000)
const short = z.string().max(4_000)
const collected = z.record(z.string().max(200), z.json())

/**
 * POST /api/simulator/effects: does what a tried-out call asks for, as a real call would: sends a webhook, or asks the
 * model. The answer is an `effectResultSchema`.
 */
export const triedEffectSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('request'),
    id: short,
    node: short,
    method: z.enum(methods),
    url: short,
    headers: z.record(z.string().max(200), short),
    body: z.string().max(1_000_000).nullable(),
    timeout: z.number().min(1).max(30_000),
    credential: z.string().max(30).exactOptional(),
    /** A call that is tried out waits for nothing: it is sent once. */
    detached: z.literal(true).optional(),
  }),
  z.strictObject({
    type: z.literal('model'),
    id: short,
    node: short,
    request: z.strictObject({
      prompt: text,
      knowledge: z.string().max(200_000),
      language: z.string().max(35),
      exits: z
        .array(
          z.strictObject({
            name: short,
            description: short,
            phrases: z.array(short).max(200),
            takes: z.array(toolParameter).max(50).exactOptional(),
          }),
        )
        .max(100),
      collect: z
        .array(
          z.strictObject({
            name: short,
            type: z.enum(fieldTypes),
            description: short,
            required: z.boolean(),
          }),
        )
        .max(100),
      collected,
      history: z
        .array(z.strictObject({ role: z.enum(['caller', 'agent', 'event']), text }))
        .max(200),
      timeout: z.number().min(1).max(60_000),
      judges: z.literal(true).exactOptional(),
      ...triedControl,
    }),
  }),
])

/** What came of an effect. */
export const effectResultSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('response'), status: z.number().int(), body: z.json() }),
  z.object({
    type: z.literal('model'),
    provider: z.string(),
    answer: z.object({
      say: z.string(),
      collected,
      exit: z
        .object({
          name: z.string(),
          reason: z.string(),
          values: z.record(z.string().max(100), z.json()).exactOptional(),
        })
        .nullable(),
      guarded: guardedSchema.exactOptional(),
      report: turnReportSchema.exactOptional(),
    }),
  }),
  z.object({
    type: z.literal('failed'),
    why: z.string(),
    timedOut: z.boolean(),
    report: turnReportSchema.exactOptional(),
  }),
])
