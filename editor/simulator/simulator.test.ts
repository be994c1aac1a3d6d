import { describe, expect, it } from 'vitest'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import type { FlowNode } from '#shared/flow/flow.ts'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { converse, pathOf, type TalkMove, type TalkSetup } from '#shared/session/converse.ts'
import { collectedNames, readValue, textOf } from './collectedNames.ts'
import { comparePaths, wholePath } from './comparePaths.ts'
import { compileDraft } from './compileDraft.ts'
import { keptSchema } from './kept.ts'
import { outsideOf } from './outsideOf.ts'
import { areKeys, pressKeys } from './pressKey.ts'
import { readBody, sampleBody } from './sampleBody.ts'
import { talkLines } from './talkLines.ts'
import { talkValues } from './talkValues.ts'
import { replyOf, withShares, worldOf } from './worldOf.ts'
import { instantOf, zonedTime } from './zonedTime.ts'

const setup: TalkSetup = { vars: {}, from: '+12025550123', to: '+12025550100', at: 0 }

it.for([
  [{ numDigits: 1, finishOnKey: '' }, '', '2', { digits: '2' }],
  [{ numDigits: 3 }, '1', '2', { keys: '12' }],
  [{ numDigits: 3 }, '12', '34', { digits: '123' }],
  [{}, '12', '#', { digits: '12' }],
  [{}, '', '#', { digits: '' }],
  [{ finishOnKey: '*' }, '1', '#', { keys: '1#' }],
  [{ finishOnKey: '' }, '1', '#2', { keys: '1#2' }],
] as const)('presses keys %j: %s and %s', ([gather, before, row, wanted]) => {
  expect(pressKeys(gather, before, row)).toEqual(wanted)
})

it.for([
  ['12', true],
  [' *0# ', true],
  ['', false],
  ['1 2', false],
  ['one', false],
] as const)('tells keys from words: %j', ([text, wanted]) => expect(areKeys(text)).toBe(wanted))

it.for([
  ['2026-11-23T09:30', 'UTC', '2026-11-23T09:30:00.000Z'],
  ['2026-11-23T09:30', 'America/New_York', '2026-11-23T14:30:00.000Z'],
  ['2026-07-01T00:00', 'Asia/Kolkata', '2026-06-30T18:30:00.000Z'],
  // Daylight saving begins here: half past two is half past three.
  ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
] as const)('reads %s in %s', ([text, timezone, wanted]) => {
  const at = instantOf(text, timezone) ?? 0
  expect(new Date(at).toISOString()).toBe(wanted)
  if (!text.startsWith('2026-03')) expect(zonedTime(at, timezone)).toBe(text)
})

it.for(['', 'soon', '2026-11-23', '2026-11-23T25:00', '2026-11-23T10:99'])(
  'reads no time in %j',
  (text) => expect(instantOf(text, 'UTC')).toBeNull(),
)

const way = (text: string) => text.split(' ').map((node) => ({ node, port: 'next' }))
it.for([
  ['a b', 'a b', { same: true }],
  ['a b', 'a c', { same: false, at: 1 }],
  ['a b', 'a', { same: false, at: 1 }],
  ['a', 'a b', { same: false, at: 1 }],
] as const)('compares the ways %s and %s', ([kept, now, wanted]) => {
  expect(comparePaths(way(kept), way(now))).toEqual(wanted)
})

describe('a flow with a webhook', () => {
  const flow = drawFlow(
    [
      ['look', 'webhook', { url: 'https://shop.example' }],
      [
        'tell',
        'say',
        { text: '{{ nodes.look.body.state }} {{ nodes.look.body.day }} {{ vars.pin }}' },
      ],
    ],
    ['start.next>look', 'look.ok>tell', 'look.failed>no', 'look.timeout>no', 'tell.next>bye'],
    { variables: [{ name: 'pin', type: 'text', default: '4711', sensitive: true }] },
  )
  const program = linkFlow(flow)
  const reply = { type: 'reply', status: 200, body: '{"state":"sent","day":"4711"}' } as const
  const talk = converse(program, setup, [], worldOf({ mocks: { look: reply }, model: 'offline' }))

  it('proposes the fields that are read from the reply', () => {
    expect(JSON.parse(sampleBody(program, 'look'))).toEqual({ state: '', day: '' })
    expect(sampleBody(program, 'nowhere')).toBe('{}')
    expect([readBody(''), readBody('{"a":1}'), readBody('no json')]).toEqual([
      null,
      { a: 1 },
      'no json',
    ])
  })

  it('answers by itself once a reply is kept', () => {
    expect(talk.awaits).toEqual({ for: 'nothing' })
    expect(talkLines(talk).filter(({ type }) => type === 'said')).toMatchObject([
      { node: 'tell', text: 'sent 4711 4711' },
    ])
    expect(talkLines(talk).map(({ type }) => type)).toEqual([
      'asked',
      'answered',
      'said',
      'ended',
      'fml',
    ])
  })

  it('masks what is sensitive, also where it has been copied to, and marks what is new', () => {
    const [turn] = talk.turns
    if (!turn) throw new Error('no turn')
    const before = { ...turn.session, nodes: {} }
    expect(talkValues(program, turn.session, before)).toEqual([
      { name: 'vars.pin', text: '4711', isChanged: false, isSensitive: true },
      { name: 'nodes.look.status', text: '200', isChanged: true, isSensitive: false },
      {
        name: 'nodes.look.body',
        text: '{"state":"sent","day":"4711"}',
        isChanged: true,
        isSensitive: false,
      },
    ])
  })

  it('offers the values that steps read, to begin in the middle', () => {
    expect(collectedNames(flow)).toEqual([{ scope: 'look', name: 'body' }])
    expect([readValue('12'), readValue('Ann'), textOf(undefined), textOf([1])]).toEqual([
      12,
      'Ann',
      '',
      '[1]',
    ])
  })

  it.for([
    [{ type: 'fails' }, { type: 'failed', timedOut: false }],
    [{ type: 'late' }, { type: 'failed', timedOut: true }],
    [
      { type: 'reply', status: 404, body: 'gone' },
      { status: 404, body: 'gone' },
    ],
  ] as const)('replies as it was told: %j', ([mock, wanted]) => {
    expect(replyOf(mock, 5_000)).toMatchObject(wanted)
  })

  it('asks the server for what is really sent', () => {
    expect(replyOf({ type: 'real' }, 5_000)).toBeNull()
  })
})

