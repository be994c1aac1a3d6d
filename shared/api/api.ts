import { z } from 'zod'
import { type Program, programVersion } from '../compile/program.ts'
import { flowSchema } from '../flow/flow.ts'
import { answerers } from '../session/session.ts'
import { numberPlanSchema, publishWhen } from './plans.ts'

/** The API contract both sides use. Paths are in `routes`; every body is JSON, errors are problem+json (RFC 9457). */
export const routes = {
  environment: '/api/environment',
  flows: '/api/flows',
  flow: (id: string) => `/api/flows/${encodeURIComponent(id)}`,
  exportZip: (id: string) => `/api/flows/${encodeURIComponent(id)}/export.zip`,
  publish: (id: string) => `/api/flows/${encodeURIComponent(id)}/publish`,
  presence: (id: string) => `/api/flows/${encodeURIComponent(id)}/presence`,
  bin: '/api/bin',
  binned: (id: string) => `/api/bin/${encodeURIComponent(id)}`,
  templates: '/api/templates',
  versions: (id: string) => `/api/flows/${encodeURIComponent(id)}/versions`,
  version: (id: string, version: number) =>
    `/api/flows/${encodeURIComponent(id)}/versions/${version}`,
  numbers: '/api/numbers',
  number: (number: string) => `/api/numbers/${encodeURIComponent(number)}`,
  reach: '/api/reach',
  trunks: '/api/trunks',
  trunk: (id: string) => `/api/trunks/${encodeURIComponent(id)}`,
  testTrunk: '/api/trunks/test',
  carriers: '/api/carriers',
  telerAccount: '/api/carriers/teler',
  checkTeler: '/api/carriers/teler/check',
  telerNumbers: '/api/carriers/teler/numbers',
  flowDelays: (id: string) => `/api/flows/${encodeURIComponent(id)}/delays`,
  publishVersion: (id: string, version: number) =>
    `/api/flows/${encodeURIComponent(id)}/versions/${version}/publish`,
  plans: '/api/numbers/plans',
  testers: (number: string) => `/api/numbers/${encodeURIComponent(number)}/testers`,
  split: (number: string) => `/api/numbers/${encodeURIComponent(number)}/split`,
  next: (number: string) => `/api/numbers/${encodeURIComponent(number)}/next`,
  audit: '/api/audit',
  calls: '/api/calls',
  callCounts: '/api/calls/counts',
  call: (id: string) => `/api/calls/${encodeURIComponent(id)}`,
  callEvents: (id: string) => `/api/calls/${encodeURIComponent(id)}/events`,
  textCalls: '/api/text-calls',
  textCallInput: (id: string) => `/api/text-calls/${encodeURIComponent(id)}/input`,
  softphoneToken: '/api/softphone/token',
  speech: '/api/speech',
  triedEffects: '/api/simulator/effects',
  subscriptions: '/api/subscriptions',
  subscription: (id: string) => `/api/subscriptions/${encodeURIComponent(id)}`,
  outbox: '/api/outbox',
  replay: (id: string) => `/api/outbox/${encodeURIComponent(id)}/replay`,
} as const

export const diagnosticSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  hint: z.string().optional(),
  nodeId: z.string().optional(),
  port: z.string().optional(),
  path: z.string().optional(),
})

/** RFC 9457. `diagnostics` says where, `current` what the other side holds now. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  /** Our stable code, e.g. `flow.conflict`. */
  code: z.string(),
  detail: z.string(),
  diagnostics: z.array(diagnosticSchema).optional(),
  current: z.json().optional(),
})
export type Problem = z.infer<typeof problemSchema>

/** GET /api/environment: what this installation can do, as the screen says it. */
export const environmentSchema = z.object({
  synthesizer: z.object({
    name: z.string(),
    voices: z.array(z.string()),
    /** BCP 47; `en` covers every English. Null: any. */
    languages: z.array(z.string()).nullable(),
    /** A command that would make it speak more languages. */
    remedy: z.string().nullable(),
  }),
  recognizer: z.object({
    name: z.string(),
    available: z.boolean(),
    /** A command that would make it available, or what would improve it. */
    remedy: z.string().nullable(),
    languages: z.array(z.string()).nullable(),
    /** Letters it can know a phrase by, after accents are taken off. */
    letters: z.enum(['a-z', 'any']),
  }),
  model: z.object({ name: z.string(), offline: z.boolean(), remedy: z.string().nullable() }),
})
export type Environment = z.infer<typeof environmentSchema>

