import { createAccounts } from '#runtime/people/createAccounts.ts'
import { peopleRoutes, type Role } from '#shared/api/people.ts'
import { createHarness, type Harness, type HarnessOptions } from './harness.ts'

export const ownOrigin = 'http://127.0.0.1'
export const password = 'correct horse battery'

/** Whoever asks: by cookie with the origin that browsers send, or by key. */
export type Asker = Readonly<Record<string, string>>

export interface PeopleHarness extends Harness {
  /** Makes a person by an invitation, as a browser would; resolves with how they ask. */
  join(role: Role, email?: string): Promise<Asker>
  signIn(email: string, secret?: string, headers?: Asker): Promise<Response>
  /** Makes a key; resolves with how it asks. */
  key(owner: Asker, role: Role): Promise<Asker>
}

/** The whole server where people have to sign in. */
export async function createPeopleHarness(options: HarnessOptions = {}): Promise<PeopleHarness> {
  const logged: string[] = []
  const silent = (_: object, message: string) => void logged.push(message)
  let links = 0
  const harness = await createHarness({
    accounts: (store, clock) =>
      createAccounts({
        store,
        clock,
        log: { debug: silent, info: silent, warn: silent, error: silent },
        newId: () => `p${++links}${Math.random().toString(36).slice(2)}`,
        secret: 'a-secret-that-signs-cookies-in-tests',
        address: ownOrigin,
      }),
    ...options,
  })
  const post = (path: string, body: object, headers: Asker = {}) =>
    harness.request(path, { body, headers: { origin: ownOrigin, ...headers } })
  return {
    ...harness,
    join: async (role, email = `${role}@example.org`) => {
      const invite = { role, note: '', days: 7, createdBy: null }
      const link = await harness.accounts?.makeInvite(invite)
      const entered = { token: tokenOf(link?.url ?? ''), name: `Name of ${role}`, email, password }
      return askerOf(await post(peopleRoutes.redeemLink, entered))
    },
    signIn: (email, secret = password, headers = {}) =>
      post(peopleRoutes.session, { email, password: secret }, headers),
    key: async (owner, role) => {
      const made = await post(peopleRoutes.keys, { name: `A ${role} key`, role, days: 30 }, owner)
      const { key } = await made.json()
      return { authorization: `Bearer ${key}` }
    },
  }
}

export const tokenOf = (url: string): string => new URL(url).hash.slice(1)

/** How somebody asks who got this answer. */
export function askerOf(answer: Response): Asker {
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  if (answer.status >= 300 || cookies.length === 0) throw new Error(`Not in: ${answer.status}`)
  return { cookie: cookies.join('; '), origin: ownOrigin }
}
