import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstCommit, makeProgram, nextCommit, type OpenedStore, row } from './store.contract.ts'
import type { OutgoingWebhook, Store } from './store.ts'

const webhook = (id: string, host = 'a.example', dueAt = 10): OutgoingWebhook => ({
  ...{ id, createdAt: 5, dueAt },
  request: {
    ...{ type: 'request', id: 'e1', node: 'n', method: 'POST', url: `https://${host}/` },
    ...{ headers: {}, body: '{}', timeout: 1_000, detached: true },
  },
})

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
      const claims = await Promise.all([
        store.claimKey('k', 'h', 1),
        store.claimKey('k', 'h', 1),
        store.claimKey('k', 'h', 1),
      ])
      expect(claims.filter((one) => one === null)).toHaveLength(1)
      const answer = { status: 201, contentType: 'application/json', body: '{"é":1}' }
      await store.keepAnswer('k', answer)
      expect(await store.claimKey('k', 'other', 2)).toEqual({ bodyHash: 'h', answer })
      await store.releaseKey('k')
      expect(await store.claimKey('k', 'h', 5)).toBe(null)
      await store.forgetKeys(5)
      expect(await store.claimKey('k', 'h', 5)).toEqual({ bodyHash: 'h', answer: null })
      await store.forgetKeys(6)
      expect(await store.claimKey('k', 'h', 7)).toBe(null)
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
