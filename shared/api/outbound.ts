import { z } from 'zod'

/** What happens when a machine takes a call of ours. `ignore`: nobody listens for one. */
export const onVoicemailSchema = z.enum(['ignore', 'hangup', 'continueAfterBeep'])
export type OnVoicemail = z.infer<typeof onVoicemailSchema>

/** How a call of ours ended. `unknown`: the server stopped meanwhile, and nobody knows whether it rang. */
export const callOutcomes = [
  'completed',
  'voicemail',
  'busy',
  'noAnswer',
  'failed',
  'canceled',
  'unknown',
] as const
export type CallOutcome = (typeof callOutcomes)[number]

/** Seconds that a telephone rings. */
export const ringLimits = { least: 5, most: 120, usual: 30 } as const

const variable = z.union([z.string().max(2_000), z.number(), z.boolean(), z.array(z.string())])

/** POST /api/calls: calls somebody, who then talks to a flow. 202 with the call, 422 with a reason that names the place. */
export const startCallSchema = z.strictObject({
  /** A number (E.164, or as it is dialled in `country`), `sip:` address, or the name of a registered softphone. */
  to: z.string().trim().min(1).max(200),
  /** A number of ours: what the callee sees, and whose carrier brings the call. */
  from: z.string().trim().min(1).max(60),
  /** ISO 3166, for numbers without a country code. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** @defaultValue what answers `from` */
  flow: z
    .strictObject({
      id: z.string().min(1).max(100),
      /** A published version; absent: the draft as it is saved. */
      version: z.number().int().positive().optional(),
    })
    .optional(),
  variables: z.record(z.string().max(60), variable).default({}),
  /** Seconds. */
  ringFor: z.number().int().min(ringLimits.least).max(ringLimits.most).default(ringLimits.usual),
  onVoicemail: onVoicemailSchema.default('ignore'),
})
export type StartCall = z.input<typeof startCallSchema>

/** A number that is not called: not by campaigns, not by POST /api/calls. */
export const optOutSchema = z.object({
  number: z.string(),
  /** Unix ms. */
  at: z.number(),
  /** `flow`: the person said so in a call. */
  source: z.enum(['api', 'screen', 'flow']),
  note: z.string(),
})
export type OptOut = z.infer<typeof optOutSchema>
export const optOutPageSchema = z.object({
  optOuts: z.array(optOutSchema),
  next: z.string().nullable(),
  total: z.number().int(),
})
/** POST /api/opt-outs: one number or a list of them. */
export const addOptOutsSchema = z.strictObject({
  numbers: z.array(z.string().trim().min(1).max(60)).min(1).max(10_000),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  note: z.string().max(300).default(''),
  source: z.enum(['api', 'screen']).default('api'),
})
export const addedOptOutsSchema = z.object({ added: z.number().int() })

export const outboundRoutes = {
  cancelCall: (id: string) => `/api/calls/${encodeURIComponent(id)}`,
  optOuts: '/api/opt-outs',
  optOut: (number: string) => `/api/opt-outs/${encodeURIComponent(number)}`,
} as const
