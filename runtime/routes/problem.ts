import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import type { Problem } from '#shared/api/api.ts'
import type { Diagnostic } from '#shared/diagnostic.ts'

/** A refused request: becomes problem+json (RFC 9457) in the one error handler. */
export class HttpProblem extends Error {
  readonly problem: Problem
  constructor(
    status: number,
    code: string,
    detail: string,
    more: Partial<Pick<Problem, 'diagnostics' | 'current'>> = {},
  ) {
    super(detail)
    this.problem = {
      type: 'about:blank',
      title: titles[status] ?? 'Error',
      status,
      code,
      detail,
      ...more,
    }
  }
}

export const invalidFlow = (diagnostics: readonly Diagnostic[], detail: string): HttpProblem =>
  new HttpProblem(422, 'flow.invalid', detail, { diagnostics: [...diagnostics] })

export const notFound = (what: string): HttpProblem =>
  new HttpProblem(404, 'notFound', `There is no ${what} here (any more).`)

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be processed',
  429: 'Too many',
  500: 'Our error',
  502: 'No good answer',
  503: 'Unavailable',
}

/** Answers with a problem. */
export function respondProblem(c: Context, problem: Problem): Response {
  // Statuses of problems always carry a body.
  return c.json(problem, toStatus(problem.status), { 'content-type': 'application/problem+json' })
}

const statuses: readonly ContentfulStatusCode[] = [
  400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 502, 503,
]
const toStatus = (status: number): ContentfulStatusCode =>
  statuses.find((known) => known === status) ?? 500

/** Reads a JSON body of at most what the route allows, by its schema. */
export async function readJson<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')) {
    throw new HttpProblem(415, 'body.type', 'Send JSON, with content-type: application/json.')
  }
  const parsed = schema.safeParse(parseJson(await c.req.text()))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.join('.') || 'body'
  throw new HttpProblem(400, 'body.invalid', `${path}: ${issue?.message ?? 'cannot be read'}.`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpProblem(400, 'body.invalid', 'The body is not JSON.')
  }
}
