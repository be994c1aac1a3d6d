import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkFlow } from '../compile/linkFlow.ts'
import { createFlow } from '../flow/createFlow.ts'
import type { Flow, FlowNode } from '../flow/flow.ts'
import { definitionOf } from '../nodes/index.ts'
import { createSession } from './createSession.ts'
import type { CallEvent, EffectResult } from './event.ts'
import type { Session } from './session.ts'
import { type Move, simulate } from './simulate.ts'
import { step } from './step.ts'

type Draft = readonly [id: string, type: string, data?: FlowNode['data']]

/** A flow of a few nodes; wires are `from.port>to`. */
function makeFlow(
  nodes: readonly Draft[],
  wires: readonly string[],
  more: Partial<Flow> = {},
): Flow {
  return {
    ...createFlow('f', 'F'),
    ...more,
    nodes: [
      { id: 'start', type: 'start', name: 'Start', data: {}, position: { x: 0, y: 0 } },
      ...nodes.map(([id, type, data]) => ({
        id,
        type,
        name: id,
        data: { ...definitionOf(type)?.defaults(() => `${id}x`), ...data },
        position: { x: 0, y: 0 },
      })),
    ],
    edges: wires.map((wire, index) => {
      const [, source = '', sourceHandle = '', target = ''] =
        /^(\w+)\.(\w+)>(\w+)$/.exec(wire) ?? []
      return { id: `e${index}`, source, sourceHandle, target }
    }),
  }
}

const menu = {
  prompt: 'Press 1.',
  retryPrompt: 'Again.',
  options: [
    { id: 'o1', key: '1', phrases: ['test'] },
    { id: 'o2', key: '2', phrases: ['test results'] },
  ],
  retries: 1,
}
const menuFlow = makeFlow(
  [
    ['m', 'menu', menu],
    ['one', 'end', { text: 'One.', outcome: 'one' }],
    ['two', 'end', { text: 'Two.', outcome: 'two' }],
    ['quiet', 'end', { text: 'Quiet.', outcome: 'quiet' }],
    ['wrong', 'end', { text: 'Wrong.', outcome: 'wrong' }],
  ],
  ['start.next>m', 'm.o1>one', 'm.o2>two', 'm.noInput>quiet', 'm.noMatch>wrong'],
)
const noEffects = () => {
  throw new Error('no effect expected')
}
const outcomeOf = (flow: Flow, moves: readonly Move[]) =>
  simulate(linkFlow(flow), moves, { answer: noEffects }).at(-1)?.session.outcome

describe('menu', () => {
  it.for<[string, readonly Move[], string]>([
    ['a key', [{ digits: '1' }], 'one'],
    ['a phrase within a sentence', [{ speech: 'the test, please' }], 'one'],
    ['the longer phrase', [{ speech: 'my test results' }], 'two'],
    ['a second try', [{ digits: '7' }, { digits: '2' }], 'two'],
    ['silence twice', [{ silence: true }, { silence: true }], 'quiet'],
    ['wrong twice', [{ digits: '7' }, { speech: 'what' }], 'wrong'],
    ['speech that was not understood', [{ speech: '' }, { speech: '' }], 'wrong'],
  ])('takes %s', ([, moves, outcome]) => {
    expect(outcomeOf(menuFlow, moves)).toBe(outcome)
  })

  it('asks again in other words', () => {
    const turns = simulate(linkFlow(menuFlow), [{ silence: true }], { answer: noEffects })
    expect(turns[1]?.documents[0]?.verbs).toMatchObject([
      { type: 'gather', id: 'm', prompt: [{ text: 'Again.' }], action: '/hooks/voice/C1/3' },
    ])
  })

  it('starts its tries anew when it is entered anew', () => {
    const again = {
      ...menuFlow,
      edges: menuFlow.edges.map((edge) =>
        edge.sourceHandle === 'o1' ? { ...edge, target: 'm' } : edge,
      ),
    }
    expect(
      outcomeOf(again, [{ digits: '7' }, { digits: '1' }, { digits: '7' }, { digits: '2' }]),
    ).toBe('two')
  })

  it('notes the way really taken', () => {
    const turns = simulate(linkFlow(menuFlow), [{ digits: '2' }], { answer: noEffects })
    const path = turns
      .flatMap((turn) => turn.trace)
      .flatMap((entry) =>
        entry.type === 'port.taken'
          ? [`${entry.node}.${entry.port}`]
          : entry.type === 'node.entered'
            ? [entry.node]
            : [],
      )
    expect(path).toEqual(['start', 'start.next', 'm', 'm.o2', 'two'])
  })
})

