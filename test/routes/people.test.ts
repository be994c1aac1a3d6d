import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccounts } from '#runtime/people/createAccounts.ts'
import { type ApiKey, type ListedPerson, peopleRoutes, type Who } from '#shared/api/people.ts'
import { createHarness } from '../support/harness.ts'
import { menuFlow } from '../support/makeFlow.ts'
import {
  type Asker,
  askerOf,
  createPeopleHarness,
  ownOrigin,
  type PeopleHarness,
  password,
  tokenOf,
} from '../support/people.ts'

const silentLog = { debug() {}, info() {}, warn() {}, error() {} }
let server: PeopleHarness
let admin: Asker
let ownerToken = ''

const post = (path: string, body: object, headers: Asker = {}) =>
  server.request(path, { body, headers: { origin: ownOrigin, ...headers } })
const ask = (method: string, path: string, headers: Asker, body?: object) =>
  server.request(path, { method, headers, ...(body ? { body } : {}) })
const statusOf = async (path: string, headers: Asker) => (await ask('GET', path, headers)).status
const codeOf = async (answer: Response) => [answer.status, (await answer.json()).code]
const personOf = async (headers: Asker): Promise<NonNullable<Who['person']>> =>
  (await (await ask('GET', peopleRoutes.session, headers)).json()).person

beforeAll(async () => {
  server = await createPeopleHarness()
  const link = await server.accounts?.makeOwnerLink()
  const second = await server.accounts?.makeOwnerLink()
  ownerToken = tokenOf(link?.url ?? '')
  const entered = { name: 'Olga', email: 'Olga@Example.org', password }
  const answer = await post(peopleRoutes.redeemLink, { ...entered, token: ownerToken })
  admin = askerOf(answer)
  const late = { ...entered, email: 'second@example.org', token: tokenOf(second?.url ?? '') }
  expect(await codeOf(await post(peopleRoutes.redeemLink, late))).toEqual([404, 'link.gone'])
})
afterAll(() => server.close())

describe('the first admin', () => {
  it('comes in by the link, which is good for one', async () => {
    const who = await (await ask('GET', peopleRoutes.session, admin)).json()
    const person = { id: expect.any(String), name: 'Olga', email: 'olga@example.org' }
    expect(who).toEqual({ accounts: true, hasOwner: true, person: { ...person, role: 'admin' } })
    for (const path of [peopleRoutes.openLink, peopleRoutes.redeemLink]) {
      const body = path === peopleRoutes.openLink ? {} : { name: 'X', email: 'x@x.org', password }
      const again = await post(path, { token: ownerToken, ...body })
      expect(await codeOf(again)).toEqual([404, 'link.gone'])
    }
    expect(await server.accounts?.makeOwnerLink()).toBe(null)
  })

  it('is not left without another', async () => {
    const { id } = await personOf(admin)
    const demoted = await ask('PATCH', peopleRoutes.person(id), admin, { role: 'viewer' })
    expect(await codeOf(demoted)).toEqual([409, 'people.lastAdmin'])
    const removed = await ask('DELETE', peopleRoutes.person(id), admin)
    expect(await codeOf(removed)).toEqual([409, 'people.lastAdmin'])
    expect(await statusOf('/api/people', admin)).toBe(200)
  })
})

describe('an invitation', () => {
  const invite = async (body: object) => (await post(peopleRoutes.invites, body, admin)).json()
  const entered = { name: 'Ira', email: 'ira@example.org', password }

  it('lets one person in with its role', async () => {
    const token = tokenOf((await invite({ role: 'publisher', note: 'Ira' })).url)
    const opened = await (await post(peopleRoutes.openLink, { token })).json()
    expect(opened).toMatchObject({ kind: 'invite', role: 'publisher', email: null })
    const ira = askerOf(await post(peopleRoutes.redeemLink, { token, ...entered }))
    expect(await personOf(ira)).toMatchObject({ name: 'Ira', role: 'publisher' })
    const again = await post(peopleRoutes.redeemLink, { token, ...entered, email: 'b@example.org' })
    expect(await codeOf(again)).toEqual([404, 'link.gone'])
  })

  it('is not used up by somebody who is here already', async () => {
    const token = tokenOf((await invite({ role: 'viewer' })).url)
    const taken = { token, ...entered, email: ' OLGA@example.org' }
    expect(await codeOf(await post(peopleRoutes.redeemLink, taken))).toEqual([
      409,
      'link.emailTaken',
    ])
    expect((await post(peopleRoutes.openLink, { token })).status).toBe(200)
  })

  it('ends when it is taken back, and after its days', async () => {
    const back = tokenOf((await invite({ role: 'viewer', note: 'back' })).url)
    const listed = await (await ask('GET', peopleRoutes.invites, admin)).json()
    const { id } = listed.find(({ note }: { note: string }) => note === 'back')
    expect((await ask('DELETE', peopleRoutes.invite(id), admin)).status).toBe(204)
    expect((await post(peopleRoutes.openLink, { token: back })).status).toBe(404)
    const old = tokenOf((await invite({ role: 'viewer', days: 1 })).url)
    await server.clock.advance(24 * 3_600_000 + 1)
    expect((await post(peopleRoutes.openLink, { token: old })).status).toBe(404)
  })

  it.for([
    ['a made-up token', 'A'.repeat(43), 404],
    ['a token that is no token', "x' or 1=1 --", 400],
    ['a short password', null, 400],
  ] as const)('refuses %s', async ([, token, status]) => {
    const real = tokenOf((await invite({ role: 'viewer' })).url)
    const body = token === null ? { token: real, password: 'short' } : { token, password }
    expect((await post(peopleRoutes.redeemLink, { ...entered, ...body })).status).toBe(status)
  })
})