/** The server made it: only that it is one is looked at. */
const programSchema = z.looseObject({
  program: z.literal(programVersion),
  hash: z.string(),
  entry: z.string(),
  ops: z.looseObject({}),
})

const live = z.object({ number: z.string(), version: z.number().int() })

export const flowSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Counts saves; a save must name the revision it started from. */
  revision: z.number().int(),
  /** Unix ms. */
  updatedAt: z.number(),
  live: z.array(live),
  nodes: z.number().int(),
})
export type FlowSummary = z.infer<typeof flowSummarySchema>

/** POST /api/flows: an empty flow, a copy of the given document (new id), or an example by name. */
export const createFlowSchema = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  flow: z.json().optional(),
})
/** GET /api/flows/:id, and the answer to POST and PUT. */
export const storedFlowSchema = z.object({
  flow: flowSchema,
  revision: z.number().int(),
  updatedAt: z.number(),
  live: z.array(live),
})
export type StoredFlow = z.infer<typeof storedFlowSchema>
/** PUT /api/flows/:id. 409 `flow.conflict` with `current: {revision}` when somebody saved in between. */
export const saveFlowSchema = z.strictObject({
  flow: z.json(),
  revision: z.number().int(),
  /** The open editor that saves, as `presence` knows it. */
  editor: z.string().max(60).optional(),
})

/** GET /api/bin: deleted flows, newest first; each is forgotten after `binDays`. */
export const binnedFlowSchema = z.object({
  id: z.string(),
  name: z.string(),
  nodes: z.number().int(),
  deletedAt: z.number(),
  /** Days until it is forgotten, by the clock of the server. */
  daysLeft: z.number().int(),
})
export type BinnedFlow = z.infer<typeof binnedFlowSchema>
export const binDays = 30

/** GET /api/templates: flows to start from. */
export const templateSchema = z.object({ slug: z.string(), flow: flowSchema })
export type Template = z.infer<typeof templateSchema>

/** GET /api/calls/counts?timezone=: calls of each flow since midnight there. */
export const callCountsSchema = z.record(z.string(), z.number().int())

/** POST /api/flows/:id/publish. 422 `flow.invalid` with diagnostics; 409 `number.inUse` unless `replace`. */
export const publishSchema = z.strictObject({
  number: z.string(),
  revision: z.number().int(),
  note: z.string().max(500).default(''),
  replace: z.boolean().default(false),
  ...publishWhen,
})
export const versionSchema = z.object({
  flowId: z.string(),
  version: z.number().int(),
  hash: z.string(),
  note: z.string(),
  createdAt: z.number(),
  /** Null: this installation, which has no accounts. */
  author: z.string().nullable(),
  /** Numbers that answer with it now. */
  numbers: z.array(z.string()),
  /** Calls it has had, and how many of them go on. */
  calls: z.number().int(),
  callsInProgress: z.number().int(),
})
export type Version = z.infer<typeof versionSchema>
/** GET /api/flows/:id/versions/:version: what a version was made from and what its calls run. */
export const versionDetailSchema = z.object({
  version: versionSchema,
  flow: flowSchema,
  program: z.custom<Program>((value) => programSchema.safeParse(value).success),
})
export type VersionDetail = z.infer<typeof versionDetailSchema>
/** PATCH /api/flows/:id/versions/:version: the note is the only thing of a version that changes. */
export const versionNoteSchema = z.strictObject({ note: z.string().max(500) })
export const publishedSchema = z.object({
  version: versionSchema,
  number: z.string(),
  /** Calls that go on with the version they started with. */
  callsInProgress: z.number().int(),
  /** What the number does now beside. */
  plan: numberPlanSchema.nullable(),
})

/** One step of a call as it really went. */
export const pathStepSchema = z.object({
  node: z.string(),
  /** Name and type when the version was made. */
  name: z.string(),
  type: z.string(),
  at: z.number(),
  /** Port it left by; null while it is there, or when the call ended in it. */
  port: z.string().nullable(),
  portTitle: z.string().nullable(),
  reason: z.string().nullable(),
})
export type PathStep = z.infer<typeof pathStepSchema>