const hookFlow = makeFlow(
  [
    ['hi', 'say', { text: 'Hello {{ call.from }}.' }],
    [
      'hook',
      'webhook',
      {
        url: 'https://example.com/{{ vars.n }}',
        body: { type: 'fields', fields: [{ id: 'f', name: 'n', value: '{{ vars.n }}' }] },
      },
    ],
    ['good', 'end', { text: '{{ nodes.hook.body.word }}', outcome: 'good' }],
    ['bad', 'end', { text: 'Bad.', outcome: 'bad' }],
    ['late', 'end', { text: 'Late.', outcome: 'late' }],
  ],
  ['start.next>hi', 'hi.next>hook', 'hook.ok>good', 'hook.failed>bad', 'hook.timeout>late'],
  { variables: [{ name: 'n', type: 'number', default: '7', sensitive: false }] },
)
const callInfo = { id: 'C1', from: '+1', to: '+2', direction: 'inbound' } as const
const started = (flow: Flow) => {
  const program = linkFlow(flow)
  return {
    program,
    first: step(program, createSession(program, callInfo), { type: 'call.started', at: 1 }),
  }
}
const redirected = (turn: number): CallEvent => ({
  type: 'turn.posted',
  at: 2,
  turn,
  input: { reason: 'redirect' },
})
const response = (status: number): EffectResult => ({
  type: 'response',
  status,
  body: { word: 'Fine.' },
})

describe('webhook', () => {
  it('never holds back what was said before it', () => {
    const { first } = started(hookFlow)
    expect(first.document?.verbs).toMatchObject([
      { type: 'say', text: 'Hello +1.' },
      { type: 'redirect', url: '/hooks/voice/C1/2' },
    ])
    expect(first.effects).toEqual([
      {
        type: 'request',
        id: 'e1',
        node: 'hook',
        method: 'POST',
        url: 'https://example.com/7',
        headers: { 'content-type': 'application/json' },
        body: '{"n":7}',
        timeout: 5_000,
      },
    ])
  })

  it.for<[EffectResult, string, string]>([
    [response(200), 'good', 'Fine.'],
    [response(404), 'bad', 'Bad.'],
    [{ type: 'failed', why: 'refused', timedOut: false }, 'bad', 'Bad.'],
    [{ type: 'failed', why: 'slow', timedOut: true }, 'late', 'Late.'],
  ])('goes on by its answer, whichever comes first', ([result, outcome, text]) => {
    const { program, first } = started(hookFlow)
    const finished: CallEvent = { type: 'effect.finished', at: 3, id: 'e1', result }
    const early = step(program, step(program, first.session, finished).session, redirected(2))
    const open = step(program, first.session, redirected(2))
    expect(open).toMatchObject({ document: null, session: { open: true } })
    const late = step(program, open.session, finished)
    for (const last of [early, late]) {
      expect(last.session.outcome).toBe(outcome)
      expect(last.document?.verbs).toMatchObject([{ text }, { type: 'hangup' }])
    }
  })

  it('holds the line, then goes on', () => {
    const { program, first } = started(hookFlow)
    const open = step(program, first.session, redirected(2))
    const held = step(program, open.session, { type: 'turn.held', at: 7, turn: 2 })
    expect(held.document?.verbs).toMatchObject([
      { type: 'say', text: 'One moment, please.' },
      { type: 'redirect', url: '/hooks/voice/C1/3' },
    ])
    const answered = step(program, held.session, {
      type: 'effect.finished',
      at: 8,
      id: 'e1',
      result: response(200),
    })
    expect(step(program, answered.session, redirected(3)).session.outcome).toBe('good')
  })
})

const agentFlow = makeFlow(
  [
    [
      'a',
      'agent',
      {
        prompt: 'Book.',
        greeting: 'Hello. Which day?',
        turns: 2,
        collect: [{ id: 'c', name: 'day', type: 'date', description: 'day', required: true }],
        exits: [{ id: 'x', name: 'Booked', description: '', phrases: [] }],
      },
    ],
    ['done', 'end', { text: 'On {{ nodes.a.day }}.', outcome: 'done' }],
    ['no', 'end', { text: '', outcome: '{{ input.reason }}' }],
    ['lim', 'end', { text: '', outcome: 'limit' }],
    ['err', 'end', { text: '', outcome: 'failed' }],
  ],
  ['start.next>a', 'a.x>done', 'a.noInput>no', 'a.limit>lim', 'a.failed>err'],
)
const model = (say: string, exit: string | null, collected = {}): EffectResult => ({
  type: 'model',
  provider: 'scripted',
  answer: { say, collected, exit: exit === null ? null : { name: exit, reason: 'because' } },
})

