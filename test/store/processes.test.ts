import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTurnClient } from '#runtime/calls/createTurnClient.ts'
import { openPostgresStore } from '#runtime/storage/postgres.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { menuFlow, webhookFlow } from '../support/makeFlow.ts'
import {
  postgresIsOurs,
  postgresMissing,
  startPostgres,
  type TestPostgres,
} from '../support/postgres.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const secret = 'a secret for the turns of calls'
const start = (harness: Harness, sid: string) =>
  harness.turns.post('/hooks/voice', { CallSid: sid, From: '+1', To: '+12025550100' })
const press = (harness: Harness, id: string | null, digits: string, turn = 2) =>
  harness.turns.post(`/hooks/voice/${id}/${turn}`, {
    ...{ Turn: String(turn), Reason: 'digits', Digits: digits },
  })

describe.skipIf(postgresMissing !== null)(
  `servers on one Postgres (${postgresMissing ?? 'here'})`,
  () => {
    let postgres: TestPostgres
    let servers: Harness[] = []
    const serve = async (count: number) => {
      const url = await postgres.createDatabase()
      const openStore = () => openPostgresStore(url)
      servers = await Promise.all(Array.from({ length: count }, () => createHarness({ openStore })))
      const [first] = servers
      if (!first) throw new Error('no server')
      return { first, all: servers }
    }
    beforeAll(async () => {
      postgres = await startPostgres()
    }, 120_000)
    afterAll(() => postgres.remove())
    beforeEach(() => {
      servers = []
    })
    afterEach(() => Promise.all(servers.map((server) => server.close())))

    it('start a call once that each of them is asked for', async () => {
      const { first, all } = await serve(3)
      await first.publish(menuFlow)
      const answers = await Promise.all(all.map((server) => start(server, 'CA1')))
      expect(
        new Set(answers.map(({ status, body, callId }) => `${status} ${callId} ${body}`)).size,
      ).toBe(1)
      expect(
        (await first.store.listCalls({ flow: null, before: null, limit: 9 })).calls,
      ).toHaveLength(1)
    })

    it('give one turn one answer, wherever it is posted', async () => {
      const { first, all } = await serve(3)
      await first.publish(menuFlow)
      const { callId } = await start(first, 'CA1')
      const answers = await Promise.all(
        all.map((server, index) => press(server, callId, String((index % 2) + 1))),
      )
      expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1)
      expect(answers[0]?.status).toBe(200)
    })

    it('show a call live that another of them answers', async () => {
      const { first, all } = await serve(2)
      const second = all[1] ?? first
      await first.publish(menuFlow)
      const { callId } = await start(first, 'CA1')
      const seen: number[] = []
      const ended = Promise.withResolvers<void>()
      const unsubscribe = second.app.live.subscribe(callId ?? '', 0, (rows) => {
        seen.push(...rows.map(({ seq }) => seq))
        if (rows.some(({ type }) => type === 'call.ended')) ended.resolve()
      })
      await press(first, callId, '1')
      await ended.promise
      unsubscribe()
      const kept = await first.store.readRows(callId ?? '', 0, 1_000)
      expect(seen).toEqual(kept.map(({ seq }) => seq))
    })

    it('answer a turn that another of them is working on', async () => {
      const { first, all } = await serve(2)
      await first.publish(webhookFlow('/sample/parcels'))
      const { callId } = await start(first, 'CA1')
      const form = { Turn: '2', Reason: 'redirect' }
      const answers = await Promise.all(
        all.map((server) => server.turns.post(`/hooks/voice/${callId}/2`, form)),
      )
      expect(answers.map(({ body }) => body)).toEqual([
        expect.stringContaining('It failed.'),
        answers[0]?.body,
      ])
    })

    it.skipIf(!postgresIsOurs)(
      'refuse a turn with an apology while Postgres is away, and take it when it is back',
      async () => {
        const { first, all } = await serve(2)
        const second = all[1] ?? first
        await first.publish(menuFlow)
        const { callId } = await start(first, 'CA1')
        await postgres.power?.stop()
        const refused = [
          await press(first, callId, '1'),
          await press(second, callId, '1'),
          await start(first, 'CA2'),
        ]
        for (const { status, body } of refused) {
          expect([status, body]).toEqual([503, expect.stringContaining('<Say>Sorry')])
        }
        expect((await first.request('/api/flows')).status).toBe(503)
        await postgres.power?.start()
        expect((await press(second, callId, '1')).body).toContain('One.')
        expect((await press(first, callId, '2')).body).toContain('One.')
        expect((await start(first, 'CA2')).body).toContain('Press 1 or 2.')
      },
    )

    it('let a call go on in another when one is stopped, and drop nothing', async () => {
      const env = {
        ...{ DATABASE_URL: await postgres.createDatabase(), WEBHOOK_SECRET: secret },
        ...{ BUILD_EDITOR: '0', LOG_LEVEL: 'silent', DRAIN_SECONDS: '20' },
        VAULT_KEY: 'one key for all processes of this store',
      }
      const [first, second] = [await startServer(env), await startServer(env)]
      const at = ({ url }: RunningServer) =>
        createTurnClient({ fetch, secret, now: Date.now, base: url })
      const { callId, body } = await at(first).post('/hooks/voice', {
        ...{ CallSid: 'CA1', From: '+12025550199', To: '+12025550100' },
      })
      expect(body).toContain('<Gather')
      expect((await fetch(`${first.url}/health/ready`)).status).toBe(200)
      expect(await first.stop()).toBe(0)
      const turn = { Turn: '2', Reason: 'timeout' }
      const answer = await at(second).post(`/hooks/voice/${callId}/2`, turn)
      expect([answer.status, answer.body]).toEqual([200, expect.stringContaining('<Gather')])
      expect(await second.stop()).toBe(0)
    }, 120_000)

    it('start from DATABASE_URL, say so, and stop for a sentence when they cannot', async () => {
      const url = await postgres.createDatabase()
      const env = { BUILD_EDITOR: '0', LOG_LEVEL: 'silent' }
      const server = await startServer({ ...env, DATABASE_URL: url })
      const { host, pathname } = new URL(url)
      expect(server.output()).toContain(
        `keeps calls   in Postgres, ${pathname.slice(1)} at ${host}`,
      )
      expect((await fetch(`${server.url}/api/flows`)).status).toBe(200)
      expect(await server.stop()).toBe(0)
      const wrong = new URL(url)
      wrong.pathname = '/nowhere'
      await expect(startServer({ ...env, DATABASE_URL: wrong.href })).rejects.toThrow(
        /stopped with 1:\nPostgres at .* has no database nowhere: make it with createdb nowhere, or name another in DATABASE_URL\.\n$/,
      )
    }, 120_000)
  },
)
