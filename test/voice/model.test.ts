import { afterEach, expect, it, vi } from 'vitest'
import { createFixedProviders } from '#runtime/llm/createFixedProviders.ts'
import { createModel } from '#runtime/llm/createModel.ts'
import type { ModelRequest } from '#shared/session/effect.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { respondOffline } from '#shared/session/offline.ts'
import {
  callDeltas,
  type ScriptedAnswer,
  type ScriptedModel,
  startScriptedModel,
  textDeltas,
} from '../support/scriptedModel.ts'

let server: ScriptedModel | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

const request: ModelRequest = {
  prompt: 'Book a visit.',
  knowledge: 'Open from nine.',
  language: 'en-US',
  exits: [
    { name: 'booked', description: 'All is known', phrases: [] },
    { name: 'operator', description: 'Wants a person', phrases: [] },
  ],
  collect: [
    { name: 'day', type: 'date', description: 'Day', required: true },
    { name: 'people', type: 'number', description: 'How many', required: true },
  ],
  collected: {},
  history: [
    { role: 'agent', text: 'Hello!' },
    { role: 'caller', text: 'Two of us, tomorrow.' },
  ],
  timeout: 5_000,
}

interface Early {
  readonly confirmed: Promise<void>
  readonly onToken: () => void
}

async function perform(
  script: readonly ScriptedAnswer[],
  changes: Partial<ModelRequest> = {},
  early?: Early,
) {
  server = await startScriptedModel(script)
  const model = createModel({
    providers: createFixedProviders({
      apiKey: 'key',
      baseURL: server.baseURL,
      model: 'test-model',
    }),
    offline: respondOffline,
    retryDelay: 5,
  })
  const effect = {
    type: 'model',
    id: 'e1',
    node: 'n1',
    request: { ...request, ...changes },
  } as const
  const { signal } = new AbortController()
  const result = await model.perform(effect, { callId: 'C1', signal, ...early })
  return { result: withoutReport(result), requests: server.requests }
}

/** What a turn used is not what these tests are about. */
function withoutReport(result: EffectResult): EffectResult {
  if (result.type === 'failed') return failed(result.why, result.timedOut)
  if (result.type !== 'model') return result
  const { report: _, ...answer } = result.answer
  return { ...result, answer }
}

const stream = (...deltas: (readonly object[])[]): ScriptedAnswer => ({
  type: 'stream',
  deltas: deltas.flat(),
})
const answered = (say: string, collected: object = {}, exit: object | null = null) => ({
  type: 'model',
  provider: 'test-model',
  answer: { say, collected, exit },
})

it('joins streamed text, and cleans what cannot be spoken', async () => {
  const { result } = await perform([
    stream(
      textDeltas(
        '<think>They want…</think>**Sure!** See [our site](https://a.example) 🙂\n- Which *day*?',
      ),
    ),
  ])
  expect(result).toEqual(answered('Sure! See our site Which day?'))
})

