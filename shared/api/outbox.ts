import { z } from 'zod'

/** A webhook that is kept until it arrives. */
export const outboxRecordSchema = z.object({
  /** Its `webhook-id` on every attempt. */
  id: z.string(),
  callId: z.string(),
  node: z.string(),
  method: z.string(),
  url: z.string(),
  /** Dead: given up after the last attempt, sent again only on demand. */
  status: z.enum(['waiting', 'dead']),
  attempts: z.number().int(),
  createdAt: z.number(),
  /** When the next attempt may be made. */
  dueAt: z.number(),
  /** Why the last attempt failed; empty before. */
  error: z.string(),
})
export type OutboxRecord = z.infer<typeof outboxRecordSchema>

/** GET /api/outbox?status=&before=&limit= (newest first; `next` is the cursor for `before`). */
export const outboxPageSchema = z.object({
  webhooks: z.array(outboxRecordSchema),
  next: z.string().nullable(),
})
