import { z } from 'zod'

const server = z
  .string()
  .trim()
  .max(200)
  .regex(
    /^[A-Za-z0-9._[\]:-]*$/,
    'Write the name or address of the server, such as sip.example.org',
  )

/** How a trunk wants numbers written: `+4930…`, `4930…`, `004930…`, `030…`. */
export const numberFormats = ['e164', 'plain', 'international', 'national'] as const
export type NumberFormat = (typeof numberFormats)[number]

/** How a trunk writes numbers, theirs and ours. */
export const numberRulesSchema = z.strictObject({
  /** Country of numbers that name none (ISO 3166); empty: none. */
  country: z.string().regex(/^([A-Z]{2})?$/, 'Choose a country'),
  sends: z.enum(numberFormats),
  /** Dialled before numbers that go out, such as 9 at a PBX. */
  prefix: z.string().regex(/^[\d*#]{0,6}$/, 'Use up to six keys'),
})
export type NumberRules = z.infer<typeof numberRulesSchema>

/** Everything of a trunk that is no secret. */
export const trunkSettingsSchema = z.strictObject({
  title: z.string().trim().min(1, 'Give it a name').max(80),
  /** Host, and port if it has another than usual; empty: it only calls us. */
  server,
  transport: z.enum(['auto', 'udp', 'tcp', 'tls']),
  /** Who we are there; empty: it asks for nothing. */
  user: z.string().trim().max(120),
  registers: z.boolean(),
  /** Host of `From`; empty: the server. */
  domain: server,
  /** Addresses and networks that it calls from, besides its server. */
  addresses: z.array(z.string().trim().min(1).max(60)).max(100),
  /** Who it must be when it calls us; empty: its address is proof enough. */
  inboundUser: z.string().trim().max(120),
  /** Only MD5, for those that read one challenge and know nothing else. */
  onlyMd5: z.boolean(),
  mostCalls: z.number().int().min(1).max(10_000),
  callsPerSecond: z.number().int().min(1).max(1_000),
  /** Seconds between signs of life; 0: none. */
  keepAlive: z.number().int().min(0).max(3_600),
  sessionExpires: z.number().int().min(90).max(86_400),
  takesTransfers: z.boolean(),
  /** It connects its callers with whom a flow dials by itself (REFER), so that no line of ours is held. */
  handsOver: z.boolean().default(false),
  encrypts: z.boolean(),
  /** Calls that name no number of another trunk go out by this one. */
  isDefault: z.boolean(),
  numbers: numberRulesSchema,
})
export type TrunkSettings = z.infer<typeof trunkSettingsSchema>

/** What a trunk has unless it is told. */
export const newTrunkSettings: TrunkSettings = {
  title: '',
  server: '',
  transport: 'auto',
  user: '',
  registers: true,
  domain: '',
  addresses: [],
  inboundUser: '',
  onlyMd5: false,
  mostCalls: 50,
  callsPerSecond: 10,
  keepAlive: 60,
  sessionExpires: 1_800,
  takesTransfers: false,
  handsOver: false,
  encrypts: false,
  isDefault: false,
  numbers: { country: '', sends: 'e164', prefix: '' },
}

const secret = z.string().max(200).nullable().default(null)
/** POST /api/trunks and PUT /api/trunks/:id. A password that is null stays as it was; an empty one is forgotten. */
export const saveTrunkSchema = z.strictObject({
  settings: trunkSettingsSchema,
  password: secret,
  inboundPassword: secret,
})
export type SaveTrunk = z.infer<typeof saveTrunkSchema>

/** GET /api/trunks */
export const trunkSchema = z.object({
  id: z.string(),
  settings: trunkSettingsSchema,
  hasPassword: z.boolean(),
  hasInboundPassword: z.boolean(),
  state: z.object({
    isReady: z.boolean(),
    message: z.string(),
    remedy: z.string(),
  }),
  numbers: z.number().int(),
})
export type StoredTrunk = z.infer<typeof trunkSchema>

/** POST /api/trunks/test: tries what is on the screen. Answers with one step a line, as it happens. */
export const testTrunkSchema = z.strictObject({
  ...saveTrunkSchema.shape,
  /** Whose passwords stand for those that are null; null: a new trunk. */
  id: z.string().max(100).nullable(),
  /** A number to call, to hear whether sound comes back; empty: no call. */
  echoNumber: z.string().trim().max(40).default(''),
})
export type TestTrunk = z.infer<typeof testTrunkSchema>

export const trunkSteps = ['port', 'name', 'transport', 'authentication', 'media'] as const
export type TrunkStep = (typeof trunkSteps)[number]

/** One line of a test. */
export const trunkTestLineSchema = z.object({
  step: z.enum(trunkSteps),
  state: z.enum(['running', 'passed', 'warned', 'failed', 'skipped']),
  /** What was found; empty while it runs. */
  message: z.string(),
  /** What to do; empty when there is nothing to do. */
  remedy: z.string(),
})
export type TrunkTestLine = z.infer<typeof trunkTestLineSchema>
