import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isSignedWebhook } from '#runtime/effects/signWebhook.ts'
import { shownSecretSchema, signingSecretSchema } from '#shared/api/signing.ts'
import { madeSubscriptionSchema, subscriptionTrialSchema } from '#shared/api/subscriptions.ts'
import { createHarness, type Harness, outgoingSecret } from '../support/harness.ts'
import { menuFlow, webhookFlow } from '../support/makeFlow.ts'
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
  return madeSubscriptionSchema.parse(await response.json())
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
  }, 20_000)

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
    const { id } = madeSubscriptionSchema.parse(await made.json())
    const trial = await strict.request(`/api/subscriptions/${id}/test`, { method: 'POST' })
    expect(subscriptionTrialSchema.parse(await trial.json())).toMatchObject({
      ok: false,
      status: null,
    })
    expect(receiver.received).toEqual([])
    await strict.close()
  })
})

describe('the secret of a receiver', () => {
  const hour = 3_600_000
  const rotate = async (id: string, overlapHours: number) => {
    const answer = await harness.request(`/api/subscriptions/${id}/secret`, {
      body: { overlapHours },
    })
    return shownSecretSchema.parse(await answer.json()).secret
  }
  /** With how many signatures the next webhook comes, and which secrets it holds for. */
  const signed = async (...secrets: readonly string[]) => {
    const count = receiver.received.length
    const [{ id } = { id: '' }] = await harness.store.listSubscriptions()
    await harness.request(`/api/subscriptions/${id}/test`, { method: 'POST' })
    const last = receiver.received[count]
    const signatures = last?.headers['webhook-signature']?.split(' ').length
    const now = harness.clock.now()
    const holds = secrets.map((secret) =>
      isSignedWebhook(secret, now, last?.headers ?? {}, last?.text ?? ''),
    )
    return [signatures, ...holds]
  }

  it('is its own, shown when it is made, and nowhere else', async () => {
    const { id, secret } = await subscribe(['call.completed'])
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
    expect(await signed(secret, outgoingSecret)).toEqual([1, true, false])
    const list = await (await harness.request('/api/subscriptions')).text()
    const kept = JSON.stringify(await harness.store.listSigningSecrets())
    expect(`${list} ${kept}`).not.toContain(secret.slice(6))
    await harness.request(`/api/subscriptions/${id}`, { method: 'DELETE' })
    expect(await harness.store.listSigningSecrets()).toEqual([])
  })

  it('is replaced by another while both sign, or at once', async () => {
    const { id, secret: first } = await subscribe(['call.completed'])
    const second = await rotate(id, 24)
    expect(await signed(first, second)).toEqual([2, true, true])
    await harness.clock.advance(24 * hour)
    expect(await signed(first, second)).toEqual([1, false, true])
    const third = await rotate(id, 0)
    expect(await signed(second, third)).toEqual([1, false, true])
  })

  it('is the installation’s own for receivers of earlier versions, until they get one', async () => {
    const old = { id: 'old', createdAt: 1, url: receiver.url, description: '', isEnabled: true }
    await harness.store.insertSubscription({ ...old, events: ['call.completed'] })
    expect(await signed(outgoingSecret)).toEqual([1, true])
    const fresh = await rotate('old', 1)
    expect(await signed(outgoingSecret, fresh)).toEqual([2, true, true])
  })

  it('signs what is sent of a call by the outbox', async () => {
    const { secret } = await subscribe(['call.completed'])
    await call()
    await arrived(1)
    const [{ headers, text } = { headers: {}, text: '' }] = receiver.received
    expect(isSignedWebhook(secret, harness.clock.now(), headers, text)).toBe(true)
  })

  it('is given again to the same request under its Idempotency-Key, and kept sealed', async () => {
    const send = () =>
      harness.request('/api/subscriptions', {
        body: { url: receiver.url, events: ['call.completed'] },
        headers: { 'idempotency-key': 'once' },
      })
    const [first, again] = [await send(), await send()]
    const { secret } = madeSubscriptionSchema.parse(await first.json())
    expect(madeSubscriptionSchema.parse(await again.json()).secret).toBe(secret)
    expect(await harness.store.listSubscriptions()).toHaveLength(1)
  })
})

describe('the secret of the installation', () => {
  const ask = async (path: string, body?: object) => {
    const made = { method: 'POST', body: body ?? {} }
    const answer = await harness.request(`/api/signing-secret${path}`, path === '' ? {} : made)
    return [answer.status, await answer.json()]
  }

  it('of the environment is neither shown nor changed', async () => {
    expect(await ask('')).toEqual([200, { origin: 'environment' }])
    expect(await ask('/reveal')).toMatchObject([409, { code: 'secret.configured' }])
    expect(await ask('/rotate')).toMatchObject([409, { code: 'secret.configured' }])
  })

  it('made here is shown once, and replaced while both sign', async () => {
    await harness.close()
    harness = await createHarness({ allowPrivateWebhooks: true, ownSecret: null })
    const [, shown] = await ask('/reveal')
    const { secret: first } = shownSecretSchema.parse(shown)
    expect(await ask('/reveal')).toMatchObject([409, { code: 'secret.revealed' }])
    const [, rotated] = await ask('/rotate', { overlapHours: 2 })
    const { secret: second } = shownSecretSchema.parse(rotated)
    const [, facts] = await ask('')
    expect(signingSecretSchema.parse(facts)).toMatchObject({
      ...{ origin: 'made', isRevealed: true, oldUntil: harness.clock.now() + 7_200_000 },
    })
    await harness.publish(webhookFlow(receiver.url))
    const to = { CallSid: 'CA1', From: '+1', To: '+12025550100' }
    await harness.turns.post('/hooks/voice', to)
    await arrived(1)
    const [{ headers, text } = { headers: {}, text: '' }] = receiver.received
    const holds = [first, second].map((secret) =>
      isSignedWebhook(secret, harness.clock.now(), headers, text),
    )
    expect(holds).toEqual([true, true])
    expect((await harness.store.listAudit({ before: null, limit: 9 })).entries).toMatchObject([
      { action: 'POST /api/signing-secret/rotate', detail: { overlapHours: 2 } },
      { action: 'POST /api/signing-secret/reveal' },
    ])
  })

  it('of an earlier version is taken over and sealed', async () => {
    const folder = harness.folder
    await harness.store.setting('outgoingWebhookSecret', () => outgoingSecret)
    await harness.crash()
    harness = await createHarness({ folder, ownSecret: null })
    expect(await ask('/reveal')).toEqual([200, { secret: outgoingSecret }])
    expect(await harness.store.findSetting('outgoingWebhookSecret')).toBe(null)
  })
})
