import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createFixedProviders } from '#runtime/llm/createFixedProviders.ts'
import { createModel } from '#runtime/llm/createModel.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { createHarness, type Harness, outgoingSecret } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'
import {
  callsTools,
  type ScriptedAnswer,
  type ScriptedModel,
  says,
  startScriptedModel,
} from '../support/scriptedModel.ts'
import { startWebhookReceiver } from '../support/webhookReceiver.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

const shop = (url: string) =>
  makeFlow(
    'shop',
    [
      [
        'talk',
        'agent',
        {
          ...{ greeting: 'Hello.', prompt: 'Help callers of a shop.' },
          exits: [{ id: 'done', name: 'Done', description: 'All is said', phrases: [] }],
          tools: [
            {
              ...{ id: 't', name: 'find_order', description: 'Finds an order.', method: 'POST' },
              ...{ url, headers: [], timeout: 2 },
              body: '{ "order": {{ args.number }}, "from": "{{ call.from }}", "note": "{{ args.note }}" }',
              parameters: [
                { id: 'n', name: 'number', type: 'number', description: '', required: true },
                { id: 'o', name: 'note', type: 'text', description: '', required: false },
              ],
            },
          ],
        },
      ],
      ['bye', 'end', { text: 'Goodbye.', outcome: 'done' }],
    ],
    ['start.next>talk', 'talk.done>bye', 'talk.noInput>bye', 'talk.limit>bye', 'talk.failed>bye'],
  )

/** What the caller hears, and what the call says of it. */
async function ask(url: string, script: readonly ScriptedAnswer[]) {
  const server: ScriptedModel = await startScriptedModel(script)
  const providers = createFixedProviders({ apiKey: 'k', baseURL: server.baseURL, model: 'm' })
  const model = createModel({ providers, offline: respondOffline, retryDelay: 1 })
  const harness: Harness = await createHarness({
    performModel: model.perform,
    allowPrivateWebhooks: true,
  })
  open.push(server, harness)
  await harness.publish(shop(url))
  const fields = { CallSid: 'S1', From: '+12025550123', To: '+12025550100' }
  const { callId } = await harness.turns.post('/hooks/voice', { ...fields, Streams: '1' })
  await harness.turns.post(`/hooks/voice/${callId}/2`, {
    ...{ ...fields, Turn: '2', Reason: 'speech' },
    SpeechResult: 'Where is my order?',
  })
  const heard: string[] = []
  const lines = harness.turns.lines(`/hooks/say/${callId}/2`, 0, AbortSignal.timeout(9_000))
  for await (const line of lines) heard.push(JSON.parse(line).say ?? '')
  const rows = await (await harness.request(`/api/calls/${callId}`)).text()
  return { heard: heard.join(' ').trim(), rows, sent: server.requests }
}

const called = (args: object) => callsTools([['find_order', args]], 'Let me see.')

describe('a webhook that an agent calls', () => {
  it('gets its values with their types, signed, and its answer is what the model answers from', async () => {
    const receiver = await startWebhookReceiver(outgoingSecret)
    open.push(receiver)
    const script = [called({ number: '4711', note: null }), says('It is fine.')]
    const { heard, rows, sent } = await ask(receiver.url, script)
    expect(heard).toBe('Let me see. It is fine.')
    expect(receiver.received).toMatchObject([
      { body: { order: 4711, from: '+12025550123', note: '' } },
    ])
    // Its own time stands in it, which stands still here.
    expect(receiver.received[0]?.headers['webhook-signature']).toMatch(/^v1,/)
    expect(sent[1]?.messages.at(-1)).toMatchObject({ role: 'tool', content: '{"ok":true}' })
    expect(
      sent[0]?.tools?.find((one) => one.function.name === 'find_order')?.function,
    ).toMatchObject({
      strict: true,
      parameters: { additionalProperties: false, required: ['number', 'note'] },
    })
    expect(rows).toContain('"tool":"find_order","ok":true')
  })

  it.for<[string, object, number | null, RegExp]>([
    ['that fails', { number: 1, note: null }, 500, /^It failed: It answered 500\./],
    ['that is not there', { number: 1, note: null }, null, /^It failed: /],
    ['without a value it needs', { note: 'x' }, 200, /number is missing/],
    [
      'with a value of another type',
      { number: 'mine', note: null },
      200,
      /number must be a number/,
    ],
  ])('%s is told to the model, which says so', async ([, args, status, told]) => {
    let asked = 0
    const failing: Server = createServer((_, response) => {
      asked++
      response.writeHead(status ?? 200).end('{}')
    })
    await new Promise<void>((resolve) => failing.listen(0, '127.0.0.1', resolve))
    const address = failing.address()
    const port = typeof address === 'object' ? address?.port : 0
    const stop = async () => {
      failing.close()
    }
    if (status === null) await stop()
    else open.push({ close: stop })
    const script = [called(args), says('I cannot see that now.')]
    const { heard, rows, sent } = await ask(`http://127.0.0.1:${port}/orders`, script)
    expect(heard).toBe('Let me see. I cannot see that now.')
    expect(sent[1]?.messages.at(-1)?.content).toMatch(told)
    expect(rows).toContain('"tool":"find_order","ok":false')
    expect(asked).toBe(status === 500 ? 1 : 0)
  })
})
