import type { IncomingMessage } from 'node:http'
import { z } from 'zod'

const e164 = z.string().regex(/^\+\d{7,15}$/)
const address = z.url({ protocol: /^https?$/ }).max(2_083)
/** What REST takes; anything else is a validation error. */
export const bodies = {
  initiate: z.object({
    ...{ from_number: e164, to_number: e164, flow_url: address, status_callback_url: address },
    record: z.boolean().default(true),
  }),
  app: z.object({
    ...{ name: z.string().min(1), flow_url: address, webhook_url: address },
    fallback_url: address.nullish().transform((value) => value ?? null),
    secret_id: z
      .string()
      .nullish()
      .transform((value) => value ?? null),
    webhook_api_version: z.enum(['2025-08-01', '2026-06-01']).default('2026-06-01'),
    status: z.enum(['active', 'inactive']).default('active'),
  }),
  assign: z.object({ vn_ids: z.array(z.string()).min(1), voice_app_id: z.string() }),
  unassign: z.object({ vn_ids: z.array(z.string()).min(1) }),
  secret: z.object({ name: z.string().min(1) }),
  hangup: z.object({ leg_id: z.string().optional() }),
  dtmf: z.object({ digits: z.string().regex(/^[0-9*#A-D]{1,64}$/) }),
  transfer: z.object({
    target: z.object({
      kind: z.enum(['pstn', 'sip', 'leg']),
      number: e164.optional(),
      uri: z.string().optional(),
    }),
    mode: z.literal('cold'),
    timeout: z.int().min(1).max(600).default(30),
    record: z.boolean().default(false),
    // Its nested actions are typed as play and hangup by FreJun's own libraries.
    confirm_sound: z.object({ action: z.enum(['play', 'hangup']) }).optional(),
  }),
}

/** An answer that is none. */
export class Refused extends Error {
  readonly status: number
  readonly body: object
  constructor(status: number, body: object) {
    super(`${status}`)
    this.status = status
    this.body = body
  }
}

export const refuse = (status: number, message: string, code?: string): never => {
  throw new Refused(status, { success: false, message, ...(code ? { code } : {}) })
}

/** Reads a body, or throws a 422 in Teler's form. */
export function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message, code }) => ({
    ...{ loc: ['body', ...path], msg: message, type: code },
  }))
  throw new Refused(422, { success: false, message: 'Validation Error', errors })
}

/** One page of a list. */
export function page(all: readonly object[], query: URLSearchParams): object {
  const limit = Math.min(50, Number(query.get('limit') ?? 10))
  const from = Number(query.get('cursor_after') ?? 0)
  const next = from + limit < all.length ? String(from + limit) : null
  return {
    data: all.slice(from, from + limit),
    ...{ next_cursor: next, previous_cursor: null, has_more: next !== null },
  }
}

export async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
