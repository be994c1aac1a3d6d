import type { Role } from '#shared/api/people.ts'
import { type AccountRows, createAccountRows } from './accountRows.ts'
import { type Answer, ask, type Change, type Database } from './database.ts'

/** People, where they are signed in, their keys, and the links that let them in. */
export interface PeopleStore {
  readonly accountRows: AccountRows
  hasPeople(): Promise<boolean>
  /** In the order they came. */
  listPeople(now: number): Promise<readonly PersonRecord[]>
  findPerson(id: string): Promise<PersonRecord | null>
  /** Refuses to leave nobody who may manage people. */
  changeRole(id: string, role: Role): Promise<'changed' | 'unknown' | 'lastAdmin'>
  /** With everything they sign in with. Refuses as `changeRole` does. */
  removePerson(id: string): Promise<'changed' | 'unknown' | 'lastAdmin'>
  insertLink(link: LinkRecord, tokenHash: string): Promise<void>
  /** Null: unknown, used, or too old. */
  findLink(tokenHash: string, now: number): Promise<LinkRecord | null>
  listInvites(now: number): Promise<readonly LinkRecord[]>
  removeLink(id: string): Promise<boolean>
  /** Uses a link up and does what it is for, at once. */
  redeemLink(tokenHash: string, redemption: Redemption): Promise<Redeemed>
  /** Newest first. */
  listSessions(personId: string, now: number): Promise<readonly SessionRecord[]>
  /** Ends one session of a person, or all but one. */
  endSessions(
    personId: string,
    which: { readonly id: string } | { readonly but: string | null },
  ): Promise<number>
  /** Newest first; of one person, or of all. */
  listKeys(personId: string | null): Promise<readonly KeyRecord[]>
  /** False: there is none, or it is somebody else's. */
  removeKey(id: string, personId: string | null): Promise<boolean>
}

export interface PersonRecord {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: string
  readonly createdAt: number
  readonly seenAt: number | null
  readonly sessions: number
}

export interface LinkRecord {
  readonly id: string
  readonly kind: 'owner' | 'invite' | 'reset'
  readonly role: string
  readonly personId: string | null
  readonly note: string
  readonly createdBy: string | null
  readonly createdAt: number
  readonly expiresAt: number
}

export interface Redemption {
  readonly now: number
  readonly passwordHash: string
  /** Who is made; unused when a password is reset. */
  readonly person: { readonly id: string; readonly name: string; readonly email: string } | null
}

export type Redeemed =
  | { readonly type: 'redeemed'; readonly personId: string; readonly email: string }
  | { readonly type: 'gone' | 'emailTaken' | 'nameless' }

export interface SessionRecord {
  readonly id: string
  readonly device: string
  readonly address: string
  readonly createdAt: number
}

export interface KeyRecord {
  readonly id: string
  readonly personId: string
  readonly owner: string
  readonly name: string
  readonly start: string
  readonly permissions: string | null
  readonly createdAt: number
  readonly lastUsedAt: number | null
  readonly expiresAt: number | null
}

