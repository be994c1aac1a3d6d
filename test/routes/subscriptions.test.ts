import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { subscriptionSchema, subscriptionTrialSchema } from '#shared/api/subscriptions.ts'
import { createHarness, type Harness, outgoingSecret } from '../support/harness.ts'
import { menuFlow } from '../support/makeFlow.ts'
import { startWebhookReceiver } from '../support/webhookReceiver.ts'

let harness: Harness
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>
beforeEach(async () => {
  receiver = await startWebhookReceiver(outgoingSecret)
  harness = await createHarness({ allowPrivateWebhooks: true })
  await harness.publish(menuFlow)
})
afterEach(async () => {
  await harness.close()
  await receiver.close()
})

const subscribe = async (events: readonly string[]) => {
  const body = { url: receiver.url, events }
  const response = await harness.request('/api/subscriptions', { body })
  return subscriptionSchema.parse(await response.json())
}
const call = async () => {
  const to = { CallSid: 'CA1', From: '+12025550199', To: '+12025550100' }
  const { callId } = await harness.turns.post('/hooks/voice', to)
  const turn = { Turn: '2', Reason: 'digits', Digits: '1' }
  await harness.turns.post(`/hooks/voice/${callId}/2`, turn)
  return callId
}
/** The signature has the clock of the harness: it is looked at elsewhere. */
const arrived = (count: number) =>
  vi.waitFor(() => {
    expect(receiver.received).toHaveLength(count)
    return receiver.received.map(({ body }) => body as { type: string; data: object })
  }, 5_000)

describe('receivers of what happens to calls', () => {
  it('hear of each thing they asked for, once, with what the call was', async () => {
    await subscribe(['call.initiated', 'call.answered', 'call.node', 'call.completed'])
    const callId = await call()
    const told = await arrived(6)
    expect(told.map(({ type }) => type).toSorted()).toEqual([
      ...['call.answered', 'call.completed', 'call.initiated'],
      ...['call.node', 'call.node', 'call.node'],
    ])
    const end = told.find(({ type }) => type === 'call.completed')
    expect(end?.data).toMatchObject({
      ...{ callId, flowId: 'menu-flow', flowName: 'Flow menu-flow', version: 1 },
      ...{ from: '+12025550199', to: '+12025550100', direction: 'inbound', outcome: 'one' },
    })
  })

  it('hear nothing when they are off, gone, or asked for something else', async () => {
    const { id } = await subscribe(['call.failed'])
    const off = await subscribe(['call.completed'])
    const change = { method: 'PATCH', body: { isEnabled: false } }
    await harness.request(`/api/subscriptions/${off.id}`, change)
    const gone = await subscribe(['call.completed'])
    await harness.request(`/api/subscriptions/${gone.id}`, { method: 'DELETE' })
    await call()
    for (let round = 0; round < 10; round++) await harness.clock.settle()
    expect(receiver.received).toEqual([])
    expect(
      (await harness.store.listWebhooks({ status: null, before: null, limit: 9 })).webhooks,
    ).toEqual([])
    expect((await harness.store.listSubscriptions()).map((one) => one.id)).toEqual([id, off.id])
  })

  it('are told of a call that another process had begun', async () => {
    const to = { CallSid: 'CA1', From: '+12025550199', To: '+12025550100' }
    const { callId } = await harness.turns.post('/hooks/voice', to)
    await subscribe(['call.completed'])
    const turn = { Turn: '2', Reason: 'digits', Digits: '2' }
    await harness.turns.post(`/hooks/voice/${callId}/2`, turn)
    const [end] = await arrived(1)
    expect(end?.data).toMatchObject({ flowName: 'Flow menu-flow', version: 1, outcome: 'two' })
  })

  it('can be tried with an example', async () => {
    const { id } = await subscribe(['call.completed'])
    const trial = await harness.request(`/api/subscriptions/${id}/test`, { method: 'POST' })
    expect(subscriptionTrialSchema.parse(await trial.json())).toEqual({
      ...{ ok: true, status: 200, detail: 'It was received: 200.' },
    })
    expect(receiver.received[0]?.body).toMatchObject({ data: { test: true } })
  })

  it.each([
    ['an address of no web', { url: 'ftp://example.org', events: ['call.node'] }],
    ['no address', { url: 'somewhere', events: ['call.node'] }],
    ['nothing to hear', { url: 'https://example.org', events: [] }],
    ['something unknown', { url: 'https://example.org', events: ['call.sneezed'] }],
    ['fields of others', { url: 'https://example.org', events: ['call.node'], id: 'x' }],
  ])('are refused with %s', async (_, body) => {
    expect((await harness.request('/api/subscriptions', { body })).status).toBe(400)
  })

  it('are not reached at private addresses unless that is allowed', async () => {
    const strict = await createHarness()
    const body = { url: receiver.url, events: ['call.node'] }
    const made = await strict.request('/api/subscriptions', { body })
    const { id } = subscriptionSchema.parse(await made.json())
    const trial = await strict.request(`/api/subscriptions/${id}/test`, { method: 'POST' })
    expect(subscriptionTrialSchema.parse(await trial.json())).toMatchObject({
      ok: false,
      status: null,
    })
    expect(receiver.received).toEqual([])
    await strict.close()
  })
})
