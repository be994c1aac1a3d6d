import { z } from 'zod'

/** GET /api/numbers/plans: what numbers do beside answering with one version. */
export const numberPlanSchema = z.object({
  number: z.string(),
  /** Callers who get the saved draft instead. */
  testers: z.array(z.string()),
  /** This version of the same flow answers `share` of a hundred callers, always the same ones. */
  split: z.object({ version: z.number().int(), share: z.number().int() }).nullable(),
  /** What it will answer with from a time on; unix ms. */
  next: z.object({ flowId: z.string(), version: z.number().int(), at: z.number() }).nullable(),
})
export type NumberPlan = z.infer<typeof numberPlanSchema>

/** PUT /api/numbers/:number/testers: telephone numbers, or names of registered phones. */
export const testersSchema = z.strictObject({
  testers: z.array(z.string().regex(/^\+?[\w.-]{1,40}$/)).max(50),
})

/** What the one who publishes saw on the number: somebody else may have been quicker. */
const seenSchema = z.strictObject({
  flowId: z.string().nullable(),
  version: z.number().int().nullable(),
})

/** When, for whom, and instead of what. Without `at` and `share`: now, for everybody. */
export const publishWhen = {
  /** Unix ms in the future. */
  at: z.number().int().optional(),
  share: z.number().int().min(1).max(99).optional(),
  /** 409 `number.changed` when the number answers with something else by now. */
  expects: seenSchema.optional(),
}

/** POST /api/flows/:id/versions/:version/publish: an older version again, or a split's version for everybody. */
export const publishVersionSchema = z.strictObject({
  number: z.string(),
  replace: z.boolean().default(false),
  ...publishWhen,
})
