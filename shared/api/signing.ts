import { z } from 'zod'

/** The secret that webhooks of flows are signed with. GET: what is known of it. */
export const signingSecretRoute = '/api/signing-secret'
/** POST: the secret, to whoever asks first. */
export const revealSecretRoute = `${signingSecretRoute}/reveal`
/** POST: another one. */
export const rotateSecretRoute = `${signingSecretRoute}/rotate`
/** POST: another secret of one receiver. */
export const receiverSecretRoute = (id: string): string =>
  `/api/subscriptions/${encodeURIComponent(id)}/secret`

/** Of a secret, without saying it. */
export const secretFactsSchema = z.object({
  createdAt: z.number(),
  /** Until then the one before it signs as well; null: it signs alone. */
  oldUntil: z.number().nullable(),
  /** Whether somebody was shown it. */
  isRevealed: z.boolean(),
})
export type SecretFacts = z.infer<typeof secretFactsSchema>

/** `environment`: OUTGOING_WEBHOOK_SECRET says what it is, and it is neither shown nor changed here. */
export const signingSecretSchema = z.discriminatedUnion('origin', [
  z.object({ origin: z.literal('environment') }),
  secretFactsSchema.extend({ origin: z.literal('made') }),
])
export type SigningSecret = z.infer<typeof signingSecretSchema>

/** A secret, shown once. */
export const shownSecretSchema = z.object({ secret: z.string() })

/** Most hours that two secrets sign side by side: a week. */
export const longestOverlap = 168

/** POST …/rotate and …/secret */
export const rotateSecretSchema = z.strictObject({
  /** Hours in which the one before signs as well; 0 when somebody else may know it. */
  overlapHours: z.number().int().min(0).max(longestOverlap).default(24),
})
