import { z } from 'zod'
import { presetIds } from './providerPresets.ts'

/** Paths of what this installation thinks, speaks and understands with. */
export const providerRoutes = {
  providers: '/api/providers',
  provider: (id: string) => `/api/providers/${encodeURIComponent(id)}`,
  choices: '/api/providers/choices',
  /** POST: the models that a server lists, by the settings on the screen. */
  list: '/api/providers/list',
  /** POST: one small real request, by the settings on the screen. */
  trial: '/api/providers/try',
  /** What an agent may choose from; for everybody who draws flows. */
  models: '/api/models',
} as const

const modelName = z.string().trim().max(200)
const speechSettings = z.strictObject({
  model: modelName.min(1),
  /** For flows that name none. */
  voice: z.string().trim().max(100),
  /** Names to choose from in a flow; empty: the usual ones of OpenAI. */
  voices: z.array(z.string().trim().min(1).max(100)).max(200),
})
const price = z.strictObject({ input: z.number().min(0), output: z.number().min(0) })

const settings = {
  title: z.string().trim().min(1).max(60),
  preset: z.enum(presetIds),
  /** Up to and without `/chat/completions`. */
  baseUrl: z.string().max(300),
  /** The model for steps that name none; empty: this server is asked for no conversations by itself. */
  model: modelName,
  speech: speechSettings.nullable(),
  transcription: z.strictObject({ model: modelName.min(1) }).nullable(),
  /** Of a million tokens; null: costs are not counted. */
  price: price.nullable(),
}

/** POST /api/providers, PUT /api/providers/:id. `key` absent: as it is; empty: none. */
export const providerInputSchema = z.strictObject({
  ...settings,
  key: z.string().trim().max(500).exactOptional(),
})
export type ProviderInput = z.infer<typeof providerInputSchema>

/** Why a server cannot be used; the screen has a sentence and a remedy for each. */
export const failureCodes = [
  'name',
  'refused',
  'tls',
  'redirect',
  'key',
  'model',
  'quota',
  'busy',
  'slow',
  'silent',
  'broken',
  'rejected',
  'address',
  'noTools',
  'noAudio',
  'misheard',
] as const
export const providerFailureSchema = z.object({
  code: z.enum(failureCodes),
  status: z.number().int().nullable(),
  /** What the server said itself, cut short; may be empty. */
  detail: z.string(),
})
export type ProviderFailure = z.infer<typeof providerFailureSchema>

/** GET /api/providers lists them. The key itself never leaves the server. */
export const providerSchema = z.object({
  id: z.string(),
  ...settings,
  /** `environment` and `found` (a server on this computer) cannot be changed here. */
  origin: z.enum(['settings', 'environment', 'found']),
  hasKey: z.boolean(),
  /** Last characters of a long key, to tell keys apart. */
  keyTail: z.string().nullable(),
  /** There is a key, but it was sealed by another installation's vault: enter it again. */
  isKeyLost: z.boolean(),
  /** What its server lists; null: it lists none, or was not reached. */
  models: z.array(z.string()).nullable(),
  /** Why it lists none. */
  failure: providerFailureSchema.nullable(),
})
export type Provider = z.infer<typeof providerSchema>

/** Who does a job when nothing else is said. */
export const builtIn = 'built-in'
/**
 * PUT /api/providers/choices. `model` and `fallback` are `<provider>/<model>`, `speech` and `transcription` a provider's
 * id; empty: by itself; `built-in`: without any provider.
 */
export const choicesSchema = z.strictObject({
  model: z.string().max(300),
  /** Asked when the model of a step cannot answer; empty: none. */
  fallback: z.string().max(300),
  speech: z.string().max(100),
  transcription: z.string().max(100),
  /** `<provider>/<model>` that turns texts into vectors for searching documents; empty: words are searched. */
  embeddings: z.string().max(300),
})
export type Choices = z.infer<typeof choicesSchema>

/** GET /api/providers */
export const providersSchema = z.object({
  providers: z.array(providerSchema),
  choices: choicesSchema,
  /** What is in use now: a provider's id, or `built-in`. */
  inUse: z.object({
    /** `<provider>/<model>` */
    model: z.string(),
    speech: z.string(),
    transcription: z.string(),
  }),
})
export type Providers = z.infer<typeof providersSchema>

/** GET /api/models: `name` is what an agent keeps. */
export const offeredModelsSchema = z.object({
  models: z.array(z.object({ name: z.string(), model: z.string(), provider: z.string() })),
  /** What an empty name means now; null: the built-in responder. */
  standard: z.string().nullable(),
})
export type OfferedModels = z.infer<typeof offeredModelsSchema>

/** POST /api/providers/list and /try: a stored provider by id, with what the screen has changed. */
const draft = z.strictObject({ id: z.string().max(100).nullable(), input: providerInputSchema })
export const listRequestSchema = draft
export const listedModelsSchema = z.object({
  models: z.array(z.string()),
  failure: providerFailureSchema.nullable(),
})
export type ListedModels = z.infer<typeof listedModelsSchema>

export const trialKinds = ['model', 'speech', 'transcription'] as const
export type TrialKind = (typeof trialKinds)[number]
export const trialRequestSchema = z.strictObject({
  ...draft.shape,
  kind: z.enum(trialKinds),
  /** In this language; BCP 47. */
  language: z.string().max(35).default('en'),
})
export type TrialRequest = z.input<typeof trialRequestSchema>

/** What came of a try: times in milliseconds from the request. */
export const trialSchema = z.object({
  kind: z.enum(trialKinds),
  failure: providerFailureSchema.nullable(),
  /** To the first words, the first sound or the words that were understood. */
  firstMs: z.number().nullable(),
  totalMs: z.number().nullable(),
  /** What it said, or understood. */
  said: z.string(),
  /** What it was to say or to understand. */
  expected: z.string(),
  /** Whether a tool was called as asked; null: not tried. */
  calledTool: z.boolean().nullable(),
  /** A WAV file in base64. */
  audio: z.string().nullable(),
})
export type Trial = z.infer<typeof trialSchema>
