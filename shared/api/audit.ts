import { z } from 'zod'

/** One thing that somebody did. */
export const auditEntrySchema = z.object({
  id: z.string(),
  /** Unix ms. */
  at: z.number(),
  /** Null: this installation, which has no accounts. */
  actor: z.string().nullable(),
  /** Method and pattern of the request: `POST /api/flows/:id/publish`. */
  action: z.string(),
  path: z.string(),
  /** What it was about: names and numbers, no secrets. */
  detail: z.record(z.string(), z.json()),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

/** GET /api/audit?before=&limit= (newest first; `next` is the cursor for `before`). */
export const auditPageSchema = z.object({
  entries: z.array(auditEntrySchema),
  next: z.string().nullable(),
})
