import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkFlow } from '../compile/linkFlow.ts'
import { drawFlow } from '../nodes/drawFlow.ts'
import {
  converse,
  heardVerbs,
  pathOf,
  type Talk,
  type TalkMove,
  type TalkSetup,
} from './converse.ts'
import { respondOffline } from './offline.ts'

const setup: TalkSetup = { vars: {}, from: '+12025550123', to: '+12025550100', at: 0 }

const flow = drawFlow(
  [
    ['hello', 'say', { text: 'Hello {{ vars.who }}.' }],
    [
      'menu',
      'menu',
      {
        prompt: 'Press 1 for orders or 2 for a person.',
        retryPrompt: 'Again: 1 or 2.',
        options: [
          { id: 'o1', key: '1', phrases: ['orders'] },
          { id: 'o2', key: '2', phrases: ['person'] },
        ],
        retries: 1,
        timeout: 5,
      },
    ],
    ['look', 'webhook', { url: 'https://shop.example/orders' }],
    ['tell', 'end', { text: 'It is {{ nodes.look.body.state }}.', outcome: 'told' }],
    ['desk', 'transfer', { targets: [{ id: 't', type: 'sip', address: 'sip:desk' }] }],
  ],
  [
    'start.next>hello',
    'hello.next>menu',
    'menu.o1>look',
    'menu.o2>desk',
    'menu.noInput>silent',
    'menu.noMatch>lost',
    'look.ok>tell',
    'look.failed>broken',
    'look.timeout>late',
    'desk.completed>talked',
    'desk.noAnswer>nobody',
    'desk.busy>busy',
    'desk.failed>broken',
  ],
  { variables: [{ name: 'who', type: 'text', default: 'you', sensitive: false }] },
)
const program = linkFlow(flow)

const shipped = { type: 'response', status: 200, body: { state: 'shipped' } } as const
const talk = (moves: readonly TalkMove[], more: Partial<TalkSetup> = {}) =>
  converse(program, { ...setup, ...more }, moves, { answer: () => null, cannotPlay: () => false })
const heard = ({ turns }: Talk) =>
  turns.map((turn) =>
    turn.items
      .flatMap((item) => (item.type === 'document' ? heardVerbs(item.document) : []))
      .flatMap((verb) => (verb.type === 'say' ? [verb.text] : [])),
  )
const outcome = ({ turns }: Talk) => turns.at(-1)?.session.outcome

describe('a conversation', () => {
  it('says what is heard until somebody has to do something', () => {
    const begun = talk([])
    expect(heard(begun)).toEqual([['Hello you.', 'Press 1 for orders or 2 for a person.']])
    expect(begun.awaits).toMatchObject({ for: 'gather', node: 'menu' })
  })

  it.for<[string, readonly TalkMove[], string]>([
    ['a silent caller', [{ silence: true }, { silence: true }], 'silent'],
    ['a caller who is not understood', [{ speech: 'eh' }, { speech: 'uh' }], 'lost'],
    ['a webhook answers', [{ digits: '1' }, { answer: shipped, node: 'look' }], 'told'],
    [
      'a webhook fails',
      [{ digits: '1' }, { answer: { ...shipped, status: 500 }, node: 'look' }],
      'broken',
    ],
    [
      'a webhook is late',
      [
        { speech: 'orders' },
        { answer: { type: 'failed', why: 'late', timedOut: true }, node: 'look' },
      ],
      'late',
    ],
    ['somebody talks', [{ speech: 'a person' }, { dial: 'completed', seconds: 60 }], 'talked'],
    ['the desk is busy', [{ digits: '2' }, { dial: 'busy' }], 'busy'],
    ['the caller hangs up', [{ digits: '2' }, { hangup: true }], 'hung up'],
  ])('ends as it should: %s', ([, moves, wanted]) => {
    const done = talk(moves)
    expect(outcome(done)).toBe(wanted)
    expect(done.awaits).toEqual({ for: 'nothing' })
    expect(done.left).toEqual([])
  })

  it('starts at a step with values', () => {
    const begun = talk([], {
      entry: 'tell',
      nodes: { look: { status: 200, body: { state: 'lost' } } },
    })
    expect(heard(begun)).toEqual([['It is lost.']])
    expect(heard(talk([], { vars: { who: 'Ann' } }))[0]?.[0]).toBe('Hello Ann.')
    expect(heard(talk([], { entry: 'no such step' }))[0]?.[0]).toBe('Hello you.')
  })

  it('stops at a move that does not fit, and keeps the rest', () => {
    const moves = [{ dial: 'busy' }, { silence: true }] as const
    expect(talk(moves).left).toEqual(moves)
    expect(talk([{ hangup: true }, ...moves]).left).toEqual(moves)
  })

  it('leaves out an answer that nobody asked for', () => {
    const done = talk([
      { answer: shipped, node: 'look' },
      { digits: '2' },
      { answer: shipped, node: 'look' },
      { dial: 'busy' },
    ])
    expect([outcome(done), done.left]).toEqual(['busy', []])
  })

  it('lists the ways taken', () => {
    expect(pathOf(talk([{ digits: '2' }, { dial: 'busy' }]))).toEqual([
      { node: 'start', port: 'next' },
      { node: 'hello', port: 'next' },
      { node: 'menu', port: 'o2' },
      { node: 'desk', port: 'busy' },
    ])
  })

  it('takes its time: words, silence, a conversation', () => {
    const [first, second] = talk([{ silence: true }]).turns
    // 2 and 8 words at 400 ms, and 5 seconds of silence.
    expect([first?.at, second?.at]).toEqual([0, 10 * 400 + 5_000 + 400])
  })
})

