import { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeEveryStore } from '#runtime/storage/everyStore.contract.ts'
import { describeJoin } from '#runtime/storage/joinEvents.contract.ts'
import { openPostgresStore } from '#runtime/storage/postgres.ts'
import { checkServer, placeOf } from '#runtime/storage/postgresErrors.ts'
import { createPostgresPool } from '#runtime/storage/postgresPool.ts'
import { firstCommit, nextCommit, row } from '#runtime/storage/store.contract.ts'
import { StoreUnavailable } from '#runtime/storage/store.ts'
import { askerOf, createPeopleHarness } from '../support/people.ts'
import {
  postgresIsOurs,
  postgresMissing,
  startPostgres,
  type TestPostgres,
} from '../support/postgres.ts'

describe.skipIf(postgresMissing !== null)(`Postgres (${postgresMissing ?? 'here'})`, () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 60_000)
  afterAll(() => postgres.remove())

  const openDatabase = async () => {
    const url = await postgres.createDatabase()
    let store = await openPostgresStore(url)
    return {
      store,
      reopen: async () => {
        await store.close()
        store = await openPostgresStore(url)
        return store
      },
      remove: () => store.close(),
    }
  }
  describeEveryStore('Postgres', openDatabase)
  describeJoin('Postgres', 'postgres', async () => {
    const url = await postgres.createDatabase()
    const queries = new Kysely<unknown>({ dialect: createPostgresPool(url).dialect })
    return {
      queries,
      openStore: async () => {
        await queries.destroy()
        return openPostgresStore(url)
      },
    }
  })

  it('lets people in, keeps their sessions and their keys', async () => {
    const openStore = async () => openPostgresStore(await postgres.createDatabase())
    const server = await createPeopleHarness({ openStore })
    const admin = await server.join('admin')
    const key = await server.key(admin, 'viewer')
    const signedIn = askerOf(await server.signIn('admin@example.org'))
    for (const asker of [admin, key, signedIn]) {
      expect((await server.request('/api/flows', { headers: asker })).status).toBe(200)
    }
    await server.request('/api/session', { method: 'DELETE', headers: signedIn })
    expect((await server.request('/api/flows', { headers: signedIn })).status).toBe(401)
    await server.close()
  })

  describe('two processes', () => {
    it('move one call one at a time, and number its rows together', async () => {
      const url = await postgres.createDatabase()
      const [here, there] = await Promise.all([openPostgresStore(url), openPostgresStore(url)])
      await here.commitTurn(firstCommit('c1'))
      const results = await Promise.allSettled([
        here.commitTurn(nextCommit('c1', 1)),
        there.commitTurn(nextCommit('c1', 1)),
        here.appendRows('c1', [row('digit'), row('digit')]),
        there.appendRows('c1', [row('digit'), row('digit')]),
      ])
      expect(results.map(({ status }) => status).toSorted()).toEqual([
        ...['fulfilled', 'fulfilled', 'fulfilled', 'rejected'],
      ])
      const rows = await here.readRows('c1', 0, 100)
      expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
      await Promise.all([here.close(), there.close()])
    })

    it('hear of each other’s rows in order while they follow the call', async () => {
      const url = await postgres.createDatabase()
      const [here, there] = await Promise.all([openPostgresStore(url), openPostgresStore(url)])
      await here.commitTurn(firstCommit('c1'))
      const heard: number[] = []
      const complete = Promise.withResolvers<void>()
      there.onRows((_, rows) => {
        heard.push(...rows.map(({ seq }) => seq))
        if (heard.at(-1) === 41) complete.resolve()
      })
      const unfollow = await there.follow('c1')
      for (let index = 0; index < 20; index++) {
        await Promise.all([
          here.appendRows('c1', [row('digit')]),
          there.appendRows('c1', [row('digit')]),
        ])
      }
      await complete.promise
      expect(heard).toEqual(Array.from({ length: 40 }, (_, index) => index + 2))
      unfollow()
      await Promise.all([here.close(), there.close()])
    })

    it('take up the calls of one that is gone, and of no other', async () => {
      const url = await postgres.createDatabase()
      const here = await openPostgresStore(url)
      const there = await openPostgresStore(url)
      await here.commitTurn(firstCommit('c1'))
      await there.commitTurn(firstCommit('c2'))
      expect(await here.takeOrphans()).toEqual([])
      await there.close()
      expect(await here.takeOrphans()).toEqual([{ callId: 'c2', channel: 'http' }])
      expect(await here.takeOrphans()).toEqual([])
      await here.close()
    })
  })

  it.skipIf(!postgresIsOurs)(
    'says that it is away, and is there again when Postgres is',
    async () => {
      const url = await postgres.createDatabase()
      const store = await openPostgresStore(url)
      const other = await openPostgresStore(url)
      await store.commitTurn(firstCommit('c1'))
      const heard: number[] = []
      const complete = Promise.withResolvers<void>()
      store.onRows((_, rows) => {
        heard.push(...rows.map(({ seq }) => seq))
        if (heard.at(-1) === 2) complete.resolve()
      })
      await store.follow('c1')
      await postgres.power?.stop()
      const refused = await Promise.allSettled([
        ...[store.commitTurn(nextCommit('c1', 1)), store.loadTurn('c1', 1), store.listFlows()],
        ...[store.appendRows('c1', [row('lost')]), store.claimWebhooks(claim)],
      ])
      for (const result of refused) {
        expect(result).toMatchObject({ reason: expect.any(StoreUnavailable) })
      }
      await postgres.power?.start()
      expect(await other.loadTurn('c1', 1)).toMatchObject({ version: 1, answer: '<Response/>' })
      await other.commitTurn(nextCommit('c1', 1))
      await complete.promise
      await Promise.all([store.close(), other.close()])
    },
  )

  it('keeps text that Postgres cannot, as near as it can', async () => {
    const store = await openPostgresStore(await postgres.createDatabase())
    const first = firstCommit('c1')
    await store.commitTurn({ ...first, start: first.start && { ...first.start, sid: 'a\0b' } })
    expect(await store.findCall('local', 'a\0b')).toBe('c1')
    await store.close()
  })

  it.skipIf(!postgresIsOurs).for<[string, (url: URL) => void, RegExp]>([
    [
      'a wrong password',
      (url) => {
        url.password = 'no'
      },
      /refused the user tester: check user and password in DATABASE_URL/,
    ],
    [
      'no such database',
      (url) => {
        url.pathname = '/nowhere'
      },
      /has no database nowhere: make it with createdb nowhere/,
    ],
    [
      'nobody listening',
      (url) => {
        url.port = '1'
      },
      /cannot be reached \(.*ECONNREFUSED.*\): start it, or check host and port/,
    ],
    [
      'no such server',
      (url) => {
        url.hostname = 'nowhere.invalid'
      },
      /There is no server nowhere\.invalid:\d+: check the host/,
    ],
    [
      'encryption it lacks',
      (url) => {
        url.searchParams.set('sslmode', 'verify-full')
      },
      /does not agree on encryption/,
    ],
  ])('says what to do about %s', async ([, change, sentence]) => {
    const url = new URL(postgres.url)
    change(url)
    await expect(openPostgresStore(url.href)).rejects.toThrow(sentence)
  })
})

const claim = { lease: 'l', now: 1, until: 2, limit: 1, perHost: 1 }

describe('an address of Postgres', () => {
  it.for(['mysql://a/b', 'postgres', 'http://localhost/x'])('is not %s', (url) => {
    expect(() => placeOf(url)).toThrow(/^DATABASE_URL is no address of a Postgres database/)
  })

  it('is named without its password', () => {
    expect(placeOf('postgres://ada:s3cret@db.example/studio')).toEqual({
      ...{ host: 'db.example:5432', database: 'studio', user: 'ada' },
    })
  })

  it('must lead to a server that is new enough and keeps any text', () => {
    const place = placeOf('postgres://db.example/studio')
    expect(() => checkServer(place, 90_624, 'UTF8')).toThrow('version 9, which is too old: use 13')
    expect(() => checkServer(place, 120_005, 'UTF8')).toThrow('version 12, which is too old')
    expect(() => checkServer(place, 150_018, 'SQL_ASCII')).toThrow('keeps text in SQL_ASCII')
    checkServer(place, 150_018, 'UTF8')
  })
})