export function createPeopleStore(database: Database): PeopleStore {
  const { queries, write } = database

  /** Takes away what makes an admin, unless nobody would be left. Writing first makes two who try wait for each other. */
  function* withoutAdmin(id: string, then: Change<unknown>): Change<'changed' | 'lastAdmin'> {
    const admins = queries.updateTable('people').where('role', '=', 'admin')
    yield* ask(admins.set((row) => ({ role: row.ref('role') })))
    const others = queries.selectFrom('people').select('id').where('role', '=', 'admin')
    const { rows } = yield* ask(others)
    if (rows.some((row) => row['id'] === id) && rows.length === 1) return 'lastAdmin'
    yield* then
    return 'changed'
  }

  const people = (now: number) =>
    queries
      .selectFrom('people')
      .leftJoin('person_sessions', (join) =>
        join
          .onRef('person_sessions.user_id', '=', 'people.id')
          .on('person_sessions.expires_at', '>', now),
      )
      .select(['people.id', 'name', 'email', 'role', 'people.created_at'])
      .select(({ fn }) => [
        fn.max('person_sessions.updated_at').as('seen_at'),
        fn.count('person_sessions.id').as('sessions'),
      ])
      .groupBy(['people.id', 'name', 'email', 'role', 'people.created_at'])
      .orderBy('people.created_at')

  return {
    accountRows: createAccountRows(database),
    hasPeople: async () => {
      const [first] = await queries.selectFrom('people').select('id').limit(1).execute()
      return first !== undefined
    },
    listPeople: async (now) => (await people(now).execute()).map(toPerson),
    findPerson: async (id) => {
      const [row] = await people(0).where('people.id', '=', id).execute()
      return row ? toPerson(row) : null
    },
    changeRole: (id, role) =>
      write(function* () {
        if (!(yield* isKnown(database, id))) return 'unknown'
        const change = queries.updateTable('people').set({ role }).where('id', '=', id)
        if (role !== 'admin') return yield* withoutAdmin(id, ask(change))
        yield* ask(change)
        return 'changed'
      }),
    removePerson: (id) =>
      write(function* () {
        if (!(yield* isKnown(database, id))) return 'unknown'
        return yield* withoutAdmin(id, remove(database, id))
      }),
    endSessions: (personId, which) =>
      write(function* () {
        const all = queries.deleteFrom('person_sessions').where('user_id', '=', personId)
        const some =
          'id' in which
            ? all.where('id', '=', which.id)
            : which.but === null
              ? all
              : all.where('id', '<>', which.but)
        return (yield* ask(some)).changes
      }),
    listSessions: async (personId, now) => {
      const rows = await queries
        .selectFrom('person_sessions')
        .select(['id', 'user_agent', 'ip_address', 'created_at'])
        .where('user_id', '=', personId)
        .where('expires_at', '>', now)
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        device: row.user_agent ?? '',
        address: row.ip_address ?? '',
        createdAt: row.created_at,
      }))
    },
    listKeys: async (personId) => {
      const all = queries
        .selectFrom('api_keys')
        .innerJoin('people', 'people.id', 'api_keys.reference_id')
        .select(['api_keys.id', 'reference_id', 'people.name as owner', 'api_keys.name', 'start'])
        .select(['permissions', 'api_keys.created_at', 'last_request', 'expires_at'])
        .orderBy('api_keys.created_at', 'desc')
      const rows = await (personId === null
        ? all
        : all.where('reference_id', '=', personId)
      ).execute()
      return rows.map((row) => ({
        id: row.id,
        personId: row.reference_id,
        owner: row.owner,
        name: row.name ?? '',
        start: row.start ?? '',
        permissions: row.permissions,
        createdAt: row.created_at,
        lastUsedAt: row.last_request,
        expiresAt: row.expires_at,
      }))
    },
    removeKey: (id, personId) =>
      write(function* () {
        const one = queries.deleteFrom('api_keys').where('id', '=', id)
        const own = personId === null ? one : one.where('reference_id', '=', personId)
        return (yield* ask(own)).changes > 0
      }),
    ...createLinkStore(database),
  }
}

type LinkStore = Pick<
  PeopleStore,
  'insertLink' | 'findLink' | 'listInvites' | 'removeLink' | 'redeemLink'
>

function createLinkStore(database: Database): LinkStore {
  const { queries, write } = database
  const living = (now: number) =>
    queries.selectFrom('person_links').selectAll().where('expires_at', '>', now)
  const byHash = (hash: string, now: number) => living(now).where('token_hash', '=', hash)
  return {
    insertLink: ({ kind, role, note, ...link }, tokenHash) =>
      write(function* () {
        const old = queries.deleteFrom('person_links').where('expires_at', '<=', link.createdAt)
        yield* ask(old)
        yield* ask(
          queries.insertInto('person_links').values({
            id: link.id,
            ...{ kind, role, note },
            token_hash: tokenHash,
            person_id: link.personId,
            created_by: link.createdBy,
            created_at: link.createdAt,
            expires_at: link.expiresAt,
          }),
        )
      }),
    findLink: async (tokenHash, now) => {
      const row = await byHash(tokenHash, now).executeTakeFirst()
      return row ? toLink(row) : null
    },
    listInvites: async (now) => {
      const rows = await living(now)
        .where('kind', '=', 'invite')
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map(toLink)
    },
    removeLink: (id) =>
      write(function* () {
        const one = queries.deleteFrom('person_links').where('id', '=', id)
        return (yield* ask(one.where('kind', '=', 'invite'))).changes > 0
      }),
    redeemLink: (tokenHash, redemption) =>
      write(function* (): Change<Redeemed> {
        const [found] = (yield* ask(byHash(tokenHash, redemption.now))).rows
        if (!found) return { type: 'gone' }
        const link = { kind: String(found['kind']), role: String(found['role']) }
        const taken = queries.deleteFrom('person_links').where('token_hash', '=', tokenHash)
        if (link.kind !== 'reset') return yield* letIn(database, link, ask(taken), redemption)
        if ((yield* ask(taken)).changes === 0) return { type: 'gone' }
        return yield* resetPassword(database, String(found['person_id']), redemption)
      }),
  }
}

