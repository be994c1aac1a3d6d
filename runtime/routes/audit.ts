import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { AuditEntry } from '#shared/api/audit.ts'
import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import { authorOf } from '../people/person.ts'
import type { AuditStore } from '../storage/planTypes.ts'
import { HttpProblem } from './problem.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** What the request was about, for the audit log. */
    audit?: AuditEntry['detail']
  }
}

/** Says what a request was about, with its entry in the audit log: names and numbers, no secrets. */
export function audit(c: Context, detail: AuditEntry['detail']): void {
  c.set('audit', detail)
}

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Trying and talking changes nothing; saves of drafts are in the flow's own history. */
export const unrecorded: ReadonlySet<string> = new Set([
  'PUT /api/flows/:id',
  'PUT /api/campaigns/:id',
  'POST /api/campaigns/:id/check',
  'POST /api/flows/:id/presence',
  'POST /api/flows/:id/test-request',
  'POST /api/simulator/effects',
  'POST /api/softphone/token',
  'POST /api/speech',
  'POST /api/subscriptions/:id/test',
  'POST /api/providers/list',
  'POST /api/providers/try',
  'POST /api/tool-servers/:name/tools',
  'POST /api/trunks/test',
  'POST /api/carriers/teler/check',
  'POST /api/reach',
  'POST /api/campaigns/:id/check',
  'POST /api/links/open',
  'POST /api/text-calls',
  'POST /api/text-calls/:id/input',
])

interface AuditDeps {
  readonly store: AuditStore
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
}

/** Keeps who did what: every change over the API that was not refused. */
export function recordAudit({ store, clock, log, newId }: AuditDeps): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { method, path } = c.req
    if (readOnly.has(method) || c.res.status >= 400) return
    // Beside the handler, what stands before and behind every route.
    const handler = matchedRoutes(c).find((route) => !route.path.endsWith('*'))
    const action = `${method} ${handler?.path ?? path}`
    if (unrecorded.has(action)) return
    const entry = { id: newId(), at: clock.now(), actor: authorOf(c), action, path }
    try {
      await store.appendAudit({ ...entry, detail: c.get('audit') ?? {} })
    } catch (error) {
      // What was done is done: the one who did it is not told that it failed.
      log.error({ err: error, action }, 'An entry of the audit log was lost.')
    }
  }
}

const largestPage = 100

export function createAuditRoutes(store: AuditStore): Hono {
  const app = new Hono()
  app.get('/', async (c) => {
    const limit = Number(c.req.query('limit') ?? largestPage)
    const before = c.req.query('before') ?? null
    if (!Number.isInteger(limit) || limit < 1 || limit > largestPage) {
      throw new HttpProblem(400, 'query.invalid', `limit is a number from 1 to ${largestPage}.`)
    }
    if (before !== null && !/^\d{1,15}_[\w-]{1,80}$/.test(before)) {
      throw new HttpProblem(400, 'query.invalid', 'before is a cursor from an earlier page.')
    }
    return c.json(await store.listAudit({ before, limit }))
  })
  return app
}
