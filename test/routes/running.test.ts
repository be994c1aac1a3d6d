import { describe, expect, it } from 'vitest'
import { createHealth } from '#runtime/running/createHealth.ts'
import { finishCalls } from '#runtime/running/finishCalls.ts'
import { StoreUnavailable } from '#runtime/storage/store.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import { createHarness } from '../support/harness.ts'

const stores = {
  'a store that answers': async () => null,
  'a store that is gone': async () => {
    throw new StoreUnavailable('The store is away.')
  },
  'a store that says nothing': () => new Promise<null>(() => {}),
}

describe('readiness', () => {
  it.each([
    ['a store that answers', false, { status: 'ready', store: 'ok' }],
    ['a store that answers', true, { status: 'stopping', store: 'ok' }],
    ['a store that is gone', false, { status: 'unavailable', store: 'unavailable' }],
    ['a store that is gone', true, { status: 'stopping', store: 'unavailable' }],
    ['a store that says nothing', false, { status: 'unavailable', store: 'unavailable' }],
  ] as const)('with %s, stopping: %s', async (name, isStopping, expected) => {
    const clock = createFakeClock()
    const health = createHealth({ nextDue: stores[name] }, clock)
    if (isStopping) health.beginStop()
    const readiness = health.readiness()
    await clock.advance(2_000)
    expect(await readiness).toEqual(expected)
  })

  it('is asked for over HTTP, under any name', async () => {
    const harness = await createHarness()
    const get = (path: string) =>
      harness.app.fetch(new Request(`http://pod-7.cluster.internal${path}`))
    expect((await get('/health')).status).toBe(200)
    expect((await get('/health/ready')).status).toBe(200)
    expect((await get('/api/flows')).status).toBe(403)
    harness.app.health.beginStop()
    const stopping = await get('/health/ready')
    expect([stopping.status, await stopping.json()]).toEqual([
      503,
      { status: 'stopping', store: 'ok' },
    ])
    expect((await get('/health')).status).toBe(200)
    await harness.close()
  })
})

describe('calls at a stop', () => {
  it.each([
    ['nothing goes on', 0, 60_000, 0, 0],
    ['calls end in time', 3, 60_000, 3_000, 0],
    ['one call goes on', 3, 2_500, 2_600, 1],
    ['nobody may wait', 2, 0, 0, 2],
  ])('are waited for: %s', async (_, calls, limit, after, left) => {
    const clock = createFakeClock()
    const startedAt = clock.now()
    // One call ends each second.
    const count = () => Math.max(0, calls - Math.floor((clock.now() - startedAt) / 1_000))
    const result = finishCalls(count, limit, clock)
    for (let at = 0; at < after + 400; at += 200) await clock.advance(200)
    expect(await result).toBe(left)
  })
})