describe('signing in', () => {
  it('gives a cookie that scripts and other sites cannot use', async () => {
    const [cookie = ''] = (await server.signIn('olga@example.org')).headers.getSetCookie()
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=Lax/i)
    expect(cookie).toMatch(/; Path=\//i)
    expect(cookie).not.toMatch(/; (Secure|Domain)/i)
  })

  it('gives it to safe connections only, where people come by https', async () => {
    const headers = new Headers({ host: 'calls.example.org' })
    const accounts = createAccounts({
      ...{ store: server.store, clock: server.clock, newId: () => 'id', log: silentLog },
      ...{ secret: 'a-secret-that-signs-cookies-in-tests', address: 'https://calls.example.org' },
    })
    const entered = { email: 'olga@example.org', password, device: '', address: '' }
    const [cookie = ''] = (await accounts.signIn(entered))?.cookies ?? []
    expect(cookie).toMatch(/^__Secure-/)
    expect(cookie).toMatch(/; Secure/i)
    headers.set('cookie', cookie.split(';')[0] ?? '')
    expect((await accounts.identify(headers))?.person.name).toBe('Olga')
  })

  it('says the same about a wrong password and an unknown person', async () => {
    const wrong = await server.signIn('olga@example.org', 'another password')
    const unknown = await server.signIn('nobody@example.org', 'another password')
    const odd = await server.signIn('not an address', 'another password')
    const body = await wrong.text()
    expect(JSON.parse(body)).toMatchObject({ status: 401, code: 'auth.wrong' })
    for (const other of [unknown, odd]) {
      expect([other.status, await other.text()]).toEqual([wrong.status, body])
      expect([...other.headers.keys()]).toEqual([...wrong.headers.keys()])
    }
  })

  it('makes a new session, whatever cookie came with it', async () => {
    const cookie = 'fml-studio.session_token=chosen-by-somebody-else.signature'
    const asker = askerOf(await server.signIn('olga@example.org', password, { cookie }))
    expect(asker['cookie']).not.toContain('chosen')
    const again = askerOf(await server.signIn('olga@example.org', password, asker))
    expect(again['cookie']).not.toBe(asker['cookie'])
  })

  it('ends on the server, not only in the browser', async () => {
    const asker = askerOf(await server.signIn('olga@example.org'))
    expect(await statusOf('/api/flows', asker)).toBe(200)
    expect((await ask('DELETE', peopleRoutes.session, asker)).status).toBe(204)
    expect(await statusOf('/api/flows', asker)).toBe(401)
  })

  it('knows its own cookies', async () => {
    const [name = '', value = ''] = (admin['cookie'] ?? '').split('=')
    const [token = '', signature = ''] = decodeURIComponent(value).split('.')
    for (const forged of [`${token}.AAAA${signature.slice(4)}`, token, `${token}x.${signature}`]) {
      const cookie = `${name}=${encodeURIComponent(forged)}`
      expect(await statusOf('/api/flows', { cookie })).toBe(401)
    }
  })

  it('is guessed at a few times only, by one address and for one account', async () => {
    const answers: number[] = []
    for (let count = 0; count < 9; count += 1) {
      answers.push((await server.signIn('guessed@example.org', `guess ${count}`)).status)
    }
    expect(answers).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429])
    const refused = await server.signIn('guessed@example.org')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await server.signIn('olga@example.org')).status).toBe(200)
    await server.clock.advance(15 * 60_000)
    expect((await server.signIn('guessed@example.org')).status).toBe(401)
  })
})

