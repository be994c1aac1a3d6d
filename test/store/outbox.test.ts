import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { systemClock } from '#runtime/calls/clock.ts'
import { createLog } from '#runtime/log.ts'
import { createOutbox, type Outbox } from '#runtime/outbox/createOutbox.ts'
import { openPostgresStore } from '#runtime/storage/postgres.ts'
import { openSqliteStore } from '#runtime/storage/sqlite.ts'
import { firstCommit } from '#runtime/storage/store.contract.ts'
import type { ClaimedWebhook, OutgoingWebhook, Store } from '#runtime/storage/store.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import { postgresMissing, startPostgres, type TestPostgres } from '../support/postgres.ts'

const webhook = (id: string, more: Partial<OutgoingWebhook> = {}): OutgoingWebhook => ({
  id,
  createdAt: 1_000_000,
  dueAt: 1_000_000,
  request: {
    ...{ type: 'request', id: 'e1', node: 'hook', method: 'POST' as const },
    ...{ url: 'https://a.example/x', headers: {}, body: '{}', timeout: 1_000, detached: true },
  },
  ...more,
})
const withHost = (id: string, host: string): OutgoingWebhook => {
  const one = webhook(id)
  return { ...one, request: { ...one.request, url: `https://${host}/x` } }
}
const ok: EffectResult = { type: 'response', status: 200, body: null }
const refused: EffectResult = { type: 'response', status: 503, body: null }
const page = { status: null, before: null, limit: 50 }

