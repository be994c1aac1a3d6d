import { z } from 'zod'

/** What a person may change of a number. */
export const numberSettingsSchema = z.strictObject({
  name: z.string().trim().max(80),
  /** Off: calls to it are refused. */
  enabled: z.boolean(),
  /** Calls at once; null: as many as come. */
  mostCalls: z.number().int().min(1).max(10_000).nullable(),
  /** Asked for FML when the flow cannot answer; empty: nobody. */
  fallbackUrl: z
    .string()
    .trim()
    .max(500)
    .regex(/^(https?:\/\/[^\s/]+\S*)?$/, 'Write an address that starts with https://'),
  /** Said when nothing else can be; empty: the engine’s own sentence. */
  says: z.string().trim().max(500),
  /** Called after that; empty: nobody. */
  transfer: z
    .string()
    .trim()
    .max(120)
    .regex(
      /^(\+[1-9]\d{6,14}|sips?:[\w.+~%-]+@[\w.:[\]-]+)?$/i,
      'Write a number with + and its country, or an address such as sip:desk@example.org',
    ),
})
export type NumberSettings = z.infer<typeof numberSettingsSchema>

/** What a number has unless it is told. */
export const newNumberSettings: NumberSettings = {
  name: '',
  enabled: true,
  mostCalls: null,
  fallbackUrl: '',
  says: '',
  transfer: '',
}

/** GET /api/numbers: every carrier’s numbers. */
export const numberSchema = z.object({
  number: z.string(),
  /** `local`, `teler` or `trunk:<id>`. */
  carrier: z.string(),
  carrierKind: z.enum(['local', 'teler', 'trunk']),
  carrierTitle: z.string(),
  ...numberSettingsSchema.shape,
  flowId: z.string().nullable(),
  flowName: z.string().nullable(),
  version: z.number().int().nullable(),
  state: z.enum(['answers', 'free', 'problem', 'disabled']),
  /** What is wrong with its carrier, and what mends it. */
  problem: z.object({ message: z.string(), remedy: z.string() }).nullable(),
  lastCall: z
    .object({
      id: z.string(),
      startedAt: z.number(),
      status: z.enum(['active', 'completed', 'failed']),
    })
    .nullable(),
})
export type NumberInUse = z.infer<typeof numberSchema>

/** POST /api/numbers: a number that a carrier has. 409 `number.known` when it is there already. */
export const addNumberSchema = z.strictObject({
  /** As people write it; without a + it is one of the country of its trunk. */
  number: z.string().trim().min(1).max(40),
  carrier: z.string().max(100),
  name: z.string().trim().max(80).default(''),
})

/** POST /api/reach: whether others can reach this server at PUBLIC_URL. The server asks itself from outside. */
export const reachSchema = z.object({
  publicUrl: z.string().nullable(),
  isReachable: z.boolean(),
  /** Null: all is well. */
  problem: z.object({ message: z.string(), remedy: z.string() }).nullable(),
})
export type Reach = z.infer<typeof reachSchema>
