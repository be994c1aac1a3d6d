import { z } from 'zod'

const editorId = z.string().regex(/^[A-Za-z0-9_-]{4,60}$/)

/**
 * POST /api/flows/:id/presence: an open editor says that it is there, every few seconds. A stream would hold one of the
 * six connections that a browser has for a server, for every open window.
 */
export const beatSchema = z.strictObject({
  editor: editorId,
  /** As the person typed it; empty without one. */
  name: z.string().max(60),
  /** The step they have selected. */
  node: z.string().max(100).nullable(),
  /** The page goes away. */
  leaving: z.boolean().default(false),
})
export type Beat = z.input<typeof beatSchema>

export const presentSchema = z.object({
  editor: z.string(),
  name: z.string(),
  /** Counts the windows on this flow from 1: its name while it has none. */
  number: z.number().int(),
  node: z.string().nullable(),
})
export type Present = z.infer<typeof presentSchema>

/** What the server knows: the saved revision, who saved it, and who else is here. */
export const beatAnswerSchema = z.object({
  revision: z.number().int(),
  savedBy: presentSchema.omit({ node: true }).nullable(),
  you: z.number().int(),
  others: z.array(presentSchema),
})
export type BeatAnswer = z.infer<typeof beatAnswerSchema>
