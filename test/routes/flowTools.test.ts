import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { createFixedProviders } from '#runtime/llm/createFixedProviders.ts'
import { createModel } from '#runtime/llm/createModel.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'
import {
  callsTools,
  type ModelScript,
  type ScriptedModel,
  says,
  startScriptedModel,
} from '../support/scriptedModel.ts'

let harness: Harness | null = null
let server: ScriptedModel | null = null
afterEach(async () => {
  await harness?.close()
  await server?.close()
  harness = null
  server = null
})

const pathSchema = z.object({
  call: z.object({ path: z.array(z.object({ name: z.string() })) }),
})

const variable = (name: string, type: 'text' | 'number', value = '') => ({
  ...{ name, type, default: value },
  sensitive: name === 'pin',
})

/** Asks the caller for a postcode, and knows then what there is to know of an order. */
const inner: Flow = makeFlow(
  'find',
  [
    ['hi', 'say', { text: 'Order {{ vars.order }}, {{ vars.country }}.' }],
    ['code', 'ask', { prompt: 'Which postcode?', value: 'text', confirm: false, retries: 0 }],
    [
      'keep',
      'set',
      {
        assign: [
          { id: 'a', variable: 'state', value: 'on its way to {{ nodes.code.value }}' },
          { id: 'b', variable: 'pin', value: '835261' },
        ],
      },
    ],
    ['found', 'end', { text: '', outcome: 'found' }],
    ['lost', 'end', { text: 'Never mind.', outcome: 'not found' }],
  ],
  [
    ...['start.next>hi', 'hi.next>code', 'code.answered>keep', 'keep.next>found'],
    ...['code.noInput>lost', 'code.invalid>lost'],
  ],
  {
    variables: [
      variable('order', 'number'),
      variable('country', 'text', 'Germany'),
      variable('state', 'text'),
      variable('pin', 'text'),
    ],
  },
)

const outer: Flow = makeFlow(
  'shop',
  [
    [
      'talk',
      'agent',
      {
        greeting: 'Hello.',
        prompt: 'Help callers of a shop.',
        collect: [],
        exits: [{ id: 'done', name: 'Done', description: 'All is said', phrases: [] }],
        flows: [
          {
            id: 'f1',
            name: 'find_order',
            description: 'Finds an order by its number.',
            flow: 'find',
            inputs: [
              { id: 'i1', variable: 'order', description: 'Its number', required: true },
              { id: 'i2', variable: 'country', description: '', required: false },
            ],
            outputs: ['state', 'pin'],
          },
        ],
      },
    ],
    ['bye', 'end', { text: 'Goodbye.', outcome: 'done' }],
  ],
  ['start.next>talk', 'talk.done>bye', 'talk.noInput>bye', 'talk.limit>bye', 'talk.failed>bye'],
)

async function startCall(script: ModelScript, streams: boolean) {
  server = await startScriptedModel(script)
  const providers = createFixedProviders({ apiKey: 'k', baseURL: server.baseURL, model: 'm' })
  const { perform } = createModel({ providers, offline: respondOffline, retryDelay: 1 })
  const here = await createHarness({
    model: (effect, signal, say) => perform(effect, { callId: 'C', signal, say }),
  })
  harness = here
  await here.store.insertFlow(inner, 0)
  await here.publish(outer)
  const fields = { CallSid: 'S1', From: '+12025550123', To: '+12025550100' }
  const { callId } = await here.turns.post('/hooks/voice', {
    ...fields,
    ...(streams ? { Streams: '1' } : {}),
  })
  const post = async (turn: number, form: Record<string, string>) => {
    const path = `/hooks/voice/${callId}/${turn}`
    return (await here.turns.post(path, { ...fields, ...form, Turn: String(turn) })).body
  }
  const streamed = async (turn: number) => {
    const found: string[] = []
    const lines = here.turns.lines(`/hooks/say/${callId}/${turn}`, 0, AbortSignal.timeout(5_000))
    for await (const line of lines) found.push(line.replace(/,"timing":\{[^}]*\}/, ''))
    return found.join(' ')
  }
  const rows = async () => (await here.request(`/api/calls/${callId}`)).text()
  return { post, streamed, rows, sent: server.requests }
}

