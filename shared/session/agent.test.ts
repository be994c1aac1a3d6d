import { expect, it } from 'vitest'
import type { Guard } from '../compile/modelControl.ts'
import type { ModelOp, Op, Program } from '../compile/program.ts'
import type { Verb } from '../fml/fml.ts'
import type { EffectResult, ModelAnswer } from './event.ts'
import { type Move, simulate } from './simulate.ts'

const guard = (more: Partial<Guard>): Guard => ({
  check: 'topics',
  on: 'both',
  words: ['lawyer'],
  topic: '',
  kinds: [],
  longest: null,
  markup: false,
  say: 'Not here.',
  action: 'stay',
  ...more,
})

const agent = (more: Partial<ModelOp> = {}): ModelOp => ({
  op: 'model',
  node: 'talk',
  prompt: 'Help.',
  greeting: 'Hello.',
  knowledge: '',
  exits: [{ name: 'done', description: '', phrases: [], port: 'x', to: 'bye' }],
  collect: [{ name: 'age', type: 'number', description: '', required: true }],
  turns: 3,
  timeout: 4_000,
  listening: { input: ['speech'], timeout: 5_000, bargeIn: 'any' },
  retries: 1,
  retryText: 'Sorry?',
  ports: { noInput: 'bye', limit: 'bye', failed: 'bye', guarded: 'bye' },
  ...more,
})

const program = (talk: ModelOp, ops: Readonly<Record<string, Op>> = {}): Program => ({
  program: 1,
  hash: 'h',
  entry: 'talk',
  error: 'bye',
  language: 'en-US',
  voice: '',
  longestCall: 60_000,
  variables: [{ name: 'vip', type: 'boolean', default: 'false', sensitive: false }],
  scopes: { talk: 'talk', look: 'look' },
  ops: { talk, bye: { op: 'end', node: 'bye', text: 'Bye.', outcome: 'completed' }, ...ops },
})

type Listed = Partial<ModelAnswer> | EffectResult

const answers = (...list: readonly Listed[]) => {
  let next = 0
  return (): EffectResult => {
    const one = list[Math.min(next++, list.length - 1)] ?? {}
    if ('type' in one) return one
    return {
      type: 'model',
      provider: 'm',
      answer: { say: 'Well.', collected: {}, exit: null, ...one },
    }
  }
}

/** What was noted of a call, without what every call has. */
function run(
  { talk = agent(), ops = {} }: { talk?: ModelOp; ops?: Readonly<Record<string, Op>> },
  moves: readonly Move[],
  ...list: readonly Listed[]
) {
  const turns = simulate(program(talk, ops), moves, { answer: answers(...list) })
  const trace = turns.flatMap((turn) => turn.trace)
  const effects = turns.flatMap((turn) => turn.effects.map(({ effect }) => effect))
  const verbs = turns.flatMap(({ documents }) => documents.flatMap((document) => document.verbs))
  const heard = verbs.flatMap((verb): readonly Verb[] =>
    verb.type === 'gather' ? verb.prompt : [verb],
  )
  const said = heard.flatMap((verb) => (verb.type === 'say' ? [verb.text] : []))
  return {
    said,
    asked: effects.length,
    requests: effects.flatMap((effect) => (effect.type === 'model' ? [effect.request] : [])),
    port: trace.flatMap((one) => (one.type === 'port.taken' ? [one.port] : [])),
    reasons: trace.flatMap((one) => (one.type === 'port.taken' ? [one.reason ?? ''] : [])),
    guards: trace.filter(({ type }) => type === 'guard.held'),
    trace,
  }
}

it('answers with a guard’s sentence and goes on, without asking the model', () => {
  const { said, asked, guards, port } = run({ talk: agent({ guards: [guard({})] }) }, [
    { speech: 'I want a lawyer' },
    { speech: 'ok' },
  ])
  expect([said, asked, port]).toEqual([['Hello.', 'Not here.', 'Well.'], 1, []])
  expect(guards).toMatchObject([{ check: 'topics', by: 'caller', action: 'stay' }])
})

it('leaves by the port of a guard', () => {
  const { said, port } = run({ talk: agent({ guards: [guard({ action: 'leave' })] }) }, [
    { speech: 'I want a lawyer' },
  ])
  expect([said, port]).toEqual([['Hello.', 'Not here.', 'Bye.'], ['guarded']])
})

