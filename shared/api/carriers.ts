import { z } from 'zod'

/** Where numbers of FreJun are bought: its API has no way to. */
export const telerDashboard = 'https://platform.frejun.ai'

/** GET /api/carriers */
export const carrierSchema = z.object({
  id: z.string(),
  kind: z.enum(['local', 'teler', 'trunk']),
  title: z.string(),
  isReady: z.boolean(),
  /** What is wrong, and what mends it; empty: nothing. */
  message: z.string(),
  remedy: z.string(),
})
export type CarrierOnScreen = z.infer<typeof carrierSchema>

const secret = z.string().trim().min(8).max(400)
/** PUT /api/carriers/teler: the key is tried before it is kept. */
export const telerAccountSchema = z.strictObject({
  /** Null: the one that is kept. */
  key: secret.nullable(),
  /** Null: the one that is kept, or none. */
  webhookSecret: secret.nullable(),
})

/** GET /api/carriers/teler: secrets never leave the server. */
export const telerStateSchema = z.object({
  hasKey: z.boolean(),
  hasWebhookSecret: z.boolean(),
  /** Set in the environment, so it cannot be changed here. */
  isKeyFixed: z.boolean(),
  isSecretFixed: z.boolean(),
  isReady: z.boolean(),
  step: z.string(),
  message: z.string(),
  remedy: z.string(),
})
export type TelerState = z.infer<typeof telerStateSchema>

/** GET /api/carriers/teler/numbers?search=&cursor= */
export const telerNumbersSchema = z.object({
  numbers: z.array(
    z.object({ number: z.string(), name: z.string().nullable(), isHere: z.boolean() }),
  ),
  next: z.string().nullable(),
})