/** Makes the person that a link is for; a link that cannot is not used up. */
function* letIn(
  database: Database,
  link: { readonly kind: string; readonly role: string },
  take: Change<Answer>,
  redemption: Redemption,
): Change<Redeemed> {
  const { person } = redemption
  if (!person) return { type: 'nameless' }
  const same = database.queries.selectFrom('people').select('id').where('email', '=', person.email)
  if ((yield* ask(same)).rows.length > 0) return { type: 'emailTaken' }
  if ((yield* take).changes === 0) return { type: 'gone' }
  if (link.kind === 'owner' && !(yield* isFirst(database))) return { type: 'gone' }
  yield* insertPerson(database, person, link.role, redemption)
  return { type: 'redeemed', personId: person.id, email: person.email }
}

/** Whether there is nobody yet; all other links that make the owner end. */
function* isFirst({ queries }: Database): Change<boolean> {
  yield* ask(queries.deleteFrom('person_links').where('kind', '=', 'owner'))
  return (yield* ask(queries.selectFrom('people').select('id').limit(1))).rows.length === 0
}

function* insertPerson(
  { queries }: Database,
  { id, name, email }: NonNullable<Redemption['person']>,
  role: string,
  { now, passwordHash }: Redemption,
): Change<void> {
  const times = { created_at: now, updated_at: now }
  const person = { id, name, email, role, email_verified: 0, image: null, ...times }
  yield* ask(queries.insertInto('people').values(person))
  const account = { id: `${id}-password`, user_id: id, account_id: id, provider_id: 'credential' }
  yield* ask(
    queries.insertInto('person_accounts').values({ ...account, password: passwordHash, ...times }),
  )
}

function* resetPassword(
  { queries }: Database,
  personId: string,
  { now, passwordHash }: Redemption,
): Change<Redeemed> {
  const found = queries.selectFrom('people').select('email').where('id', '=', personId)
  const [person] = (yield* ask(found)).rows
  if (!person) return { type: 'gone' }
  yield* ask(
    queries
      .updateTable('person_accounts')
      .set({ password: passwordHash, updated_at: now })
      .where('user_id', '=', personId),
  )
  // Whoever knew the old password is out.
  yield* ask(queries.deleteFrom('person_sessions').where('user_id', '=', personId))
  return { type: 'redeemed', personId, email: String(person['email']) }
}

function* isKnown({ queries }: Database, id: string): Change<boolean> {
  return (
    (yield* ask(queries.selectFrom('people').select('id').where('id', '=', id))).rows.length > 0
  )
}

function* remove({ queries }: Database, id: string): Change<Answer> {
  yield* ask(queries.deleteFrom('person_sessions').where('user_id', '=', id))
  yield* ask(queries.deleteFrom('person_accounts').where('user_id', '=', id))
  yield* ask(queries.deleteFrom('api_keys').where('reference_id', '=', id))
  yield* ask(queries.deleteFrom('person_links').where('person_id', '=', id))
  return yield* ask(queries.deleteFrom('people').where('id', '=', id))
}

const toPerson = (row: {
  id: string
  name: string
  email: string
  role: string
  created_at: number
  seen_at: number | null
  sessions: number | string | bigint
}): PersonRecord => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  createdAt: row.created_at,
  seenAt: row.seen_at,
  sessions: Number(row.sessions),
})

const toLink = (row: {
  id: string
  kind: LinkRecord['kind']
  role: string
  person_id: string | null
  note: string
  created_by: string | null
  created_at: number
  expires_at: number
}): LinkRecord => ({
  id: row.id,
  kind: row.kind,
  role: row.role,
  personId: row.person_id,
  note: row.note,
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
})