export const callSummarySchema = z.object({
  id: z.string(),
  flowId: z.string(),
  flowName: z.string(),
  /** Null for a draft. */
  version: z.number().int().nullable(),
  channel: z.enum(['voice', 'text', 'http']),
  from: z.string(),
  to: z.string(),
  /** The first three: calls of ours that nobody has answered yet. */
  status: z.enum(['queued', 'dialling', 'ringing', 'active', 'completed', 'failed']),
  outcome: z.string().nullable(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** Of calls of ours only: why it ended so, who took it, and the campaign it belongs to. */
  outbound: z
    .object({
      reason: z.string().nullable(),
      answeredBy: z.enum(answerers).nullable(),
      campaignId: z.string().nullable(),
    })
    .exactOptional(),
  path: z.array(pathStepSchema),
})
export type CallSummary = z.infer<typeof callSummarySchema>
/** GET /api/calls?flow=&before=&limit= (newest first; `next` is the cursor for `before`). */
export const callPageSchema = z.object({
  calls: z.array(callSummarySchema),
  next: z.string().nullable(),
})

/**
 * One row of a call's history, live as Server-Sent Events (`id:` is `seq`) and later from the store: the trace of
 * `step` and what the engine reports. `data` is flat JSON, sensitive values already masked.
 *
 * Types: every `Trace` type; from the engine `verb.started {verb, node, text?}`, `verb.ended {verb, node}`,
 * `speech.started`, `speech.partial {text}`, `speech.final {text, confidence, decoder, ms}`, `digit {digit}`,
 * `text {text}`, `bargein {by}`, `backchannel {text}`, `caller.waits {ms}`, `prepared {used, ms}`,
 * `delay {…}` (`delays.ts`),
 * `line.connected {codec}`, `line.ended {reason}`, `problem {message, remedy?}`.
 */
export const callRowSchema = z.object({
  seq: z.number().int(),
  at: z.number(),
  type: z.string(),
  data: z.record(z.string(), z.json()),
})
export type CallRow = z.infer<typeof callRowSchema>
/** GET /api/calls/:id */
export const callDetailSchema = z.object({ call: callSummarySchema, rows: z.array(callRowSchema) })

/** What to call: the saved draft of a flow, a number, or a template before it is chosen. */
export const targetSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('draft'), flowId: z.string(), revision: z.number().int() }),
  z.strictObject({ type: z.literal('number'), number: z.string() }),
  z.strictObject({ type: z.literal('template'), slug: z.string() }),
])
export type Target = z.infer<typeof targetSchema>

/** POST /api/text-calls {target}: the same call without a voice. Follow it on its events. */
export const startTextCallSchema = z.strictObject({ target: targetSchema })
export const startedCallSchema = z.object({ callId: z.string() })
/** POST /api/text-calls/:id/input. 409 `call.notListening` when nothing listens, 404 when it is over. */
export const textInputSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('digits'), digits: z.string().regex(/^[0-9*#]{1,50}$/) }),
  z.strictObject({ type: z.literal('speech'), speech: z.string().min(1).max(2_000) }),
  z.strictObject({ type: z.literal('silence') }),
  z.strictObject({ type: z.literal('hangup') }),
])
export type TextInput = z.infer<typeof textInputSchema>

/** POST /api/softphone/token {target} to call, or {receiveAs} to be called by a transfer to this name or number. */
export const softphoneTokenRequestSchema = z.union([
  z.strictObject({ target: targetSchema }),
  z.strictObject({ receiveAs: z.string().regex(/^(?!web-)\+?[A-Za-z0-9][\w.-]{0,39}$/) }),
])
export const softphoneTokenSchema = z.object({
  /** SIP user and digest user name. */
  user: z.string(),
  /** Digest password: the token itself. */
  token: z.string(),
  /** SIP domain. */
  domain: z.string(),
  /** `sip:+12025550100@…` or `sip:draft-<flowId>@…` */
  uri: z.string(),
  /** Path of the WebSocket on this host. */
  path: z.string(),
  expires: z.number(),
})
export type SoftphoneToken = z.infer<typeof softphoneTokenSchema>

/** POST /api/speech {text, voice}: a WAV of the product's own voice, for the listen button. */
export const speechSchema = z.strictObject({
  text: z.string().min(1).max(2_000),
  voice: z.string().max(100).default(''),
  /** BCP 47; empty: English. */
  language: z.string().max(35).default(''),
})
