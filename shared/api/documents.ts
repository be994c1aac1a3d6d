import { z } from 'zod'

/** Documents that agents answer from: GET lists them, POST ?name=… takes the bytes of a file, DELETE forgets one. */
export const documentsRoute = '/api/documents'
export const documentRoute = (hash: string): string =>
  `${documentsRoute}/${encodeURIComponent(hash)}`

export const documentKinds = ['txt', 'md', 'pdf', 'docx', 'html', 'csv'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** Largest file, and longest text in it. */
export const maxDocumentBytes = 2 * 1024 * 1024

export const documentSchema = z.object({
  /** sha256 of its text: the same text is kept once, and never changes. */
  hash: z.string(),
  name: z.string(),
  kind: z.string(),
  bytes: z.number().int(),
  createdAt: z.number(),
  /** Flows whose drafts or versions answer from it; it cannot be deleted while there are any. */
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type StudioDocument = z.infer<typeof documentSchema>

/** GET /api/documents/:hash: the text, for the simulator. */
export const documentTextSchema = z.object({ hash: z.string(), name: z.string(), text: z.string() })