describe('agent', () => {
  const run = (moves: readonly Move[], results: readonly EffectResult[]) => {
    const left = [...results]
    return simulate(linkFlow(agentFlow), moves, { answer: () => left.shift() ?? noEffects() })
  }

  it.for<[string, readonly Move[], readonly EffectResult[], string]>([
    [
      'exit',
      [{ speech: 'monday' }],
      [model('Good.', 'booked', { day: 'Monday', other: 1 })],
      'done',
    ],
    ['silence', [{ silence: true }, { silence: true }], [], 'timeout'],
    [
      'limit',
      [{ speech: 'a' }, { speech: 'b' }, { speech: 'c' }],
      [model('x', null), model('y', null)],
      'limit',
    ],
    ['failure', [{ speech: 'a' }], [{ type: 'failed', why: 'slow', timedOut: true }], 'failed'],
    ['empty answer', [{ speech: 'a' }], [model(' ', null)], 'failed'],
    ['unknown exit and nothing to say', [{ speech: 'a' }], [model('', 'elsewhere')], 'failed'],
  ])('leaves by %s', ([, moves, results, outcome]) => {
    expect(run(moves, results).at(-1)?.session.outcome).toBe(outcome)
  })

  it('says its last sentence, keeps what was declared and why it left', () => {
    const last = run(
      [{ speech: 'monday' }],
      [model('Good.', 'booked', { day: 'Monday', other: 1 })],
    ).at(-1)
    expect(last?.documents.at(-1)?.verbs).toMatchObject([
      { text: 'Good.' },
      { text: 'On Monday.' },
      { type: 'hangup' },
    ])
    expect(last?.session.nodes).toEqual({ a: { day: 'Monday', exit: 'booked', reason: 'because' } })
  })

  it('remembers only what the caller heard', () => {
    const turns = run([{ speech: 'stop', heard: 'Hello.' }], [model('Yes?', null)])
    expect(turns.at(-1)?.session.agents['a']?.history).toEqual([
      { role: 'agent', text: 'Hello. …' },
      { role: 'caller', text: 'stop' },
      { role: 'agent', text: 'Yes?' },
    ])
  })
})

describe('step', () => {
  it.for<[string, CallEvent]>([
    ['a second start', { type: 'call.started', at: 9 }],
    ['a turn from the future', redirected(4)],
    ['a turn already answered', redirected(1)],
    ['an unknown effect', { type: 'effect.finished', at: 9, id: 'e9', result: response(200) }],
    ['a hold of nothing', { type: 'turn.held', at: 9, turn: 1 }],
  ])('leaves the session as it is on %s', ([, event]) => {
    const { program, first } = started(menuFlow)
    expect(step(program, first.session, event).session).toBe(first.session)
  })

  it('ends a call once', () => {
    const { program, first } = started(menuFlow)
    const ended = step(program, first.session, { type: 'call.ended', at: 5, reason: 'hung up' })
    expect(ended.session).toMatchObject({ status: 'ended', outcome: 'hung up' })
    const late = step(program, ended.session, { type: 'call.ended', at: 6, reason: 'again' })
    expect(late.session).toBe(ended.session)
  })

  it('takes the error path out of a loop that never waits', () => {
    const loop = makeFlow(
      [
        ['a', 'set'],
        ['b', 'set'],
      ],
      ['start.next>a', 'a.next>b', 'b.next>a'],
    )
    const { first } = started(loop)
    expect(first.session).toMatchObject({ status: 'ended', outcome: 'error' })
    expect(first.trace.filter((entry) => entry.type === 'error.caught')).toHaveLength(1)
  })

  it('cuts a long document by a redirect and loses nothing', () => {
    const text = 'word '.repeat(600)
    const says = Array.from({ length: 30 }, (_, index): Draft => [`s${index}`, 'say', { text }])
    const wires = says.map((_, index) =>
      index === 0 ? 'start.next>s0' : `s${index - 1}.next>s${index}`,
    )
    const turns = simulate(linkFlow(makeFlow(says, wires)), [], { answer: noEffects })
    const documents = turns[0]?.documents ?? []
    expect(documents.length).toBeGreaterThan(1)
    expect(
      documents.flatMap((one) => one.verbs).filter((verb) => verb.type === 'say'),
    ).toHaveLength(30)
  })

  it('is total and JSON-stable, whatever comes', () => {
    const programs = [menuFlow, hookFlow, agentFlow].map(linkFlow)
    const turn = fc.nat(4)
    const event: fc.Arbitrary<CallEvent> = fc.oneof(
      fc.record({ type: fc.constant('call.started' as const), at: fc.nat() }),
      fc.record({
        type: fc.constant('turn.posted' as const),
        at: fc.nat(),
        turn,
        input: fc.record(
          {
            reason: fc.constantFrom('digits', 'speech', 'timeout', 'redirect'),
            digits: fc.string({ maxLength: 3 }),
            speech: fc.string({ maxLength: 10 }),
          },
          { requiredKeys: ['reason'] },
        ),
      }),
      fc.record({
        type: fc.constant('effect.finished' as const),
        at: fc.nat(),
        id: fc.constantFrom('e1', 'e2', 'e3'),
        result: fc.oneof(
          fc.constantFrom(response(200), response(500), model('Hm.', null), model('', 'booked')),
          fc.record({
            type: fc.constant('failed' as const),
            why: fc.string(),
            timedOut: fc.boolean(),
          }),
        ),
      }),
      fc.record({ type: fc.constant('turn.held' as const), at: fc.nat(), turn }),
      fc.record({ type: fc.constant('call.ended' as const), at: fc.nat(), reason: fc.string() }),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...programs),
        fc.array(event, { maxLength: 12 }),
        (program, events) => {
          let session: Session = createSession(program, callInfo)
          for (const one of [{ type: 'call.started', at: 0 } as const, ...events]) {
            const before = JSON.stringify(session)
            const next = step(program, session, one)
            expect(JSON.stringify(session)).toBe(before)
            expect(step(program, JSON.parse(before), one)).toEqual(next)
            session = next.session
          }
        },
      ),
      { seed: 1, numRuns: 400 },
    )
  })
})
