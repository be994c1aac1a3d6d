import type { Context, MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { HttpProblem } from './problem.ts'

const largestPage = 200
const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(largestPage),
  before: z.string().max(400).optional(),
})
/** What names an entry, whichever it has. */
const entrySchema = z.looseObject({
  id: z.string().optional(),
  number: z.string().optional(),
  name: z.string().optional(),
  hash: z.string().optional(),
  slug: z.string().optional(),
  version: z.number().optional(),
})

/**
 * Pages of lists that a route answers whole, for whoever asks with `limit`: `before` is the cursor of the page before,
 * which its `Link` header holds (RFC 8288). Lists without an end page by themselves.
 */
export const pageLists: MiddlewareHandler = async (c, next) => {
  await next()
  const isAsked = c.req.method === 'GET' && c.req.query('limit') !== undefined
  if (!isAsked || c.res.status !== 200 || !isJson(c.res)) return
  const answer: unknown = await c.res.clone().json()
  if (!Array.isArray(answer)) return
  const entries: readonly unknown[] = answer
  const query = querySchema.safeParse(c.req.query())
  if (!query.success) {
    throw new HttpProblem(400, 'query.invalid', `limit is a number from 1 to ${largestPage}.`)
  }
  const { limit, before } = query.data
  const start = before === undefined ? 0 : placeBehind(entries, before)
  const page = entries.slice(start, start + limit)
  const isLast = start + limit >= entries.length
  c.res = c.json(page)
  if (!isLast)
    c.header('link', `<${nextOf(c, cursorOf(page.at(-1), start + limit - 1))}>; rel="next"`)
}

const isJson = ({ headers }: Response): boolean =>
  /^application\/json\b/.test(headers.get('content-type') ?? '')

function nextOf(c: Context, cursor: string): string {
  const url = new URL(c.req.url)
  url.searchParams.set('before', cursor)
  return url.pathname + url.search
}

/** Where an entry stood, and its name: the place alone would shift when others come and go. */
const cursorOf = (entry: unknown, place: number): string => `${place}.${nameOf(entry)}`

function placeBehind(entries: readonly unknown[], cursor: string): number {
  const [, place = '', name = ''] = /^(\d{1,9})\.(.*)$/s.exec(cursor) ?? []
  if (place === '') {
    throw new HttpProblem(400, 'query.invalid', 'before is a cursor from an earlier page.')
  }
  const found = name === '' ? -1 : entries.findIndex((entry) => nameOf(entry) === name)
  return found === -1 ? Number(place) : found + 1
}

function nameOf(entry: unknown): string {
  const { data } = entrySchema.safeParse(entry)
  return String(
    data?.id ?? data?.number ?? data?.name ?? data?.hash ?? data?.slug ?? data?.version ?? '',
  )
}