it('cuts a sentence where the caller cut in', () => {
  const menu = drawFlow(
    [
      [
        'm',
        'menu',
        { prompt: 'Press one or two.', options: [{ id: 'o', key: '1', phrases: ['one'] }] },
      ],
    ],
    ['start.next>m', 'm.o>a', 'm.noInput>b', 'm.noMatch>b'],
  )
  const said = (move: TalkMove) =>
    talkLines(converse(linkFlow(menu), setup, [move], worldOf(keptSchema.parse({})))).find(
      ({ type }) => type === 'said',
    )
  expect(said({ digits: '1', heard: 'Press one' })).toMatchObject({
    text: 'Press one',
    unheard: 'or two.',
  })
  expect(said({ speech: 'one', heard: '' })).toMatchObject({
    text: '',
    unheard: 'Press one or two.',
  })
  expect(said({ digits: '1' })).toMatchObject({ text: 'Press one or two.', unheard: '' })
})

it('sends all callers the way that was chosen', () => {
  const data = definitionOf('split')?.defaults(() => 'x') ?? {}
  const split = drawFlow([['s', 'split', data]], [])
  const ports = outsideOf(split.nodes[1] ?? noNode)
  if (ports?.type !== 'shares') throw new Error('no shares')
  const drawn = drawFlow(
    [['s', 'split', data]],
    ['start.next>s', ...ports.ports.map(({ id }, index) => `s.${id}>end${index}`)],
  )
  for (const { id } of ports.ports) {
    const program = withShares(linkFlow(drawn), { s: { type: 'share', port: id } })
    const talk = converse(program, setup, [], worldOf(keptSchema.parse({})))
    expect(pathOf(talk)[1]).toEqual({ node: 's', port: id })
  }
})

const noNode: FlowNode = { id: 'n', type: 'none', name: 'n', data: {}, position: { x: 0, y: 0 } }

it.for([
  ['webhook', { type: 'request' }],
  ['play', { type: 'sound' }],
  ['say', null],
  ['note', null],
  ['none', null],
] as const)('knows what %s asks of the world', ([type, wanted]) => {
  const data = definitionOf(type)?.defaults(() => 'x') ?? {}
  expect(outsideOf({ ...noNode, type, data })).toEqual(wanted)
})

it('compiles a draft with the flows that it runs, each fetched once', async () => {
  const outer = drawFlow(
    [
      ['one', 'subflow', { flow: 'inner' }],
      ['two', 'subflow', { flow: 'inner' }],
      ['gone', 'subflow', { flow: 'nowhere' }],
    ],
    ['start.next>one', 'one.one_x>two'],
  )
  const inner = { ...drawFlow([['hi', 'say', { text: 'Hi.' }]], ['start.next>hi']), id: 'inner' }
  const asked: string[] = []
  const program = await compileDraft(outer, async (id) => {
    asked.push(id)
    return id === 'inner' ? inner : null
  })
  expect(asked).toEqual(['inner', 'nowhere'])
  expect(program.ops).toHaveProperty('one/hi')
})

it('keeps nothing that cannot be read', () => {
  expect(
    keptSchema.parse({ mocks: { a: { type: 'bomb' } }, model: 'x', conversations: [{ id: 1 }] }),
  ).toEqual({ mocks: {}, model: 'offline', conversations: [] })
})

it('is another way when the last step is another', () => {
  const end = (to: string) =>
    wholePath(
      converse(
        linkFlow(drawFlow([], [`start.next>${to}`])),
        setup,
        [],
        worldOf(keptSchema.parse({})),
      ),
    )
  expect(comparePaths(end('here'), end('here'))).toEqual({ same: true })
  expect(comparePaths(end('here'), end('there'))).toEqual({ same: false, at: 1 })
})
