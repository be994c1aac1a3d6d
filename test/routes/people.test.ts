import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peopleRoutes } from '#shared/api/people.ts'
import {
  type Asker,
  askerOf,
  createPeopleHarness,
  ownOrigin,
  type PeopleHarness,
  password,
  tokenOf,
} from '../support/people.ts'

let server: PeopleHarness
let admin: Asker

beforeAll(async () => {
  server = await createPeopleHarness()
})
afterAll(() => server.close())

const post = (path: string, body: object, headers: Asker = {}) =>
  server.request(path, { body, headers: { origin: ownOrigin, ...headers } })

describe('the first admin', () => {
  it('comes in by the link, once', async () => {
    const link = await server.accounts?.makeOwnerLink()
    const again = await server.accounts?.makeOwnerLink()
    const token = tokenOf(link?.url ?? '')
    expect(await (await post(peopleRoutes.openLink, { token })).json()).toMatchObject({
      kind: 'owner',
      role: 'admin',
    })
    const entered = { token, name: 'Olga', email: 'Olga@Example.org', password }
    const answer = await post(peopleRoutes.redeemLink, entered)
    expect(await answer.json()).toEqual({
      accounts: true,
      hasOwner: true,
      person: { id: expect.any(String), name: 'Olga', email: 'olga@example.org', role: 'admin' },
    })
    admin = askerOf(answer)
    expect((await post(peopleRoutes.redeemLink, entered)).status).toBe(404)
    const other = { ...entered, token: tokenOf(again?.url ?? '') }
    expect((await post(peopleRoutes.redeemLink, other)).status).toBe(404)
    expect(await server.accounts?.makeOwnerLink()).toBe(null)
    expect((await server.request('/api/flows', { headers: admin })).status).toBe(200)
  })
})