/** An outbox on a store of its own, whose clock stands still. */
async function openOutbox(
  perform: (webhook: ClaimedWebhook, signal: AbortSignal) => Promise<EffectResult>,
  folder = mkdtempSync(join(tmpdir(), 'fml-outbox-')),
) {
  const clock = createFakeClock()
  const store = await openSqliteStore(join(folder, 'studio.sqlite'))
  let leases = 0
  const outbox: Outbox = createOutbox({
    ...{ store, clock, log: createLog('silent'), random: () => 0.5, mask: (_, row) => row },
    newId: () => `l${++leases}`,
    perform: (claimed, { signal }) => perform(claimed, signal),
  })
  const settle = async () => {
    for (let round = 0; round < 12; round++) await clock.settle()
  }
  return {
    ...{ store, outbox, clock, settle, folder },
    advance: async (ms: number) => {
      await clock.advance(ms)
      await settle()
    },
    close: async () => {
      await outbox.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
type OpenedOutbox = Awaited<ReturnType<typeof openOutbox>>

describe('the outbox', () => {
  let opened: OpenedOutbox
  afterEach(() => opened.close())

  it('sends what a turn left, once, and says so in the history of its call', async () => {
    const sent: string[] = []
    opened = await openOutbox(async ({ id }) => {
      sent.push(id)
      return ok
    })
    const { store, outbox, settle } = opened
    await store.commitTurn(firstCommit('c1', { outbox: [webhook('m1'), webhook('m2')] }))
    outbox.wake()
    await settle()
    expect(sent).toEqual(['m1', 'm2'])
    expect((await store.listWebhooks(page)).webhooks).toEqual([])
    const rows = await store.readRows('c1', 1, 9)
    expect(rows.map(({ type, data }) => [type, data])).toEqual([
      ['effect.finished', { node: 'hook', ok: true, summary: 'answered 200' }],
      ['effect.finished', { node: 'hook', ok: true, summary: 'answered 200' }],
    ])
  })

  it('tries again later and later, under one id, and gives up after the tenth time', async () => {
    const at: number[] = []
    const ids = new Set<string>()
    opened = await openOutbox(async ({ id }) => {
      ids.add(id)
      at.push(opened.clock.now() - 1_000_000)
      return refused
    })
    const { store, outbox, settle, advance } = opened
    await store.commitTurn(firstCommit('c1', { outbox: [webhook('m1')] }))
    outbox.wake()
    await settle()
    for (let hour = 0; hour < 40; hour++) await advance(3_600_000)
    const [first = 0, ...later] = at
    const pauses = later.map((time, index) => (time - (at[index] ?? 0)) / 1_000)
    expect([first, pauses, ids.size]).toEqual([
      0,
      [5, 20, 80, 320, 1_280, 5_120, 20_480, 21_600, 21_600],
      1,
    ])
    expect((await store.listWebhooks({ ...page, status: 'dead' })).webhooks).toMatchObject([
      { id: 'm1', status: 'dead', attempts: 10, error: 'answered 503' },
    ])
  })

  it('reaches a receiver that comes and goes, each webhook once for all that it took', async () => {
    const taken: string[] = []
    let isUp = false
    opened = await openOutbox(async ({ id }) => {
      if (isUp) taken.push(id)
      return isUp ? ok : refused
    })
    const { store, outbox, settle, advance } = opened
    const many = Array.from({ length: 12 }, (_, index) => webhook(`m${index}`))
    await store.commitTurn(firstCommit('c1', { outbox: many }))
    outbox.wake()
    await settle()
    for (let round = 0; round < 60; round++) {
      isUp = round % 7 === 6
      await advance(5_000)
    }
    isUp = true
    await advance(1_300_000)
    expect(taken.toSorted()).toEqual(many.map(({ id }) => id).toSorted())
    expect((await store.listWebhooks(page)).webhooks).toEqual([])
  })

  it('sends a dead one again when it is told to', async () => {
    let answer: EffectResult = { type: 'response', status: 410, body: null }
    opened = await openOutbox(async () => answer)
    const { store, outbox, settle, clock } = opened
    await store.commitTurn(firstCommit('c1', { outbox: [webhook('m1')] }))
    outbox.wake()
    await settle()
    expect((await store.listWebhooks(page)).webhooks).toMatchObject([
      { status: 'dead', attempts: 1 },
    ])
    answer = ok
    expect(await store.replayWebhook('m2', clock.now())).toBe('unknown')
    expect(await store.replayWebhook('m1', clock.now())).toBe('replayed')
    outbox.wake()
    await settle()
    expect((await store.listWebhooks(page)).webhooks).toEqual([])
  })

  it('sends few at once to one server, and does not let it hold up another', async () => {
    const open: { id: string; answer: (result: EffectResult) => void }[] = []
    opened = await openOutbox(({ id }) => new Promise((answer) => open.push({ id, answer })))
    const { store, outbox, settle, advance } = opened
    const slow = Array.from({ length: 20 }, (_, index) => withHost(`s${index}`, 'slow.example'))
    await store.commitTurn(
      firstCommit('c1', { outbox: [...slow, withHost('q1', 'quick.example')] }),
    )
    outbox.wake()
    await settle()
    expect(open.map(({ id }) => id).toSorted()).toEqual([
      ...['q1', 's0', 's1', 's10', 's11', 's12', 's13', 's14', 's15'],
    ])
    open[0]?.answer(ok)
    await advance(100)
    expect(open).toHaveLength(10)
    for (let round = 0; round < 20; round++) {
      for (const { answer } of open) answer(ok)
      await advance(100)
    }
    expect((await store.listWebhooks(page)).webhooks).toEqual([])
    expect(new Set(open.map(({ id }) => id)).size).toBe(21)
  })

  it('gives back what it was sending when the server stops; the next one sends it', async () => {
    opened = await openOutbox(
      (_, signal) =>
        new Promise((resolve) => {
          const failed: EffectResult = { type: 'failed', why: 'stopped', timedOut: false }
          signal.addEventListener('abort', () => resolve(failed))
        }),
    )
    await opened.store.commitTurn(firstCommit('c1', { outbox: [webhook('m1')] }))
    opened.outbox.wake()
    await opened.settle()
    await opened.outbox.close()
    const [kept] = (await opened.store.listWebhooks(page)).webhooks
    expect(kept).toMatchObject({ status: 'waiting', error: 'The server stopped.' })
    await opened.store.close()
    opened = await openOutbox(async () => ok, opened.folder)
    opened.outbox.wake()
    await opened.settle()
    expect((await opened.store.listWebhooks(page)).webhooks).toEqual([])
  })

  it('takes over what a worker held that died, when its lease ends', async () => {
    const sent: string[] = []
    opened = await openOutbox(async ({ id }) => {
      sent.push(id)
      return ok
    })
    const { store, outbox, settle, advance, clock } = opened
    await store.commitTurn(firstCommit('c1', { outbox: [webhook('m1')] }))
    const claim = { lease: 'dead', now: clock.now(), limit: 9, perHost: 8 }
    expect(await store.claimWebhooks(claim)).toMatchObject([{ id: 'm1', attempts: 1 }])
    expect(await store.replayWebhook('m1', clock.now())).toBe('sending')
    outbox.wake()
    await settle()
    await advance(5_900)
    expect(sent).toEqual([])
    await advance(200)
    expect(sent).toEqual(['m1'])
    // Its lease was given to somebody else.
    expect(await store.dropWebhook('m1', 'dead')).toBe(false)
  })
})

describe.skipIf(postgresMissing !== null)(
  `outboxes of one Postgres (${postgresMissing ?? 'here'})`,
  () => {
    let postgres: TestPostgres
    beforeAll(async () => {
      postgres = await startPostgres()
    }, 60_000)
    afterAll(() => postgres.remove())

    it('never send one webhook at the same time, and each of them once', async () => {
      const url = await postgres.createDatabase()
      const stores: Store[] = await Promise.all([1, 2, 3].map(() => openPostgresStore(url)))
      const under = new Set<string>()
      const sent: string[] = []
      const clashes: string[] = []
      let most = 0
      const outboxes = stores.map((store, index) => {
        let leases = 0
        return createOutbox({
          ...{ store, clock: systemClock, log: createLog('silent'), random: Math.random },
          mask: (_, row) => row,
          newId: () => `p${index}-${++leases}`,
          perform: async ({ id }) => {
            if (under.has(id)) clashes.push(id)
            under.add(id)
            most = Math.max(most, under.size)
            await new Promise((resolve) => setTimeout(resolve, 2))
            under.delete(id)
            sent.push(id)
            return ok
          },
        })
      })
      const [store] = stores
      if (!store) throw new Error('no store')
      const ids = Array.from({ length: 120 }, (_, index) => `m${index}`)
      await Promise.all(
        ids.map((id, index) =>
          store.commitTurn(firstCommit(id, { outbox: [withHost(id, `h${index % 9}.example`)] })),
        ),
      )
      for (const outbox of outboxes) outbox.wake()
      await vi.waitFor(() => expect(sent).toHaveLength(120), { timeout: 20_000 })
      await Promise.all(outboxes.map((outbox) => outbox.close()))
      expect([clashes, sent.toSorted()]).toEqual([[], ids.toSorted()])
      expect((await store.listWebhooks(page)).webhooks).toEqual([])
      await Promise.all(stores.map((one) => one.close()))
    })
  },
)
