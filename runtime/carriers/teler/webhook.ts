import { z } from 'zod'

/** What happened at Teler, whichever version told it. */
export interface TelerEvent {
  /** Of the event: the same again when it is sent again. */
  readonly id: string
  /** Such as `call.completed`. */
  readonly type: string
  /** Teler's id of the call, in the form of this channel. */
  readonly callId: string | null
  readonly legId: string | null
  readonly reason: string | null
}

const text = z.string().max(300)
const maybe = text.nullish()
const code = z.union([text, z.number()]).nullish()

const data = z.looseObject({
  call_id: maybe,
  leg_id: maybe,
  stream_id: maybe,
  reason: maybe,
  failure: z.looseObject({ code, reason: maybe }).nullish(),
})

/** Webhook version 2026-06-01. */
const newer = z.looseObject({
  id: text.min(1),
  type: text.min(1),
  call_id: maybe,
  leg_id: maybe,
  data: data.nullish(),
})

/** Webhook version 2025-08-01: flat, without an id. */
const older = z.looseObject({ event: text.min(1), data })

/** Reads a webhook of either version; null when it is none. */
export function parseWebhook(json: unknown): TelerEvent | null {
  const modern = newer.safeParse(json)
  if (modern.success) {
    const { id, type, call_id, leg_id, data: more } = modern.data
    return {
      ...{ id, type },
      callId: call_id ?? more?.call_id ?? null,
      legId: leg_id ?? more?.leg_id ?? null,
      reason: more?.reason ?? more?.failure?.reason ?? null,
    }
  }
  const flat = older.safeParse(json)
  if (!flat.success) return null
  const { event, data: more } = flat.data
  const { call_id: callId = null, leg_id: legId = null, stream_id: streamId } = more
  return {
    // A call may have had several streams.
    id: [event, callId ?? '', legId ?? '', streamId ?? ''].join(':'),
    type: event,
    callId,
    legId,
    reason: more.failure?.reason ?? more.reason ?? null,
  }
}