describe('a person', () => {
  it('changes the password, which ends every other session', async () => {
    const here = await server.join('viewer', 'changer@example.org')
    const there = askerOf(await server.signIn('changer@example.org'))
    const next = 'a quite new password'
    const wrong = { current: 'not my password', next }
    expect(await codeOf(await ask('PUT', peopleRoutes.password, here, wrong))).toEqual([
      403,
      'auth.wrong',
    ])
    const changed = await ask('PUT', peopleRoutes.password, here, { current: password, next })
    expect(await statusOf('/api/flows', there)).toBe(401)
    expect(await statusOf('/api/flows', here)).toBe(401)
    expect(await statusOf('/api/flows', askerOf(changed))).toBe(200)
    expect((await server.signIn('changer@example.org')).status).toBe(401)
    expect((await server.signIn('changer@example.org', next)).status).toBe(200)
  })

  it('sees where they are signed in and ends it, and nobody else’s', async () => {
    const here = await server.join('viewer', 'sessions@example.org')
    await server.signIn('sessions@example.org', password, { 'user-agent': 'Firefox/1 Windows' })
    const list = async () => (await ask('GET', peopleRoutes.sessions, here)).json()
    const sessions: { id: string; device: string; isThis: boolean }[] = await list()
    expect(sessions.map(({ device }) => device).sort()).toEqual(['', 'Firefox/1 Windows'])
    const other = sessions.find(({ isThis }) => !isThis)?.id ?? ''
    expect((await ask('DELETE', peopleRoutes.sessionOf(other), admin)).status).toBe(404)
    expect((await ask('DELETE', peopleRoutes.sessionOf(other), here)).status).toBe(204)
    expect(await list()).toHaveLength(1)
  })

  it('chooses another password by a link of an admin, once', async () => {
    const before = await server.join('viewer', 'forgot@example.org')
    const { id } = await personOf(before)
    const { url } = await (await post(peopleRoutes.resetLink(id), {}, admin)).json()
    const token = tokenOf(url)
    expect(await (await post(peopleRoutes.openLink, { token })).json()).toMatchObject({
      kind: 'reset',
      email: 'forgot@example.org',
    })
    const next = 'chosen after the link'
    const after = askerOf(await post(peopleRoutes.redeemLink, { token, password: next }))
    expect(await personOf(after)).toMatchObject({ id, role: 'viewer' })
    expect(await statusOf('/api/flows', before)).toBe(401)
    const again = await post(peopleRoutes.redeemLink, { token, password: next })
    expect(await codeOf(again)).toEqual([404, 'link.gone'])
  })

  it('has another role at once, and nothing any more when removed', async () => {
    const asker = await server.join('editor', 'leaver@example.org')
    const key = await server.key(asker, 'editor')
    const { id } = await personOf(asker)
    const make = (headers: Asker) => ask('POST', '/api/flows', headers, { name: 'Made' })
    expect((await make(key)).status).toBe(201)
    await ask('PATCH', peopleRoutes.person(id), admin, { role: 'viewer' })
    expect(await codeOf(await make(asker))).toEqual([403, 'auth.role'])
    expect(await codeOf(await make(key))).toEqual([403, 'auth.role'])
    const reset = await (await post(peopleRoutes.resetLink(id), {}, admin)).json()
    expect((await ask('DELETE', peopleRoutes.person(id), admin)).status).toBe(204)
    expect(await statusOf('/api/flows', asker)).toBe(401)
    expect(await statusOf('/api/flows', key)).toBe(401)
    expect((await post(peopleRoutes.openLink, { token: tokenOf(reset.url) })).status).toBe(404)
    const people: ListedPerson[] = await (await ask('GET', peopleRoutes.people, admin)).json()
    expect(people.map(({ email }) => email)).not.toContain('leaver@example.org')
  })

  it('is the author of what they publish', async () => {
    const asker = await server.join('publisher', 'author@example.org')
    const { flow, revision } = await (
      await ask('POST', '/api/flows', asker, { flow: menuFlow })
    ).json()
    const publish = async (headers: Asker, number: string, since: number) => {
      const body = { number, revision: since }
      return (await ask('POST', `/api/flows/${flow.id}/publish`, headers, body)).json()
    }
    const mine = await publish(asker, '+12025550101', revision)
    expect(mine.version.author).toBe('Name of publisher')
    const changed = { ...flow, settings: { ...flow.settings, longestCall: 77 } }
    await ask('PUT', `/api/flows/${flow.id}`, asker, { flow: changed, revision })
    const key = await server.key(asker, 'publisher')
    const keyed = await publish(key, '+12025550102', revision + 1)
    expect(keyed.version.author).toBe('Name of publisher (A publisher key)')
    const beat = { editor: 'window-1', name: 'Somebody else', node: null }
    await ask('POST', `/api/flows/${flow.id}/presence`, asker, beat)
    const seen = await ask('POST', `/api/flows/${flow.id}/presence`, admin, {
      ...beat,
      editor: 'window-2',
    })
    expect((await seen.json()).others).toMatchObject([{ name: 'Name of publisher' }])
  })
})

