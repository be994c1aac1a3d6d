import { z } from 'zod'
import { secretFactsSchema, shownSecretSchema } from './signing.ts'

/** What happens to calls, as webhooks tell it. `call.node`: a step was reached. */
export const callEvents = [
  'call.initiated',
  'call.answered',
  'call.node',
  'call.completed',
  'call.failed',
] as const
export const callEventSchema = z.enum(callEvents)
export type CallEventName = z.infer<typeof callEventSchema>

const url = z.url({ protocol: /^https?$/, hostname: z.regexes.hostname }).max(2_000)
const fields = {
  url,
  events: z.array(callEventSchema).min(1),
  description: z.string().max(200),
  isEnabled: z.boolean(),
}

/** A receiver that is told of calls. */
export const subscriptionSchema = z.object({ id: z.string(), createdAt: z.number(), ...fields })
export type Subscription = z.infer<typeof subscriptionSchema>

/** A receiver with what is known of its secret; null: the secret of the installation signs. */
export const listedSubscriptionSchema = subscriptionSchema.extend({
  signing: secretFactsSchema.nullable(),
})
export type ListedSubscription = z.infer<typeof listedSubscriptionSchema>

/** A new receiver, with its secret: it is not shown again. */
export const madeSubscriptionSchema = listedSubscriptionSchema.extend(shownSecretSchema.shape)

/** POST /api/subscriptions */
export const newSubscriptionSchema = z.strictObject({
  ...fields,
  description: fields.description.default(''),
  isEnabled: fields.isEnabled.default(true),
})

/** PATCH /api/subscriptions/:id */
export const subscriptionChangeSchema = z.strictObject(fields).partial()

/** POST /api/subscriptions/:id/test: what the receiver made of an example. */
export const subscriptionTrialSchema = z.object({
  ok: z.boolean(),
  /** Null: nothing came back. */
  status: z.number().int().nullable(),
  /** What came back or why nothing did. */
  detail: z.string(),
})
export type SubscriptionTrial = z.infer<typeof subscriptionTrialSchema>
