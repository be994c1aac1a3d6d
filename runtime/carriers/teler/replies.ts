import { z } from 'zod'

/** What Teler's REST API answers, as far as it is read. Unknown fields are let go. */

const text = z.string().max(5_000)
const maybe = text.nullish().transform((value) => value ?? null)

/** One page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    data: z.array(item).max(200),
    next_cursor: maybe,
    has_more: z.boolean().nullish(),
  })

const owner = z
  .object({ id: text, name: maybe })
  .nullish()
  .transform((value) => value ?? null)

export const virtualNumber = z.object({
  id: text,
  name: maybe,
  number: text,
  voice_app: owner,
  sip_trunk: owner,
})

export const voiceApp = z.object({
  id: text,
  name: text,
  flow_url: maybe,
  webhook_url: maybe,
  fallback_url: maybe,
  secret_id: maybe,
  webhook_api_version: maybe,
  status: maybe,
})

export const secret = z.object({ id: text, name: text, secret_value: maybe })

export const leg = z.object({
  id: text,
  role: maybe,
  state: maybe,
  to_number: maybe,
  answered_at: maybe,
  ended_at: maybe,
  reason: maybe,
})

export const call = z.object({
  id: text,
  state: maybe,
  reason: maybe,
  answered_at: maybe,
  ended_at: maybe,
})

export const initiated = z.object({ data: z.object({ id: text }) })
export const transferred = z.object({ target_leg_id: maybe })
export const outcome = z.object({ success: z.boolean().nullish(), message: maybe })
export const anything = z.unknown()

/** An entry of the log of events: its payload is what the webhook said. */
export const loggedEvent = z.object({
  id: text,
  type: text,
  delivery_status: maybe,
  payload: z.unknown(),
})

export const refusal = z.object({
  message: maybe,
  code: maybe,
  type: maybe,
  errors: z
    .array(z.object({ loc: z.array(z.union([z.string(), z.number()])).max(20), msg: text }))
    .max(100)
    .nullish(),
})

export type VirtualNumber = z.output<typeof virtualNumber>
export type VoiceApp = z.output<typeof voiceApp>
export type TelerSecret = z.output<typeof secret>
export type Leg = z.output<typeof leg>
export type CallState = z.output<typeof call>
export type LoggedEvent = z.output<typeof loggedEvent>