describe('an API key', () => {
  it('may do what its role may, for longer than ten requests', async () => {
    const key = await server.key(admin, 'viewer')
    const alike: Asker = { 'x-api-key': (key['authorization'] ?? '').replace('Bearer ', '') }
    for (let count = 0; count < 15; count += 1) expect(await statusOf('/api/flows', key)).toBe(200)
    expect(await statusOf('/api/flows', alike)).toBe(200)
    expect(await codeOf(await ask('POST', '/api/flows', key, {}))).toEqual([403, 'auth.role'])
  })

  it('has at most the role of who makes it', async () => {
    const editor = await server.join('editor', 'maker@example.org')
    const wanted = { name: 'Too much', role: 'publisher', days: null }
    expect(await codeOf(await post(peopleRoutes.keys, wanted, editor))).toEqual([403, 'key.role'])
  })

  it('is shown once, says when it was used, and ends when revoked', async () => {
    const editor = await server.join('editor', 'keys@example.org')
    const key = await server.key(editor, 'viewer')
    const list = async (): Promise<ApiKey[]> => (await ask('GET', peopleRoutes.keys, editor)).json()
    const [before] = await list()
    expect(before).toMatchObject({ name: 'A viewer key', role: 'viewer', lastUsedAt: null })
    expect(JSON.stringify(before)).not.toContain((key['authorization'] ?? '').slice(20))
    await statusOf('/api/flows', key)
    const [used] = await list()
    expect(used?.lastUsedAt).toEqual(expect.any(Number))
    const other = await server.join('editor', 'other@example.org')
    expect((await ask('DELETE', peopleRoutes.key(used?.id ?? ''), other)).status).toBe(404)
    expect((await ask('DELETE', peopleRoutes.key(used?.id ?? ''), editor)).status).toBe(204)
    expect(await codeOf(await ask('GET', '/api/flows', key))).toEqual([401, 'auth.badKey'])
  })

  it('may ask so often in a minute', async () => {
    const key = await server.key(admin, 'viewer')
    const { by } = (await server.accounts?.identify(new Headers(key)))?.person ?? {}
    const id = by?.type === 'key' ? by.keyId : ''
    expect(id).not.toBe('')
    const answers = await Promise.all(Array.from({ length: 601 }, () => statusOf('/api/bin', key)))
    expect(answers.filter((status) => status === 429)).toHaveLength(1)
    expect(await statusOf('/api/bin', admin)).toBe(200)
  })
})

describe('a page of somebody else', () => {
  it.for([
    ['no origin', {}, 403],
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['no origin of its own', { origin: 'null' }, 403],
    ['another port', { origin: 'http://127.0.0.1:8080' }, 403],
    ['our origin', { origin: ownOrigin }, 201],
    ['our origin, across sites', { origin: ownOrigin, 'sec-fetch-site': 'cross-site' }, 403],
  ] as const)(
    'may not change things by cookie with %s, unless it is ours',
    async ([, headers, status]) => {
      const cookie = admin['cookie'] ?? ''
      expect((await ask('POST', '/api/flows', { cookie, ...headers }, {})).status).toBe(status)
    },
  )

  it('cannot sign anybody in', async () => {
    const foreign = { origin: 'https://evil.example' }
    expect((await server.signIn('olga@example.org', password, foreign)).status).toBe(403)
  })
})

it('keeps no password, token or key where it can be read', async () => {
  const token = tokenOf(
    (await (await post(peopleRoutes.invites, { role: 'viewer' }, admin)).json()).url,
  )
  const key = (await server.key(admin, 'viewer'))['authorization']?.replace('Bearer ', '') ?? ''
  const files = ['studio.sqlite', 'studio.sqlite-wal'].map((name) => join(server.folder, name))
  const kept = Buffer.concat(files.map((file) => readFileSync(file))).toString('latin1')
  const logged = JSON.stringify(server.logged)
  for (const secret of [token, key, password, ownerToken]) {
    expect(secret.length).toBeGreaterThan(10)
    expect(kept.includes(secret)).toBe(false)
    expect(logged.includes(secret)).toBe(false)
  }
})

it('without accounts nobody is asked, and people are nobody’s', async () => {
  const open = await createHarness()
  const who = await (await open.request(peopleRoutes.session)).json()
  expect(who).toEqual({ accounts: false, hasOwner: true, person: null })
  expect((await open.request('/api/flows', { body: {} })).status).toBe(201)
  for (const path of [peopleRoutes.people, peopleRoutes.keys, peopleRoutes.sessions]) {
    expect(await codeOf(await open.request(path))).toEqual([409, 'auth.none'])
  }
  await open.close()
})