it('keeps of a sentence what was heard before the caller cut in', () => {
  const agent = drawFlow(
    [['a', 'agent', { greeting: 'What is your name, please?', prompt: 'Find out the name.' }]],
    ['start.next>a', 'a.noInput>gone', 'a.limit>gone', 'a.failed>gone'],
  )
  const talked = converse(linkFlow(agent), setup, [{ speech: 'Ann', heard: 'What is' }], {
    answer: (effect) =>
      effect.type === 'model'
        ? { type: 'model', answer: respondOffline(effect.request), provider: 'here' }
        : null,
    cannotPlay: () => false,
  })
  const { history = [] } = talked.turns.at(-1)?.session.agents['a'] ?? {}
  expect(history.slice(0, 2)).toEqual([
    { role: 'agent', text: 'What is …' },
    { role: 'caller', text: 'Ann' },
  ])
})

it('plays a sound that fails as the engine would report it', () => {
  const play = drawFlow(
    [['tune', 'play', { url: 'https://x.example/a.wav' }]],
    ['start.next>tune', 'tune.next>played', 'tune.failed>silent'],
  )
  const ends = [true, false].map((isBroken) =>
    outcome(
      converse(linkFlow(play), setup, [], { answer: () => null, cannotPlay: () => isBroken }),
    ),
  )
  expect(ends).toEqual(['silent', 'played'])
})

it('ends a flow that goes round in circles', () => {
  const loop = drawFlow(
    [
      ['a', 'play', { url: 'https://x.example/a.wav' }],
      ['b', 'webhook', { url: 'https://x.example' }],
    ],
    ['start.next>a', 'a.next>b', 'a.failed>b', 'b.ok>a', 'b.failed>a', 'b.timeout>a'],
  )
  const done = converse(linkFlow(loop), setup, [], {
    answer: () => shipped,
    cannotPlay: () => true,
  })
  expect(outcome(done)).toBe('error')
})

const moveOf: fc.Arbitrary<TalkMove> = fc.oneof(
  fc.record({ digits: fc.constantFrom('1', '2', '9', '') }),
  fc.record({ speech: fc.string(), heard: fc.option(fc.string(), { nil: undefined }) }),
  fc.constant({ silence: true } as const),
  fc.constant({ hangup: true } as const),
  fc.record({ recording: fc.string(), seconds: fc.integer() }),
  fc.record({ dial: fc.constantFrom('completed', 'busy'), seconds: fc.double() }),
  fc.record({ answer: fc.constant(shipped), node: fc.constantFrom('look', 'menu') }),
)

it('never throws, and replays what it took to the same end', () => {
  fc.assert(
    fc.property(fc.array(moveOf, { maxLength: 12 }), fc.boolean(), (moves, isAnswered) => {
      const world = { answer: () => (isAnswered ? shipped : null), cannotPlay: () => false }
      const talked = converse(program, setup, moves, world)
      const taken = talked.turns.flatMap(({ move }) => (move ? [move] : []))
      expect(converse(program, setup, taken, world).turns).toEqual(talked.turns)
    }),
    { seed: 7, numRuns: 300 },
  )
})
