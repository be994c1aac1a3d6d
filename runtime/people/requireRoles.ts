import type { Context, Hono, MiddlewareHandler } from 'hono'
import { includesRole, type Role } from '#shared/api/people.ts'
import { HttpProblem, notFound } from '../routes/problem.ts'
import { networkOf } from './addressOf.ts'
import type { Accounts } from './createAccounts.ts'
import { anybody, type Person } from './person.ts'
import { limits, type RateLimit, type RateLimits } from './rateLimits.ts'
import { createRouteFinder } from './routeFinder.ts'
import { type Access, routeRoles } from './routeRoles.ts'

export interface RequireRolesDeps {
  readonly app: Hono
  /** Null: nobody needs one. */
  readonly accounts: Accounts | null
  readonly rates: RateLimits
  readonly addressOf: (c: Context) => string
}

/**
 * Lets a request through when whoever asks has the role that the table gives its route. What is not in the table is
 * refused, with accounts and without.
 */
export function requireRoles(deps: RequireRolesDeps): MiddlewareHandler {
  const { app, accounts } = deps
  let find: ReturnType<typeof createRouteFinder> | null = null
  return async (c, next) => {
    find ??= createRouteFinder(app)
    const route = find(c.req.method, c.req.path)
    if (route === null) throw notFound('such address')
    const access = routeRoles[route]
    if (access === undefined) {
      const remedy = 'give it a role in runtime/people/routeRoles.ts.'
      throw new HttpProblem(403, 'route.noRole', `Nobody may ask for ${route}: ${remedy}`)
    }
    if (isOpen(access)) return next()
    if (!accounts) {
      c.set('person', anybody)
      return next()
    }
    const person = await identify(deps, accounts, c)
    checkRole(person, access)
    checkPage(c, person)
    c.set('person', person)
    c.set('mayStill', async () => {
      const found = await accounts.identify(c.req.raw.headers, { isQuiet: true })
      return found !== null && may(found.person, access)
    })
    return next()
  }
}

type Open = 'public' | 'signature' | 'token'
const isOpen = (access: Access): access is Open =>
  access === 'public' || access === 'signature' || access === 'token'

/** Who asks, counted; strangers are refused. */
async function identify(deps: RequireRolesDeps, accounts: Accounts, c: Context): Promise<Person> {
  const found = await accounts.identify(c.req.raw.headers)
  if (!found) {
    refuse(c, deps.rates.take(`stranger ${networkOf(deps.addressOf(c))}`, limits.stranger))
    const hasKey = c.req.header('authorization') ?? c.req.header('x-api-key')
    throw hasKey === undefined
      ? new HttpProblem(401, 'auth.required', 'Sign in first.')
      : new HttpProblem(401, 'auth.badKey', 'This API key is unknown, revoked or too old.')
  }
  const { person } = found
  const [who, limit] = counted(person)
  refuse(c, deps.rates.take(who, limit))
  for (const cookie of found.cookies) c.header('set-cookie', cookie, { append: true })
  return person
}

const counted = ({ id, by }: Person): [string, RateLimit] =>
  by.type === 'key' ? [`key ${by.keyId}`, limits.key] : [`person ${id}`, limits.person]

function refuse(c: Context, wait: number): void {
  if (wait > 0) throw tooMany(c, wait)
}

/** 429 with the seconds to wait. */
export function tooMany(c: Context, wait: number): HttpProblem {
  const seconds = Math.ceil(wait / 1_000)
  c.header('retry-after', String(seconds))
  return new HttpProblem(429, 'auth.tooMany', `Too many requests: wait ${seconds} seconds.`)
}

const may = (person: Person, access: Role | 'self'): boolean =>
  access === 'self' ? person.by.type === 'session' : includesRole(person.role, access)

function checkRole(person: Person, access: Role | 'self'): void {
  if (may(person, access)) return
  if (access === 'self') {
    throw new HttpProblem(403, 'auth.noKeys', 'This is for a signed-in person, not for an API key.')
  }
  const needed = `This needs the role ${access}, and yours is ${person.role}.`
  throw new HttpProblem(403, 'auth.role', `${needed} Ask an admin of this installation.`)
}

/**
 * A browser sends its cookie with whatever a page makes it send. A change by cookie must name our own page as its
 * origin, which every browser does; that the origin is ours is compared before.
 */
function checkPage(c: Context, { by }: Person): void {
  const isChange = !/^(GET|HEAD|OPTIONS)$/.test(c.req.method)
  if (by.type === 'session' && isChange && c.req.header('origin') === undefined) {
    const detail = 'A change by cookie names its page: send Origin, or use an API key.'
    throw new HttpProblem(403, 'origin.missing', detail)
  }
}
