import { z } from 'zod'

/** Where recordings that people uploaded are listed and taken; each one is heard at its own `url`. */
export const mediaRoute = '/api/media'
export const mediaFileRoute = (id: string): string => `${mediaRoute}/${encodeURIComponent(id)}`

/** What a Play step names: the address of an uploaded recording on this server. */
export const mediaUrl = (id: string): string => `/media/${id}`

/** Id of the uploaded recording that an address names; null for any other address. */
export const mediaIdOf = (url: string): string | null =>
  /^\/media\/([A-Za-z0-9_-]{24})$/.exec(url.trim())?.[1] ?? null

/** Largest file: what the telephone engine holds in memory, about two minutes. */
export const maxMediaBytes = 4 * 1024 * 1024

export const mediaFileSchema = z.object({
  id: z.string(),
  url: z.string(),
  /** Name of the file as it was uploaded. */
  name: z.string(),
  seconds: z.number(),
  bytes: z.number().int(),
  uploadedAt: z.number(),
  /** Flows that play it, drafts and published versions; it cannot be deleted while there are any. */
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })),
})
/** GET /api/media lists them, POST /api/media?name=… takes the bytes of a WAV file, DELETE /api/media/:id. */
export type MediaFile = z.infer<typeof mediaFileSchema>
