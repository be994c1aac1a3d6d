import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LinkRecord } from './peopleStore.ts'
import type { OpenedStore } from './store.contract.ts'
import type { Store } from './store.ts'

const link = (kind: LinkRecord['kind'], more: Partial<LinkRecord> = {}): LinkRecord => ({
  id: `${kind}-${more.personId ?? more.note ?? ''}`,
  kind,
  role: 'editor',
  personId: null,
  note: '',
  createdBy: null,
  createdAt: 5,
  expiresAt: 1_000,
  ...more,
})

const person = (id: string) => ({ id, name: `Name ${id}`, email: `${id}@example.org` })

/** What every store does with people, their sessions, keys and links. */
export function describePeople(name: string, open: () => Promise<OpenedStore>): void {
  describe(`people in ${name}`, () => {
    let opened: OpenedStore
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    const letIn = async (id: string, role = 'editor', now = 10) => {
      await store.insertLink(link('invite', { note: id, role }), `hash of ${id}`)
      const entered = { now, passwordHash: 'hashed', person: person(id) }
      return store.redeemLink(`hash of ${id}`, entered)
    }
    const session = (id: string, userId: string, expires = 500) => ({
      ...{ id, token: `token ${id}`, ip_address: null, user_agent: 'Browser' },
      ...{ user_id: userId, expires_at: expires, created_at: 20, updated_at: 30 },
    })

    it('uses a link up once, also when two come at the same time', async () => {
      await store.insertLink(link('invite'), 'h')
      const both = await Promise.all(
        ['a', 'b'].map((id) =>
          store.redeemLink('h', { now: 10, passwordHash: 'x', person: person(id) }),
        ),
      )
      expect(both.map(({ type }) => type).sort()).toEqual(['gone', 'redeemed'])
      expect(await store.listPeople(0)).toHaveLength(1)
    })

    it('takes links back, and keys away', async () => {
      expect(await store.hasPeople()).toBe(false)
      await letIn('a')
      expect(await store.hasPeople()).toBe(true)
      await store.insertLink(link('invite', { id: 'l', note: 'n' }), 'h')
      expect([await store.removeLink('l'), await store.removeLink('l')]).toEqual([true, false])
      expect(await store.findLink('h', 10)).toBe(null)
      const key = {
        ...{
          id: 'k',
          config_id: 'default',
          name: 'Key',
          start: 'fml_a',
          prefix: 'fml_',
          key: 'hash',
        },
        ...{ reference_id: 'a', enabled: 1, created_at: 20, updated_at: 20, request_count: 0 },
        ...{ rate_limit_enabled: 0, permissions: '{"role":["viewer"]}' },
      }
      await store.accountRows.insert('api_keys', key)
      expect(await store.listKeys('a')).toMatchObject([{ id: 'k', owner: 'Name a', name: 'Key' }])
      expect(await store.removeKey('k', 'b')).toBe(false)
      expect(await store.removeKey('k', 'a')).toBe(true)
      expect(await store.listKeys(null)).toEqual([])
    })

    it('makes one owner of many links', async () => {
      for (const hash of ['one', 'two', 'three']) {
        await store.insertLink(link('owner', { role: 'admin', note: hash }), hash)
      }
      const all = await Promise.all(
        ['one', 'two', 'three'].map((hash) =>
          store.redeemLink(hash, { now: 10, passwordHash: 'x', person: person(hash) }),
        ),
      )
      expect(all.filter(({ type }) => type === 'redeemed')).toHaveLength(1)
      expect(await store.findLink('three', 10)).toBe(null)
    })

    it('keeps a link that could not be used, forgets one that is too old', async () => {
      await letIn('a')
      await store.insertLink(link('invite', { note: 'n' }), 'h')
      const redeem = (now: number, id: string) =>
        store.redeemLink('h', { now, passwordHash: 'x', person: person(id) })
      expect(await redeem(10, 'a')).toEqual({ type: 'emailTaken' })
      expect(await store.listInvites(10)).toEqual([link('invite', { note: 'n' })])
      expect(await redeem(1_000, 'b')).toEqual({ type: 'gone' })
      expect(await store.findLink('h', 1_000)).toBe(null)
    })

    it('never is without an admin', async () => {
      await letIn('a', 'admin')
      await letIn('b', 'admin', 11)
      expect(await store.changeRole('nobody', 'viewer')).toBe('unknown')
      const both = await Promise.all([store.changeRole('a', 'viewer'), store.removePerson('b')])
      expect(both.toSorted()).toEqual(['changed', 'lastAdmin'])
      const admins = (await store.listPeople(0)).filter(({ role }) => role === 'admin')
      expect(admins).toHaveLength(1)
      expect(await store.changeRole(admins[0]?.id ?? '', 'admin')).toBe('changed')
    })

    it('takes everything with a person that is removed', async () => {
      await letIn('a', 'admin')
      await letIn('b')
      const rows = store.accountRows
      await rows.insert('person_sessions', session('s1', 'b'))
      await store.insertLink(link('reset', { personId: 'b' }), 'reset')
      expect(await store.removePerson('b')).toBe('changed')
      const of = [{ column: 'user_id', operator: 'eq', value: 'b', connector: 'AND' }] as const
      expect(await rows.count('person_sessions', of)).toBe(0)
      expect(await rows.count('person_accounts', of)).toBe(0)
      expect(await store.findLink('reset', 10)).toBe(null)
      expect(await store.findPerson('b')).toBe(null)
    })

    it('sets another password and ends the sessions', async () => {
      await letIn('a')
      await store.accountRows.insert('person_sessions', session('s1', 'a'))
      await store.insertLink(link('reset', { personId: 'a' }), 'reset')
      const redeemed = await store.redeemLink('reset', {
        ...{ now: 10, passwordHash: 'another', person: null },
      })
      expect(redeemed).toEqual({ type: 'redeemed', personId: 'a', email: 'a@example.org' })
      const [account] = await store.accountRows.find('person_accounts', [])
      expect(account).toMatchObject({ password: 'another', updated_at: 10 })
      expect(await store.listSessions('a', 0)).toEqual([])
    })

    it('lists people with their living sessions, and ends some', async () => {
      await letIn('a')
      for (const each of [session('s1', 'a'), session('s2', 'a'), session('old', 'a', 40)]) {
        await store.accountRows.insert('person_sessions', each)
      }
      const expected = { ...person('a'), role: 'editor', createdAt: 10, seenAt: 30, sessions: 2 }
      expect(await store.listPeople(50)).toEqual([expected])
      expect(await store.endSessions('b', { id: 's1' })).toBe(0)
      expect(await store.endSessions('a', { but: 's2' })).toBe(2)
      expect((await store.listSessions('a', 50)).map(({ id }) => id)).toEqual(['s2'])
    })

    it('answers the conditions of the library', async () => {
      const rows = store.accountRows
      for (const id of ['s1', 's2', 's3']) {
        await rows.insert('person_sessions', session(id, id === 's3' ? 'b' : 'a'))
      }
      const ids = async (...where: Parameters<typeof rows.find>[1]) => {
        const order = { sortBy: { column: 'id', direction: 'desc' } } as const
        return (await rows.find('person_sessions', where, order)).map((row) => row['id'])
      }
      const and = (column: string, operator: 'eq' | 'in' | 'lt' | 'ne', value: unknown) =>
        ({ column, operator, value, connector: 'AND' }) as const
      expect(await ids(and('user_id', 'eq', 'a'))).toEqual(['s2', 's1'])
      expect(await ids(and('id', 'in', ['s1', 's3']), and('expires_at', 'lt', 501))).toEqual([
        's3',
        's1',
      ])
      expect(await ids(and('id', 'in', []))).toEqual([])
      expect(await ids(and('ip_address', 'eq', null))).toHaveLength(3)
      const or = { connector: 'OR' } as const
      expect(
        await ids({ ...and('id', 'eq', 's1'), ...or }, { ...and('user_id', 'eq', 'b'), ...or }),
      ).toEqual(['s3', 's1'])
      const evil = `x' or '1'='1`
      expect(await ids(and('id', 'eq', evil))).toEqual([])
      const where = [and('id', 'eq', 's1')]
      const changed = await rows.update('person_sessions', where, { user_agent: evil })
      expect(changed).toMatchObject([{ id: 's1', user_agent: evil }])
      expect(await rows.remove('person_sessions', [and('user_id', 'ne', 'b')])).toBe(2)
      expect(await rows.count('person_sessions', [])).toBe(1)
    })
  })
}
