import type { Context, Hono } from 'hono'
import { createRouteFinder } from '../people/routeFinder.ts'
import { HttpProblem, notFound } from './problem.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Refuses what no route of the API answers: 405 with `Allow` where another method would be, else 404. */
export function createRefusal(app: Hono): (c: Context) => never {
  let find: ReturnType<typeof createRouteFinder> | null = null
  return (c) => {
    find ??= createRouteFinder(app)
    const look = find
    const allowed = methods.filter((method) => look(method, c.req.path) !== 'ALL /api/*')
    if (allowed.length === 0) throw notFound('such address')
    c.header('allow', allowed.join(', '))
    const detail = `${c.req.method} means nothing here: use ${allowed.join(' or ')}.`
    throw new HttpProblem(405, 'method.unknown', detail)
  }
}
