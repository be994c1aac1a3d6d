import { afterEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { menuFlow } from '../support/makeFlow.ts'

let open: Harness[] = []
afterEach(async () => {
  for (const harness of open) await harness.close()
  open = []
})

const target = { type: 'number', number: '+12025550100' }
const begin = async () => {
  const first = await createHarness()
  await first.publish(menuFlow)
  const response = await first.request('/api/text-calls', { body: { target } })
  const { callId } = await response.json()
  await first.clock.settle()
  return { first, callId: String(callId) }
}
const press = (harness: Harness, callId: string, digits: string) =>
  harness.request(`/api/text-calls/${callId}/input`, { body: { type: 'digits', digits } })
const saidIn = async (harness: Harness, callId: string) => {
  await harness.clock.advance(100)
  await harness.clock.settle()
  const rows = await harness.store.readRows(callId, 0, 1_000)
  return rows.flatMap(({ type, data }) =>
    type === 'problem' ? [data['message']] : type === 'verb.started' ? (data['text'] ?? []) : [],
  )
}
/** Another process on the same store. */
const beside = async ({ folder, clock }: Harness) => {
  const other = await createHarness({ folder, clock })
  open = [other]
  return other
}

describe('a typed call', () => {
  it.for(['stopped', 'killed'] as const)(
    'goes on where it was when its server was %s, and says so',
    async (how) => {
      const { first, callId } = await begin()
      await saidIn(first, callId)
      if (how === 'stopped') await first.app.close()
      await first.crash()
      const second = await beside(first)
      expect(await second.app.runner.recover()).toBe(1)
      expect(await saidIn(second, callId)).toEqual([
        ...['Press 1 or 2.', 'The server was restarted. Go on.', 'Press 1 or 2.'],
      ])
      expect((await press(second, callId, '1')).status).toBe(200)
      expect(await saidIn(second, callId)).toContain('One.')
      expect(await second.store.findSummary(callId)).toMatchObject({ status: 'completed' })
    },
  )

  it('takes what is typed in any process', async () => {
    const { first, callId } = await begin()
    const second = await beside(first)
    expect((await press(second, callId, '1')).status).toBe(200)
    expect(await saidIn(second, callId)).toEqual(['Press 1 or 2.', 'One.'])
    expect((await press(first, callId, '2')).status).toBe(404)
    await first.crash()
  })

  it('is not ended by a process that another one has taken it from', async () => {
    const { first, callId } = await begin()
    await first.clock.advance(500_000)
    const second = await beside(first)
    expect((await press(second, callId, '9')).status).toBe(200)
    expect(await saidIn(second, callId)).toHaveLength(2)
    // Ten minutes after the first process has last heard of it.
    await first.clock.advance(150_000)
    expect(await second.store.findSummary(callId)).toMatchObject({ status: 'active' })
    await first.clock.advance(500_000)
    expect(await second.store.findSummary(callId)).toMatchObject({ status: 'completed' })
    await first.crash()
  })
})