it('sends the system prompt, the talk so far and strict tools', async () => {
  const { requests } = await perform([stream(textDeltas('Hi.'))], {
    collected: { day: 'tomorrow' },
  })
  const [sent] = requests
  expect(sent).toMatchObject({ model: 'test-model', stream: true })
  expect(sent?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
  const system = sent?.messages[0]?.content ?? ''
  for (const part of [
    'Book a visit.',
    'Open from nine.',
    '{"day":"tomorrow"}',
    'Still missing: people',
    'exit_booked',
  ]) {
    expect(system).toContain(part)
  }
  expect(sent?.tools?.map((tool) => [tool.function.name, tool.function.strict])).toEqual([
    ['collect', true],
    ['exit_booked', true],
    ['exit_operator', true],
  ])
})

it('puts tool calls together from their fragments', async () => {
  const { result } = await perform([
    stream(
      callDeltas(0, 'collect', { field: 'day', value: 'tomorrow' }),
      callDeltas(1, 'collect', { field: 'people', value: '2' }),
      callDeltas(2, 'exit_booked', { reason: 'All is known.' }),
      textDeltas('Done.'),
    ),
  ])
  expect(result).toEqual(
    answered('Done.', { day: 'tomorrow', people: 2 }, { name: 'booked', reason: 'All is known.' }),
  )
})

it('takes two calls with one index but two ids for two calls', async () => {
  const call = (id: string, value: string) => ({
    tool_calls: [
      {
        index: 0,
        id,
        function: {
          name: 'collect',
          arguments: JSON.stringify({ field: value === '2' ? 'people' : 'day', value }),
        },
      },
    ],
  })
  const { result } = await perform([
    stream([call('a', 'monday'), call('b', '2')], textDeltas('Ok.')),
  ])
  expect(result).toEqual(answered('Ok.', { day: 'monday', people: 2 }))
})

it('feeds tool results back once when nothing was said', async () => {
  const { result, requests } = await perform([
    stream(callDeltas(0, 'collect', { field: 'day', value: 'tomorrow' })),
    stream(textDeltas('For how many?')),
  ])
  expect(result).toEqual(answered('For how many?', { day: 'tomorrow' }))
  expect(requests[1]?.messages.slice(-2)).toMatchObject([
    { role: 'assistant', tool_calls: [{ id: 'call_0' }] },
    { role: 'tool', tool_call_id: 'call_0', content: 'Done.' },
  ])
})

it('fetches nothing but its text before a turn that was begun early is asked for', async () => {
  const confirmed = Promise.withResolvers<void>()
  let tokens = 0
  const early = { confirmed: confirmed.promise, onToken: () => tokens++ }
  const calls = callDeltas(0, 'collect', { field: 'day', value: 'tomorrow' })
  let isDone = false
  const performed = perform([stream(calls), stream(textDeltas('For how many?'))], {}, early)
  void performed.then(() => {
    isDone = true
  })
  await vi.waitFor(() => expect(server?.requests).toHaveLength(1), 10_000)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect([server?.requests.length, tokens, isDone]).toEqual([1, 0, false])
  confirmed.resolve()
  const { result } = await performed
  expect(result).toEqual(answered('For how many?', { day: 'tomorrow' }))
  expect([server?.requests.length, tokens > 0]).toEqual([2, true])
})

it('takes the first of two exits', async () => {
  const { result } = await perform([
    stream(
      callDeltas(0, 'exit_operator', { reason: 'asked' }),
      callDeltas(1, 'exit_booked', { reason: 'x' }),
    ),
  ])
  expect(result).toEqual(answered('', {}, { name: 'operator', reason: 'asked' }))
})

it.for<[string, readonly object[], string]>([
  [
    'an exit that does not exist',
    callDeltas(0, 'exit_nowhere', { reason: '' }),
    'there is no tool exit_nowhere.',
  ],
  ['bad JSON', callDeltas(0, 'collect', '{"field":'), 'the arguments are no JSON.'],
  [
    'an unknown field',
    callDeltas(0, 'collect', { field: 'shoe', value: '1' }),
    'there is no field shoe.',
  ],
  [
    'a wrong type',
    callDeltas(0, 'collect', { field: 'people', value: 'many' }),
    'the value of people is no number.',
  ],
  [
    'wrong arguments',
    callDeltas(0, 'collect', { day: 'monday' }),
    'collect takes a field and a value.',
  ],
])('ignores %s, says why to the model, and asks once more', async ([, deltas, why]) => {
  const { result, requests } = await perform([stream(deltas), stream(textDeltas('Pardon?'))])
  expect(result).toEqual(answered('Pardon?'))
  expect(requests[1]?.messages.at(-1)?.content).toBe(`Ignored: ${why}`)
})

const failed = (why: string, timedOut = false) => ({ type: 'failed' as const, why, timedOut })

it.for<[string, readonly ScriptedAnswer[], object, number]>([
  ['says nothing twice', [stream()], failed('The model said nothing.'), 2],
  [
    'calls nonsense twice',
    [stream(callDeltas(0, 'nonsense', {}))],
    failed('The model said nothing.'),
    2,
  ],
  [
    'refuses the key',
    [{ type: 'status', status: 401 }],
    failed("The model's server refused the key (401). Check OPENAI_API_KEY."),
    1,
  ],
  [
    'has no credit',
    [
      {
        type: 'status',
        status: 429,
        body: { error: { message: 'x', code: 'insufficient_quota' } },
      },
    ],
    failed('The account of the model has no credit left (429).'),
    1,
  ],
  [
    'asks to wait longer than the turn lasts',
    [{ type: 'status', status: 429, headers: { 'retry-after': '60' } }],
    failed("The model's server answered 429."),
    1,
  ],
  [
    'always breaks off',
    [{ type: 'broken', deltas: textDeltas('Hel') }],
    { type: 'failed', timedOut: false },
    3,
  ],
  [
    'is cut short',
    [{ type: 'stream', deltas: textDeltas('Hel'), finish: null }],
    failed("The model's answer broke off."),
    3,
  ],
  [
    'sends no events',
    [{ type: 'raw', body: '<html>', contentType: 'text/html' }],
    { type: 'failed', timedOut: false },
    3,
  ],
  [
    'sends broken events',
    [{ type: 'raw', body: 'data: {"choices": [\n\n' }],
    { type: 'failed', timedOut: false },
    3,
  ],
])('fails when the model %s', async ([, script, failure, requestCount]) => {
  const { result, requests } = await perform(script)
  expect(result).toMatchObject(failure)
  expect(requests).toHaveLength(requestCount)
})

it.for<[string, ScriptedAnswer]>([
  ['429', { type: 'status', status: 429, headers: { 'retry-after': '0' } }],
  ['503', { type: 'status', status: 503 }],
  ['a broken connection', { type: 'broken', deltas: textDeltas('Hel') }],
])('asks again after %s', async ([, first]) => {
  const { result } = await perform([first, stream(textDeltas('Hello.'))])
  expect(result).toEqual(answered('Hello.'))
})

it('fails in time when the model is silent', async () => {
  const { result } = await perform([{ type: 'silent' }], { timeout: 150 })
  expect(result).toEqual(failed('The model took too long.', true))
})

it('cuts an endless answer at the end of a sentence', async () => {
  const { result } = await perform([stream(textDeltas('This goes on and on. '.repeat(600)))])
  const say = result.type === 'model' ? result.answer.say : ''
  expect(say.length).toBeLessThanOrEqual(1_000)
  expect(say.endsWith('on and on.')).toBe(true)
})

it('stops when nobody wants the answer any more', async () => {
  server = await startScriptedModel([{ type: 'silent' }])
  const model = createModel({
    providers: createFixedProviders({ apiKey: null, baseURL: server.baseURL, model: 'm' }),
    offline: respondOffline,
  })
  const effect = { type: 'model', id: 'e1', node: 'n1', request } as const
  const result = await model.perform(effect, { callId: 'C1', signal: AbortSignal.abort() })
  expect(result).toEqual(failed('The model turn was given up.'))
})

it('answers offline when neither key nor server is given', async () => {
  const model = createModel({
    providers: createFixedProviders({ apiKey: null, baseURL: null, model: 'm' }),
    offline: respondOffline,
  })
  const effect = { type: 'model', id: 'e1', node: 'n1', request } as const
  expect(
    await model.perform(effect, { callId: 'C1', signal: new AbortController().signal }),
  ).toMatchObject({
    type: 'model',
    provider: 'offline responder',
    answer: { collected: { day: 'tomorrow', people: 2 }, exit: { name: 'booked' } },
  })
})
