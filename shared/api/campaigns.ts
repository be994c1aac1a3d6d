import { z } from 'zod'
import { answerers } from '../session/session.ts'
import { callOutcomes, onVoicemailSchema, ringLimits } from './outbound.ts'

/** Campaigns: a file of numbers that are called one after another by one flow. */
export const campaignRoutes = {
  /** POST takes the file itself as the body, with `?name=` for its name. */
  campaigns: '/api/campaigns',
  campaign: (id: string) => `/api/campaigns/${encodeURIComponent(id)}`,
  preview: (id: string) => `/api/campaigns/${encodeURIComponent(id)}/preview`,
  check: (id: string) => `/api/campaigns/${encodeURIComponent(id)}/check`,
  move: (id: string, move: CampaignMove) => `/api/campaigns/${encodeURIComponent(id)}/${move}`,
  callees: (id: string) => `/api/campaigns/${encodeURIComponent(id)}/callees`,
  problems: (id: string) => `/api/campaigns/${encodeURIComponent(id)}/problems.csv`,
  results: (id: string) => `/api/campaigns/${encodeURIComponent(id)}/results.csv`,
} as const

export const fileLimits = { bytes: 5 * 1024 * 1024, rows: 50_000, columns: 100 } as const

export const campaignMoves = ['start', 'pause', 'resume', 'stop'] as const
export type CampaignMove = (typeof campaignMoves)[number]

export const campaignStates = ['draft', 'running', 'paused', 'stopped', 'done'] as const
export type CampaignState = (typeof campaignStates)[number]

/** What became of a callee: that of the last attempt, or why there was none. */
export const calleeOutcomes = [...callOutcomes, 'optedOut', 'never'] as const
export type CalleeOutcome = (typeof calleeOutcomes)[number]

/** Outcomes after which somebody may be called again. `unknown` is none: it may have rung. */
export const retriedOutcomes = ['busy', 'noAnswer', 'voicemail', 'failed'] as const
export type RetriedOutcome = (typeof retriedOutcomes)[number]

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'is no time of day')
const retry = z.strictObject({
  /** Calls after the first one. */
  times: z.number().int().min(0).max(9),
  /** Minutes until the next one. */
  gap: z.number().int().min(1).max(10_080),
})

export const rulesSchema = z.strictObject({
  perMinute: z.number().int().min(1).max(6_000),
  atOnce: z.number().int().min(1).max(100),
  /** Seconds. */
  ringFor: z.number().int().min(ringLimits.least).max(ringLimits.most),
  onVoicemail: onVoicemailSchema,
  /** In the time zone of whoever is called. */
  hours: z
    .strictObject({
      from: clockTime,
      to: clockTime,
      /** 0 is Monday. */
      weekdays: z.array(z.number().int().min(0).max(6)).min(1).max(7),
    })
    .refine(({ from, to }) => from < to, 'must end after it begins'),
  retries: z.strictObject({ busy: retry, noAnswer: retry, voicemail: retry, failed: retry }),
})
export type CampaignRules = z.infer<typeof rulesSchema>

export const usualRules: CampaignRules = {
  perMinute: 10,
  atOnce: 5,
  ringFor: ringLimits.usual,
  onVoicemail: 'hangup',
  hours: { from: '09:00', to: '20:00', weekdays: [0, 1, 2, 3, 4] },
  retries: {
    busy: { times: 2, gap: 15 },
    noAnswer: { times: 2, gap: 120 },
    voicemail: { times: 1, gap: 240 },
    failed: { times: 0, gap: 60 },
  },
}

const column = z.string().max(300)
export const setupSchema = z.strictObject({
  /** Null: none chosen yet. */
  flow: z
    .strictObject({
      id: z.string().min(1).max(100),
      /** Null: the draft as it is saved when the campaign starts. */
      version: z.number().int().positive().nullable(),
    })
    .nullable(),
  /** Empty: none chosen yet. */
  from: z.string().max(60),
  /** ISO 3166, for numbers without a country code; empty: they must have one. */
  country: z.string().regex(/^([A-Z]{2})?$/),
  /** Columns are named by their heading. Empty: none. */
  numberColumn: column,
  zoneColumn: column,
  /** Variable of the flow → column. */
  variables: z.record(z.string().max(60), column),
  rules: rulesSchema,
})
export type CampaignSetup = z.infer<typeof setupSchema>

export const saveCampaignSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  setup: setupSchema,
})
export type SaveCampaign = z.infer<typeof saveCampaignSchema>

export const campaignSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(campaignStates),
  setup: setupSchema,
  fileName: z.string(),
  flowName: z.string().nullable(),
  /** Why it paused by itself. */
  note: z.string().nullable(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  counts: z.object({
    total: z.number().int(),
    waiting: z.number().int(),
    calling: z.number().int(),
    done: z.number().int(),
    outcomes: z.partialRecord(z.enum(calleeOutcomes), z.number().int()),
    /** What the flow came to, of calls that were completed. */
    results: z.record(z.string(), z.number().int()),
  }),
  /** Estimates; null: cannot be said. */
  endsAt: z.number().nullable(),
  /** When the next one who waits may be called. */
  nextAt: z.number().nullable(),
})
export type Campaign = z.infer<typeof campaignSchema>

/** What the file holds, before anything is chosen. */
export const filePreviewSchema = z.object({
  columns: z.array(z.string()),
  /** The first rows, as text. */
  rows: z.array(z.array(z.string())),
  lines: z.number().int(),
  delimiter: z.string(),
  encoding: z.string(),
  /** Columns by their names and values: only a proposal. */
  guess: z.object({ numberColumn: z.string(), zoneColumn: z.string() }),
})
export type FilePreview = z.infer<typeof filePreviewSchema>

export const uploadedSchema = z.object({ campaign: campaignSchema, preview: filePreviewSchema })

export const rowProblemSchema = z.object({
  /** Line of the file. */
  line: z.number().int(),
  column: z.string(),
  value: z.string(),
  message: z.string(),
})
export type RowProblem = z.infer<typeof rowProblemSchema>

/** POST /api/campaigns/:id/check: what would be called. Rows with problems are left out. */
export const checkedSchema = z.object({
  callees: z.number().int(),
  /** The first of them; all are in problems.csv. */
  problems: z.array(rowProblemSchema),
  problemCount: z.number().int(),
})
export type Checked = z.infer<typeof checkedSchema>

export const calleeSchema = z.object({
  line: z.number().int(),
  number: z.string(),
  state: z.enum(['waiting', 'calling', 'done']),
  attempts: z.number().int(),
  outcome: z.enum(calleeOutcomes).nullable(),
  result: z.string().nullable(),
  reason: z.string().nullable(),
  answeredBy: z.enum(answerers).nullable(),
  callId: z.string().nullable(),
  calledAt: z.number().nullable(),
  dueAt: z.number(),
})
export type Callee = z.infer<typeof calleeSchema>
export const calleePageSchema = z.object({
  callees: z.array(calleeSchema),
  next: z.number().int().nullable(),
})
