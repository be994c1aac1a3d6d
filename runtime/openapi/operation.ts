import { z } from 'zod'

/** What a route takes and gives, as the documentation tells it. */
export interface Operation {
  readonly tag: string
  readonly summary: string
  readonly query?: z.ZodObject
  /** JSON, or a media type of bytes. */
  readonly body?: z.ZodType | string
  /** JSON, or a media type of something else. Absent: nothing, 204. */
  readonly answer?: z.ZodType | string
  /** @defaultValue 200, or 204 without an answer */
  readonly status?: number
}

/** Operations of one subject: `METHOD pattern` as the route is registered. */
export const subject = (
  tag: string,
  operations: Readonly<Record<string, Omit<Operation, 'tag'>>>,
): Readonly<Record<string, Operation>> =>
  Object.fromEntries(
    Object.entries(operations).map(([route, operation]) => [route, { tag, ...operation }]),
  )

/** A page of a list, newest first. */
export const page = z.object({
  before: z.string().optional().describe('`next` of the page before'),
  limit: z.number().int().optional(),
})

/** Bytes of a file. */
export const bytes = 'application/octet-stream'
