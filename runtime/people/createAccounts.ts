import { APIError } from 'better-auth/api'
import { hashPassword } from 'better-auth/crypto'
import {
  includesRole,
  type MadeLink,
  type OpenedLink,
  type Role,
  roleSchema,
} from '#shared/api/people.ts'
import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import type { PeopleStore, Redeemed } from '../storage/peopleStore.ts'
import { addressHeader, createAuth } from './createAuth.ts'
import { grantedRole, permissionsOf } from './keyRecords.ts'
import { linkLifetime, makeLink, resetOf, tokenHash } from './makeLink.ts'
import type { Person } from './person.ts'

export interface AccountsDeps {
  readonly store: PeopleStore
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  /** Signs cookies; not in the store, so that a copy of it opens no session. */
  readonly secret: string
  /** Where people reach this server. */
  readonly address: string
}

/** Who may work here: the one place that knows how people prove who they are. */
export interface Accounts {
  /** Whose request it is, by its cookie or its key; null: nobody's. `cookies` are to be sent back. */
  identify(
    headers: Headers,
    /** `isQuiet`: only looks; the session is not prolonged by it. */
    options?: { readonly isQuiet: boolean },
  ): Promise<{ person: Person; cookies: readonly string[] } | null>
  /** Null: wrong. */
  signIn(signIn: SignIn): Promise<{ cookies: readonly string[] } | null>
  /** Cookies that end the session. */
  signOut(headers: Headers): Promise<readonly string[]>
  /** Null: the current password is another one. Ends all other sessions. */
  changePassword(
    headers: Headers,
    passwords: { readonly current: string; readonly next: string },
  ): Promise<{ cookies: readonly string[] } | null>
  /** A link that makes the first admin; null when there are people. */
  makeOwnerLink(): Promise<MadeLink | null>
  makeInvite(invite: {
    readonly role: Role
    readonly note: string
    readonly days: number
    readonly createdBy: string | null
  }): Promise<MadeLink>
  makeResetLink(personId: string, createdBy: string | null): Promise<MadeLink>
  openLink(token: string): Promise<OpenedLink | null>
  redeemLink(token: string, entered: Entered): Promise<Redeemed>
  makeKey(key: {
    readonly personId: string
    readonly name: string
    readonly role: Role
    readonly days: number | null
  }): Promise<{ key: string; id: string }>
}

interface SignIn {
  readonly email: string
  readonly password: string
  readonly device: string
  readonly address: string
}

interface Entered {
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly password: string
}

/** Milliseconds. */
const day = 24 * 3_600_000

export function createAccounts(deps: AccountsDeps): Accounts {
  const { store, clock, log, newId } = deps
  const auth = createAuth({
    rows: store.accountRows,
    log,
    secret: deps.secret,
    isSecure: deps.address.startsWith('https:'),
  })

  const byKey = async (key: string): Promise<Person | null> => {
    const { valid, key: found } = await auth.api.verifyApiKey({ body: { key } })
    if (!valid || !found) return null
    const owner = await store.findPerson(found.referenceId)
    const granted = grantedRole(found.permissions)
    if (!owner || !granted) return null
    const { id, name, email } = owner
    const by = { type: 'key' as const, keyId: found.id, keyName: found.name ?? '' }
    // Whoever lost a role lost it for the keys made before as well.
    const role = lesser(roleOf(owner.role), granted)
    return { id, name, email, role, by }
  }

  const bySession = async (headers: Headers, isQuiet: boolean) => {
    const { response, headers: answered } = await auth.api.getSession({
      headers: cookieOf(headers),
      query: { disableRefresh: isQuiet },
      returnHeaders: true,
    })
    if (!response) return null
    const { id, name, email, role } = response.user
    const by = { type: 'session' as const, sessionId: response.session.id }
    const person: Person = { id, name, email, role: roleOf(role), by }
    return { person, cookies: answered.getSetCookie() }
  }

  const make = (link: Parameters<typeof makeLink>[1]) =>
    makeLink({ store, newId, now: clock.now(), address: deps.address }, link)

  return {
    identify: async (headers, { isQuiet } = { isQuiet: false }) => {
      const key = keyOf(headers)
      if (key === null) return bySession(headers, isQuiet)
      const person = await byKey(key)
      return person && { person, cookies: [] }
    },
    signIn: async ({ email, password, device, address }) => {
      const headers = new Headers({ [addressHeader]: address, 'user-agent': device })
      const signedIn = await orNull(() =>
        auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
      )
      return signedIn && { cookies: signedIn.headers.getSetCookie() }
    },
    signOut: async (headers) => {
      const gone = await orNull(() =>
        auth.api.signOut({ headers: cookieOf(headers), returnHeaders: true }),
      )
      return gone?.headers.getSetCookie() ?? []
    },
    changePassword: async (headers, { current, next }) => {
      const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true }
      const changed = await orNull(() =>
        auth.api.changePassword({ headers: cookieOf(headers), body, returnHeaders: true }),
      )
      return changed && { cookies: changed.headers.getSetCookie() }
    },
    makeOwnerLink: async () => {
      if (await store.hasPeople()) return null
      const expiresAt = clock.now() + linkLifetime
      const who = { personId: null, note: '', createdBy: null }
      return make({ kind: 'owner', role: 'admin', ...who, expiresAt })
    },
    makeInvite: ({ days, ...invite }) =>
      make({
        kind: 'invite',
        personId: null,
        ...invite,
        expiresAt: clock.now() + days * day,
      }),
    makeResetLink: (personId, createdBy) => make(resetOf(personId, createdBy, clock.now())),
    openLink: async (token) => {
      const link = await store.findLink(tokenHash(token), clock.now())
      if (!link) return null
      const person = link.personId === null ? null : await store.findPerson(link.personId)
      if (link.kind === 'reset' && !person) return null
      if (link.kind === 'owner' && (await store.hasPeople())) return null
      const { kind, expiresAt } = link
      return { kind, role: roleOf(link.role), email: person?.email ?? null, expiresAt }
    },
    redeemLink: async (token, { name, email, password }) => {
      const hash = tokenHash(token)
      // Before the work of hashing a password: anybody may post here.
      if (!(await store.findLink(hash, clock.now()))) return { type: 'gone' }
      const person = name && email ? { id: newId(), name, email } : null
      const passwordHash = await hashPassword(password)
      return store.redeemLink(hash, { now: clock.now(), passwordHash, person })
    },
    makeKey: async ({ personId, name, role, days }) => {
      const made = await auth.api.createApiKey({
        body: {
          userId: personId,
          name,
          permissions: permissionsOf(role),
          ...(days === null ? {} : { expiresIn: days * 24 * 3_600 }),
        },
      })
      return { key: made.key, id: made.id }
    },
  }
}

/** The key of a request: `Authorization: Bearer` or `x-api-key`. */
function keyOf(headers: Headers): string | null {
  const [, bearer] = /^Bearer +(\S{1,300})$/i.exec(headers.get('authorization') ?? '') ?? []
  return bearer ?? headers.get('x-api-key')
}

/** Only the cookies: nothing else of a request is to tell the library who asks. */
const cookieOf = (headers: Headers): Headers =>
  new Headers({ cookie: headers.get('cookie') ?? '', host: headers.get('host') ?? '' })

const roleOf = (text: string): Role => roleSchema.catch('viewer').parse(text)
const lesser = (one: Role, other: Role): Role => (includesRole(one, other) ? other : one)

/** Null for a refusal; what broke still breaks. */
async function orNull<Value>(ask: () => Promise<Value>): Promise<Value | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return null
    throw error
  }
}
