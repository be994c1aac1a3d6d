import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actionWords } from '#editor/settings/audit/auditWords.ts'
import { routeRoles } from '#runtime/people/routeRoles.ts'
import { unrecorded } from '#runtime/routes/audit.ts'
import { problemSchema } from '#shared/api/api.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { menuFlow } from '../support/makeFlow.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const pathOf = (pattern: string) => pattern.replace(/:(\w+)/g, 'x')
const routes = Object.keys(routeRoles).map((route) => {
  const [method = '', pattern = ''] = route.split(' ')
  return { route, method, pattern }
})
const changes = routes.filter(
  ({ method, pattern }) => /^(POST|PUT|PATCH|DELETE)$/.test(method) && pattern.startsWith('/api/'),
)

/** What is wrong with an answer that should be a problem; null: nothing. */
async function complaint(answer: Response, statuses: readonly number[]): Promise<string | null> {
  const type = answer.headers.get('content-type') ?? ''
  if (!statuses.includes(answer.status)) return `${answer.status}`
  if (!type.startsWith('application/problem+json')) return `${answer.status} ${type}`
  const problem = problemSchema.safeParse(await answer.json())
  return problem.success && problem.data.status === answer.status ? null : 'no problem'
}

async function complaints(
  ask: (one: (typeof routes)[number]) => Promise<Response>,
  statuses: readonly number[],
  asked = changes,
) {
  const found: string[] = []
  for (const one of asked) {
    const wrong = await complaint(await ask(one), statuses)
    if (wrong !== null) found.push(`${one.route}: ${wrong}`)
  }
  return found
}

describe('every route', () => {
  it('that takes a body refuses what is no JSON, and what is too large, as a problem', async () => {
    const takes = changes.filter(({ method }) => method !== 'DELETE')
    // Those that read no body do not find the thing, or there are no accounts; some do what they do without one.
    const without = new Set(['POST /api/reach', 'POST /api/signing-secret/reveal'])
    const broken = await complaints(
      ({ method, pattern }) =>
        harness.request(pathOf(pattern), {
          method,
          body: '{"a":',
          headers: { 'content-type': 'application/json' },
        }),
      [400, 404, 409, 415, 422],
      takes.filter(({ route }) => !without.has(route)),
    )
    expect(broken).toEqual([])
    const headers = { 'content-type': 'application/json', 'content-length': '99999999999' }
    const large = await complaints(
      ({ method, pattern }) => harness.request(pathOf(pattern), { method, body: '{}', headers }),
      [413],
      takes,
    )
    expect(large).toEqual([])
  })

  it('says which methods it takes', async () => {
    const patterns = new Set(
      routes.filter(({ pattern }) => /^\/api\/[^*]/.test(pattern)).map(({ pattern }) => pattern),
    )
    for (const pattern of patterns) {
      const own = routes.filter((one) => one.pattern === pattern).map(({ method }) => method)
      const answer = await harness.request(pathOf(pattern), { method: 'OPTIONS' })
      expect([pattern, answer.status]).toEqual([pattern, 405])
      expect(answer.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(own))
      expect(await complaint(answer, [405])).toBe(null)
    }
    expect(await complaint(await harness.request('/api/nothing'), [404])).toBe(null)
  })

  it('that changes something is told of in the audit log, or is one of those that need not be', () => {
    const known = new Set([...unrecorded, ...Object.keys(actionWords)])
    expect(changes.map(({ route }) => route).filter((route) => !known.has(route))).toEqual([])
    const all = new Set(changes.map(({ route }) => route))
    expect([...unrecorded].filter((route) => !all.has(route))).toEqual([])
  })

  it('that lists gives pages to whoever asks, each entry once', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await harness.store.insertFlow({ ...menuFlow, id, name: `Flow ${id}` }, 1)
    }
    const all = await (await harness.request('/api/flows')).json()
    const seen: unknown[] = []
    let path: string | undefined = '/api/flows?limit=2'
    while (path !== undefined) {
      const page = await harness.request(path)
      seen.push(...(await page.json()))
      path = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1]
      // What goes meanwhile shifts nothing.
      if (seen.length === 2) await harness.request(`/api/flows/${all[0].id}`, { method: 'DELETE' })
    }
    expect(seen).toEqual(all)
    for (const query of ['limit=0', 'limit=x', 'limit=201', 'limit=2&before=x']) {
      expect(await complaint(await harness.request(`/api/flows?${query}`), [400])).toBe(null)
    }
    const lists = ['numbers', 'templates', 'bin', 'media', 'subscriptions', 'credentials']
    const more = ['trunks', 'tool-servers', 'documents', 'campaigns', 'numbers/plans']
    for (const list of [...lists, ...more]) {
      const page = await harness.request(`/api/${list}?limit=1`)
      expect([list, page.status, (await page.json()).length <= 1]).toEqual([list, 200, true])
    }
  })
})
