import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Claim } from './answerStore.ts'
import type { NewPlace } from './placeStore.ts'
import {
  firstCommit,
  makeProgram,
  makeSession,
  nextCommit,
  type OpenedStore,
  row,
} from './store.contract.ts'
import type { OutgoingWebhook, Store } from './store.ts'

const webhook = (id: string, host = 'a.example', dueAt = 10): OutgoingWebhook => ({
  ...{ id, createdAt: 5, dueAt },
  request: {
    ...{ type: 'request', id: 'e1', node: 'n', method: 'POST', url: `https://${host}/` },
    ...{ headers: {}, body: '{}', timeout: 1_000, detached: true },
  },
})

const toClaim = (answer: unknown): Claim => {
  expect(answer).toEqual({ key: 'k', claim: expect.any(String) })
  return claimSchema.parse(answer)
}
const claimSchema = z.object({ key: z.string(), claim: z.string() })

/** What waits to be sent, kept answers, receivers, and watching a call, on any engine. */
export function describeWork(name: string, open: () => Promise<OpenedStore>): void {
  describe(`${name} keeps work`, () => {
    let opened: OpenedStore
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    const claim = (lease: string, now: number, perHost = 8) =>
      store.claimWebhooks({ lease, now, limit: 9, perHost })
    const list = async (status: 'waiting' | 'dead' | null, before: string | null = null) => {
      const page = await store.listWebhooks({ status, before, limit: 2 })
      return [page.webhooks.map(({ id, attempts, error }) => [id, attempts, error]), page.next]
    }

    it('gives each webhook to one worker, few of one server, and again when the lease ends', async () => {
      const outbox = [webhook('m1'), webhook('m2'), webhook('m3', 'b.example', 20)]
      await store.commitTurn(firstCommit('c1', { outbox }))
      expect(await store.nextDue()).toBe(10)
      const both = await Promise.all([claim('w1', 10, 1), claim('w2', 10, 1)])
      expect(both.flat().map(({ id, attempts }) => [id, attempts])).toEqual([['m1', 1]])
      expect((await claim('w3', 20, 1)).map(({ id }) => id)).toEqual(['m3'])
      // An attempt may take a second, and clocks may differ by five.
      expect((await claim('w4', 10 + 1_000 + 5_000)).map(({ id }) => id)).toEqual(['m1', 'm2'])
      expect(await store.dropWebhook('m1', 'w1')).toBe(false)
      expect(await store.dropWebhook('m1', 'w4')).toBe(true)
    })

    it('puts off what did not arrive, gives it up, and begins anew when it is told to', async () => {
      await store.commitTurn(firstCommit('c1', { outbox: [webhook('m1'), webhook('m2')] }))
      await claim('w', 10)
      const later = { dueAt: 99, error: 'Busy.' }
      expect(await store.delayWebhook('m1', 'other', later)).toBe(false)
      expect(await store.delayWebhook('m1', 'w', later)).toBe(true)
      expect(await store.replayWebhook('m2', 11)).toBe('sending')
      expect(await store.delayWebhook('m2', 'w', { dueAt: null, error: 'Gone.' })).toBe(true)
      expect(await list('waiting')).toEqual([[['m1', 1, 'Busy.']], null])
      expect(await list('dead')).toEqual([[['m2', 1, 'Gone.']], null])
      expect([await store.nextDue(), await store.replayWebhook('m9', 11)]).toEqual([99, 'unknown'])
      expect(await store.replayWebhook('m2', 11)).toBe('replayed')
      expect((await claim('v', 11)).map(({ id, attempts }) => [id, attempts])).toEqual([['m2', 1]])
    })

    it('lists what waits by pages, newest first', async () => {
      await store.commitTurn(
        firstCommit('c1', { outbox: ['m1', 'm2', 'm3'].map((id) => webhook(id)) }),
      )
      const [first, next] = await list(null)
      expect(first).toEqual([
        ['m3', 0, ''],
        ['m2', 0, ''],
      ])
      expect(await list(null, String(next))).toEqual([[['m1', 0, '']], null])
    })

    it('gives a key to one of those who claim it, and keeps the answer', async () => {
      const answer = { status: 201, contentType: 'application/json', body: '{"é":1}' }
      const claims = await Promise.all([1, 2, 3].map(() => store.claimKey('k', 'h', 1)))
      const own = claims.filter((one) => !('holder' in one))
      expect(own).toHaveLength(1)
      const claim = toClaim(own[0])
      await store.keepAnswer({ ...claim, claim: 'of another' }, { ...answer, body: 'wrong' })
      await store.keepAnswer(claim, answer)
      const known = { bodyHash: 'h', made: null, holder: 'here', claim: claim.claim }
      expect(await store.claimKey('k', 'other', 2)).toEqual({ ...known, answer })
      await store.releaseKey({ ...claim, claim: 'of another' })
      expect(await store.claimKey('k', 'h', 5)).toEqual({ ...known, answer })
      await store.releaseKey(claim)
      const next = toClaim(await store.claimKey('k', 'h', 5))
      await store.forgetKeys(5)
      expect(await store.claimKey('k', 'h', 5)).toMatchObject({ claim: next.claim, answer: null })
      await store.forgetKeys(6)
      toClaim(await store.claimKey('k', 'h', 7))
    })

    it('lets somebody go on under the key of a process that is gone, until something was made', async () => {
      const claim = toClaim(await store.claimKey('k', 'h', 1))
      store = await opened.reopen()
      expect(await store.claimKey('k', 'h', 2)).toMatchObject({ holder: 'nobody', made: null })
      const takers = await Promise.all([1, 2].map(() => store.takeOverKey(claim)))
      expect(takers.filter((one) => one !== null)).toHaveLength(1)
      const next = takers.find((one) => one !== null) ?? null
      const call = {
        ...{ callId: 'c1', vars: {}, from: '+1', to: '+2', ringSeconds: 9 },
        program: { flowId: 'f', flowName: 'F', version: 1, hash: 'sha256:p1', labels: 'l' },
        onVoicemail: 'ignore' as const,
      }
      const lease = { owner: 'o', until: 9 }
      expect(await store.insertOutbound(call, lease, 3, claim)).toBe('claimLost')
      expect(await store.findOutbound('c1')).toBe(null)
      expect(await store.insertOutbound(call, lease, 3, next)).toBe('created')
      expect(await store.claimKey('k', 'h', 4)).toMatchObject({ holder: 'here', made: 'c1' })
      if (next) await store.releaseKey(next)
      expect(next && (await store.takeOverKey(next))).toBe(null)
      expect(await store.claimKey('k', 'h', 4)).toMatchObject({ made: 'c1', answer: null })
    })

    it('gives no more places than there are, and those of a process that is gone again', async () => {
      const take = (id: string, now = 1, more: Partial<NewPlace> = {}) =>
        store.takePlace({ scope: 's', id, most: 2, owner: 'p', now, until: now + 10, ...more })
      const taken = await Promise.all(['a', 'b', 'c', 'd'].map((id) => take(id)))
      expect(taken.filter((one) => one)).toHaveLength(2)
      const [first = ''] = ['a', 'b', 'c', 'd'].filter((_, index) => taken[index])
      expect(await take('e', 1, { scope: 'other' })).toBe(true)
      await store.dropPlace('s', first)
      expect([await take('f', 5), await take('g', 5)]).toEqual([true, false])
      await store.renewPlaces('p', 99)
      expect(await take('h', 50)).toBe(false)
      expect([await take('i', 99), await take('j', 99), await take('k', 99)]).toEqual([
        ...[true, true, false],
      ])
    })

    it('counts the calls to a number among its places, each once and typed ones not at all', async () => {
      const number = '+12025550177'
      const take = (id: string, most: number) =>
        store.takePlace({ ...{ scope: 's', id, most, owner: 'p', now: 1, until: 9, number } })
      const callTo = (id: string, channel: 'voice' | 'text' = 'voice') => {
        const commit = firstCommit(id, {
          session: makeSession(id, { call: { id, from: '+1', to: number, direction: 'inbound' } }),
        })
        const { start } = commit
        return { ...commit, start: start && { ...start, sid: id, channel } }
      }
      await store.commitTurn(callTo('c1'))
      await store.commitTurn(callTo('c2', 'text'))
      expect([await take('c3', 1), await take('c3', 2), await take('c4', 2)]).toEqual([
        ...[false, true, false],
      ])
      await store.commitTurn(callTo('c3'))
      expect([await take('c4', 2), await take('c4', 3)]).toEqual([false, true])
      await store.closeCall('c1', { status: 'completed', at: 9 })
      expect(await take('c5', 3)).toBe(true)
    })

    it('keeps receivers as they are changed', async () => {
      const one = {
        ...{ id: 'r1', createdAt: 1, url: 'https://a.example/?q=ü', description: 'Ours' },
        ...{ events: ['call.node' as const], isEnabled: true },
      }
      await store.insertSubscription(one)
      const changed = { ...one, isEnabled: false, events: ['call.failed' as const] }
      expect(await store.saveSubscription(changed)).toBe(true)
      expect(await store.saveSubscription({ ...one, id: 'r2' })).toBe(false)
      expect(await store.listSubscriptions()).toEqual([changed])
      expect([await store.deleteSubscription('r1'), await store.deleteSubscription('r1')]).toEqual([
        true,
        false,
      ])
    })

    it('tells those who follow a call of its rows, in order', async () => {
      const heard: number[] = []
      store.onRows((_, rows) => heard.push(...rows.map(({ seq }) => seq)))
      await store.commitTurn(firstCommit('c1'))
      const stop = await store.follow('c1')
      await store.commitTurn(nextCommit('c1', 1))
      await store.appendRows('c1', [row('a'), row('b')])
      stop()
      expect(heard).toEqual([1, 2, 3, 4])
      await store.commitTurn(nextCommit('c1', 2, { outcome: { status: 'completed', at: 9 } }))
      expect(await store.takeOrphans()).toEqual([])
    })

    it('keeps a program once, under its hash', async () => {
      const program = makeProgram('kept')
      const ids = await Promise.all([
        store.saveProgram(program, {}),
        store.saveProgram(program, {}),
      ])
      expect(new Set(ids).size).toBe(1)
      expect(await store.loadProgram(program.hash)).toEqual(program)
    })
  })
}