it('stops what the model would have said', () => {
  const { said, port, guards } = run(
    { talk: agent({ guards: [guard({ action: 'leave', on: 'agent' })] }) },
    [{ speech: 'hi' }],
    { say: 'Sure. Ask a lawyer.', exit: { name: 'done', reason: '' } },
  )
  expect([said, port]).toEqual([['Hello.', 'Sure. Not here.', 'Bye.'], ['guarded']])
  expect(guards).toMatchObject([{ by: 'agent' }])
})

it('writes no card number down, and keeps none', () => {
  const talk = agent({ guards: [guard({ check: 'personal', kinds: ['card'], on: 'caller' })] })
  const turns = simulate(program(talk), [{ speech: 'it is 4111 1111 1111 1111' }], {
    answer: answers({}),
  })
  expect(JSON.stringify(turns.map(({ session, trace }) => [session, trace]))).not.toContain('1111')
})

it('counts guarded turns, so that nobody goes on for ever', () => {
  const { port } = run({ talk: agent({ guards: [guard({})], turns: 1 }) }, [
    { speech: 'lawyer' },
    { speech: 'lawyer' },
  ])
  expect(port).toEqual(['limit'])
})

it('tests rules before it asks the model', () => {
  const exits = [
    {
      name: 'done',
      description: '',
      phrases: [],
      port: 'x',
      to: 'bye',
      when: 'nodes.talk.age > 17',
    },
  ]
  const { asked, port, reasons } = run(
    { talk: agent({ exits }) },
    [{ speech: 'twenty' }, { speech: 'and now' }],
    { collected: { age: 20 } },
  )
  expect([asked, port, reasons]).toEqual([1, ['x'], ['Its rule holds.']])
})

it('goes on where it was when the steps behind an exit come back', () => {
  const exits = [
    {
      name: 'look_up',
      description: '',
      phrases: [],
      port: 'x',
      to: 'look',
      returns: true as const,
    },
  ]
  const ops: Readonly<Record<string, Op>> = {
    look: {
      op: 'request',
      node: 'look',
      method: 'GET',
      url: 'https://a.example',
      headers: [],
      body: { type: 'none' },
      timeout: 1_000,
      ports: { ok: 'talk', failed: 'talk', timeout: 'talk' },
    },
  }
  const { requests, said } = run(
    { talk: agent({ exits }), ops },
    [{ speech: 'how many are left' }],
    { say: 'Let me see.', exit: { name: 'look_up', reason: 'asked' } },
    { type: 'response', status: 200, body: { left: 3 } },
    { say: 'Three.' },
  )
  expect(said).toEqual(['Hello.', 'Let me see.', 'Three.'])
  expect(requests[1]?.history).toEqual([
    { role: 'agent', text: 'Hello.' },
    { role: 'caller', text: 'how many are left' },
    { role: 'agent', text: 'Let me see.' },
    { role: 'event', text: 'look_up: {"status":200,"body":{"left":3}}' },
  ])
})

const report = { usage: { input: 600, output: 50, estimated: false, cost: 0.2 } }

it.for([{ tokens: 500 }, { cost: 0.1 }])(
  'leaves by its limit when the call has used up %j',
  (budget) => {
    const { port, reasons, asked } = run(
      { talk: agent({ budget }) },
      [{ speech: 'a' }, { speech: 'b' }],
      { report },
    )
    expect([asked, port]).toEqual([1, ['limit']])
    expect(reasons[0]).toMatch(/^The call has (used 650 of 500 tokens|cost 0.2 of 0.1)\.$/)
  },
)

it('fails, and does not make up a task, when its task cannot be written', () => {
  const { asked, port, trace } = run(
    { talk: agent({ prompt: 'Help {{ vars.vip | no_such_filter }}.' }) },
    [{ speech: 'hi' }],
  )
  expect([asked, port]).toEqual([0, ['failed']])
  expect(trace).toContainEqual(
    expect.objectContaining({
      type: 'error.caught',
      message: expect.stringContaining('The task could not be written'),
    }),
  )
})

it('writes down what a turn looked up, called and used, and remembers what its tools did', () => {
  const { trace, requests } = run(
    {},
    [{ speech: 'a' }, { speech: 'b' }],
    {
      report: {
        ...report,
        notes: ['Attempt 1: slow.'],
        tools: [{ tool: 'stock', ok: true, summary: '3' }],
        passages: [{ document: 'faq.md', part: 1, text: 'x' }],
      },
    },
    {},
  )
  expect(trace.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['tool.called', 'knowledge.found', 'model.noted', 'model.used']),
  )
  expect(requests[1]?.history).toContainEqual({ role: 'event', text: 'stock: 3' })
})
