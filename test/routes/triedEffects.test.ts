import { afterEach, describe, expect, it } from 'vitest'
import { effectResultSchema } from '#shared/api/triedEffect.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { startWebhookReceiver } from '../support/webhookReceiver.ts'

const request = {
  type: 'request',
  id: 'e1',
  node: 'look',
  method: 'POST',
  url: '',
  headers: { 'content-type': 'application/json' },
  body: '{"day":"friday"}',
  timeout: 20_000,
} as const
const model = {
  type: 'model',
  id: 'e1',
  node: 'agent',
  request: {
    prompt: 'Be brief.',
    knowledge: '',
    language: 'en-US',
    exits: [{ name: 'done', description: 'All is said.', phrases: [] }],
    collect: [],
    collected: {},
    history: [{ role: 'caller', text: 'Hello' }],
    timeout: 20_000,
  },
} as const

describe('what a call in the simulator asks the server for', () => {
  let harness: Harness
  afterEach(() => harness.close())
  const ask = async (body: object) => harness.request('/api/simulator/effects', { body })

  it('is sent as a real call would, with the answer', async () => {
    harness = await createHarness({ allowPrivateWebhooks: true })
    const receiver = await startWebhookReceiver('whsec_x')
    const answer = await ask({ ...request, url: receiver.url })
    expect(answer.status).toBe(200)
    expect(effectResultSchema.parse(await answer.json())).toMatchObject({ type: 'response' })
    expect(receiver.received).toMatchObject([{ body: { day: 'friday' } }])
    await receiver.close()
  })

  it('reaches no private address, and says so', async () => {
    harness = await createHarness()
    const answer = await ask({ ...request, url: 'http://127.0.0.1:9/x' })
    expect(await answer.json()).toMatchObject({
      type: 'failed',
      why: expect.stringContaining('private address'),
    })
  })

  it('is a turn of the model that calls have', async () => {
    harness = await createHarness({
      model: async (effect) => ({
        type: 'model',
        provider: 'fake',
        answer: { say: `You said ${effect.request.history[0]?.text}.`, collected: {}, exit: null },
      }),
    })
    expect(await (await ask(model)).json()).toEqual({
      type: 'model',
      provider: 'fake',
      answer: { say: 'You said Hello.', collected: {}, exit: null },
    })
  })

  it.each([
    { ...request, type: 'shell' },
    { ...request, timeout: 1e9 },
    { ...model, request: {} },
    {},
  ])('refuses what is no effect', async (body) => {
    harness = await createHarness()
    expect((await ask(body)).status).toBe(400)
  })
})
