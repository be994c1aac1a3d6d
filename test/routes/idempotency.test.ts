import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

const post = (key: string, body: unknown = { name: 'Once' }, path = '/api/flows') =>
  harness.request(path, { method: 'POST', body, headers: { 'idempotency-key': key } })
const names = async () => (await harness.store.listFlows()).map(({ flow }) => flow.name)

describe('a POST with an Idempotency-Key', () => {
  it('is done once, and answered alike each time', async () => {
    const first = await post('k1')
    const again = await post('k1')
    expect([first.status, again.status]).toEqual([201, 201])
    expect(await again.text()).toBe(await first.text())
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([
      null,
      'true',
    ])
    expect(await names()).toEqual(['Once'])
    expect((await harness.store.listAudit({ before: null, limit: 9 })).entries).toHaveLength(1)
  })

  it('is done once when it comes several times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('k1')))
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0)
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
    expect(await names()).toEqual(['Once'])
  })

  it('is refused with another body, and free for another path and another key', async () => {
    await post('k1')
    expect((await post('k1', { name: 'Twice' })).status).toBe(422)
    expect((await post('k2', { name: 'Twice' })).status).toBe(201)
    expect((await post('k1', { text: 'x'.repeat(3_000) }, '/api/speech')).status).toBe(400)
    expect((await names()).toSorted()).toEqual(['Once', 'Twice'])
  })

  it('keeps what was refused, and does again what failed on our side', async () => {
    expect((await post('k1', { name: '' })).status).toBe(400)
    expect((await post('k1', { name: '' })).headers.get('idempotency-replayed')).toBe('true')
    // No voice is installed here.
    const speak = () => post('k2', { text: 'Hello' }, '/api/speech')
    expect((await speak()).status).toBe(503)
    const second = await speak()
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([503, null])
  })

  it('is not done again when nobody knows how it ended', async () => {
    const { store } = harness
    const breaking = { ...store, keepAnswer: () => Promise.reject(new Error('gone')) }
    const first = await createHarness({ openStore: async () => breaking })
    const request = { body: { name: 'Once' }, headers: { 'idempotency-key': 'k1' } }
    expect((await first.request('/api/flows', request)).status).toBe(500)
    const again = await first.request('/api/flows', request)
    expect([again.status, (await again.json()).code]).toEqual([409, 'key.unknown'])
    expect(await names()).toEqual(['Once'])
  })

  it('is forgotten after a day', async () => {
    await post('k1')
    await harness.clock.advance(25 * 3_600_000)
    await post('other', { name: 'Other' })
    await harness.clock.settle()
    expect((await post('k1')).headers.get('idempotency-replayed')).toBe(null)
    expect((await names()).toSorted()).toEqual(['Once', 'Once', 'Other'])
  })

  it.each(['', 'with space', 'ä', 'x'.repeat(201)])('refuses the key “%s”', async (key) => {
    const answer = await post(key).catch(() => null)
    // Some keys are no headers at all.
    expect(answer === null || answer.status === 400 || key === '').toBe(true)
  })
})
