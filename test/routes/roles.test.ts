import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTelerEdge } from '#runtime/carriers/teler/telerEdge.ts'
import { type Access, routeRoles } from '#runtime/people/routeRoles.ts'
import { includesRole, roles } from '#shared/api/people.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import { createHarness } from '../support/harness.ts'
import { type Asker, createPeopleHarness, type PeopleHarness } from '../support/people.ts'

/** Who asks: nobody, a person of each role, and a key of an admin with the role of each. */
const askers = ['nobody', ...roles, ...roles.map((role) => `key ${role}` as const)] as const

let server: PeopleHarness
const headersOf = new Map<string, Asker>([['nobody', {}]])

beforeAll(async () => {
  // With everything that an installation may have.
  const publicUrl = 'https://calls.example.org'
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const teler = createTelerEdge({
    log,
    clock: createFakeClock(),
    publicUrl,
    secret: 'x'.repeat(32),
  })
  server = await createPeopleHarness({ teler })
  for (const role of roles) headersOf.set(role, await server.join(role))
  const admin = headersOf.get('admin') ?? {}
  for (const role of roles) headersOf.set(`key ${role}`, await server.key(admin, role))
})
afterAll(() => server.close())

/** What the table lets somebody do. */
function mayAsk(access: Access, asker: (typeof askers)[number]): boolean {
  if (access === 'public' || access === 'token' || access === 'signature') return true
  if (asker === 'nobody') return false
  if (access === 'self') return !asker.startsWith('key')
  const role = roles.find((each) => asker.endsWith(each)) ?? 'viewer'
  return includesRole(role, access)
}

/** Refusals of the one place that compares roles. */
const isRefusal = (code: unknown): boolean =>
  /^(auth\.(required|role|noKeys)|route\.)/.test(`${code}`)

/** An address that the pattern of a route matches and that names nothing. */
const pathOf = (pattern: string): string => pattern.replace(/:(\w+)/g, 'x').replace('*', 'x')

/** The code of the problem that a request gets; empty when it gets something else. */
async function codeOf(route: string, asker: string): Promise<string> {
  const [method = '', pattern = ''] = route.split(' ')
  const answer = await server.request(pathOf(pattern), {
    method: method === 'ALL' ? 'GET' : method,
    headers: headersOf.get(asker) ?? {},
  })
  const isProblem = answer.headers.get('content-type')?.includes('problem+json')
  return isProblem ? (await answer.json()).code : ''
}

describe('the table of roles', () => {
  it('holds every registered route, and nothing else', () => {
    expect([...new Set(server.app.routes)].sort()).toEqual(Object.keys(routeRoles).sort())
  })

  it('decides for every route and everybody who asks', async () => {
    const wrong: string[] = []
    // Signing out would end the session that asks next.
    const { 'DELETE /api/session': _, ...asked } = routeRoles
    for (const [route, access] of Object.entries(asked)) {
      for (const asker of askers) {
        const code = await codeOf(route, asker)
        const isRight = isRefusal(code) !== mayAsk(access, asker) && code !== 'internal'
        if (!isRight) wrong.push(`${asker}: ${route}: ${code}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('refuses what is not in it, with accounts and without', async () => {
    const open = await createHarness()
    for (const harness of [server, open]) {
      const asker = harness === open ? {} : (headersOf.get('admin') ?? {})
      for (const [path, method] of [
        ['/api/nothing', 'GET'],
        ['/nothing', 'POST'],
        ['/hooks/other', 'POST'],
      ] as const) {
        const answer = await harness.request(path, { method, headers: asker })
        expect([path, answer.status]).toEqual([path, 404])
      }
    }
    await open.close()
  })
})