const calls = callsTools([['find_order', { order: 4711, country: null }]], 'Let me see.')

it('runs like a tool: it is called with values, talks to the caller, and its result comes back', async () => {
  const script = [calls, says('It is on its way. Anything else?')]
  const { post, rows, sent } = await startCall(script, false)
  // Say and Redirect: the first sentence is heard before the rest is known.
  const first = await post(2, { Reason: 'speech', SpeechResult: 'Where is my order?' })
  const turn = first.includes('<Redirect>') ? 3 : 2
  const asked = turn === 3 ? await post(3, { Reason: 'redirect' }) : first
  expect(first).toContain('Let me see.')
  expect(asked).toContain('Order 4711, Germany.')
  expect(asked).toContain('Which postcode?')
  let answered = await post(turn + 1, { Reason: 'speech', SpeechResult: 'Cologne' })
  let said = answered
  for (let next = turn + 2; answered.includes('<Redirect>') && next < 9; next++) {
    answered = await post(next, { Reason: 'redirect' })
    said += answered
  }
  expect(said).toContain('It is on its way.')
  expect(answered).toContain('<Gather')
  const [tool] = sent[0]?.tools?.filter((one) => one.function.name === 'find_order') ?? []
  expect(tool?.function).toMatchObject({
    strict: true,
    parameters: {
      required: ['order', 'country'],
      properties: { order: { type: 'number' }, country: { type: ['string', 'null'] } },
    },
  })
  const result = '{"outcome":"found","state":"on its way to Cologne","pin":"835261"}'
  expect(sent[1]?.messages.slice(-2)).toEqual([
    { role: 'assistant', content: 'Let me see.' },
    { role: 'user', content: `(Meanwhile, not said by the caller: find_order: ${result})` },
  ])
  const written = await rows()
  // Its steps stand in the call by their names.
  const names = pathSchema.parse(JSON.parse(written)).call.path.map(({ name }) => name)
  expect(names).toEqual([
    ...['Start', 'talk', 'find_order', 'Start', 'hi', 'code', 'keep', 'found', 'talk'],
  ])
  expect(written).toContain('"tool":"find_order"')
  expect(written).not.toContain('835261')
})

it('does the same where sentences are streamed, and is told what a silent caller comes to', async () => {
  const script = [calls, says('I could not find it.')]
  const { post, streamed, sent } = await startCall(script, true)
  await post(2, { Reason: 'speech', SpeechResult: 'Where is my order?' })
  expect(await streamed(2)).toBe('{"say":"Let me see."} {"end":"leave"}')
  expect(await post(3, { Reason: 'stream' })).toContain('Which postcode?')
  const back = await post(4, { Reason: 'timeout' })
  expect(back).toContain('Never mind.')
  const turn = /\/hooks\/say\/\w+\/(\d+)/.exec(back)?.[1]
  expect(await streamed(Number(turn))).toBe('{"say":"I could not find it."} {"end":"listen"}')
  expect(sent[1]?.messages.at(-1)?.content).toContain('find_order: {"outcome":"not found"')
})

it('tells the model at once what is wrong with its call', async () => {
  const script = [
    callsTools([['find_order', { order: 'mine', country: null }]], 'One moment.'),
    says('Which number does it have?'),
  ]
  const { post, streamed, sent } = await startCall(script, true)
  await post(2, { Reason: 'speech', SpeechResult: 'Where is my order?' })
  expect(await streamed(2)).toBe(
    '{"say":"One moment."} {"say":"Which number does it have?"} {"end":"listen"}',
  )
  expect(sent[1]?.messages.at(-1)).toMatchObject({
    role: 'tool',
    content: 'Ignored: order must be a number.',
  })
})
