import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFlow } from '../compile/checkFlow.ts'
import { compile } from '../compile/compile.ts'
import { linkFlows } from '../compile/linkFlow.ts'
import { pagesOf } from '../compile/pages.ts'
import type { Program } from '../compile/program.ts'
import { createFlow } from '../flow/createFlow.ts'
import type { Flow, FlowNode } from '../flow/flow.ts'
import { parseFml } from '../fml/parseFml.ts'
import { printFml } from '../fml/printFml.ts'
import { definitionOf, definitions } from '../nodes/index.ts'
import { createSession } from './createSession.ts'
import { type CallEvent, dialStatuses } from './event.ts'
import type { Session } from './session.ts'
import { step } from './step.ts'

/** Words that mean something to some node, or to none. */
const words = fc.constantFrom(
  '',
  'yes',
  'no',
  'help me',
  'tomorrow',
  'forty two',
  'urgent',
  '+12025550123',
  'sip:a@example.com',
  'https://example.com/a.wav',
  '{{ input.speech }}',
  '{{ vars.x | plus: 1 }}',
  '{{ broken',
  '<break time="1s"/> and on',
  '\u202Eright to left 👋',
  '\uD800 lone',
  'long '.repeat(790),
  '&'.repeat(3_900),
  `{% for i in (1..30) %}${'&'.repeat(500)} {% endfor %}`,
)
const keys = fc.constantFrom('', '0', '1', '2', '*', '#', '0930', '12242026')

type Change = readonly [place: number, word: string, key: string]

/** A value with some of its texts and switches changed, by their place in it. */
function vary(
  value: unknown,
  changes: readonly Change[],
  place: { at: number },
  name = '',
): unknown {
  const change = changes.find(([at]) => at === place.at)
  place.at++
  if (Array.isArray(value)) return value.map((one) => vary(one, changes, place, name))
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([key]) => key !== 'id')
    return {
      ...value,
      ...Object.fromEntries(entries.map(([key, one]) => [key, vary(one, changes, place, key)])),
    }
  }
  if (!change) return value
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return value
  return name === 'key' ? change[2].slice(0, 1) : change[1]
}

/** The data of a type at its defaults, with some texts, options and switches of its own. */
const dataOf = (type: string) =>
  fc.array(fc.tuple(fc.nat(60), words, keys), { maxLength: 6 }).map((changes): FlowNode['data'] => {
    const definition = definitionOf(type)
    let count = 0
    const fresh = definition?.defaults(() => `x${count++}`) ?? {}
    const varied = definition?.data.safeParse(vary(fresh, changes, { at: 0 }))
    return varied?.success ? varied.data : fresh
  })

const types = definitions.map((definition) => definition.type).filter((type) => type !== 'start')
const drafts = fc.array(
  fc.constantFrom(...types).chain((type) => fc.tuple(fc.constant(type), dataOf(type))),
  { minLength: 1, maxLength: 10 },
)
/** A way that is open from anywhere and leads back. */
const detour = (condition: string): Flow['nodes'] => [
  {
    id: 'any',
    type: 'anywhere',
    name: 'Any',
    data: { key: '0', phrases: ['help me'], condition },
    position: { x: 0, y: 0 },
  },
  { id: 'back', type: 'say', name: 'Back', data: { text: 'Well.' }, position: { x: 0, y: 0 } },
]
const detourWire = { id: 'any', source: 'any', sourceHandle: 'next', target: 'back' }

/** Wires from any port to any node; some ports stay open. */
const flows = fc
  .tuple(drafts, fc.infiniteStream(fc.nat(14)), fc.constantFrom(null, '', 'wants help'))
  .map(([list, stream, condition]): Flow => {
    const empty = createFlow('f', 'F')
    const nodes = list.map(([type, data], index) => ({
      id: `n${index}`,
      type,
      name: `Step ${index % 7}`,
      data: type === 'subflow' ? { ...data, flow: index % 2 === 0 ? 'g' : 'f' } : data,
      position: { x: 0, y: 0 },
    }))
    const ends = stream[Symbol.iterator]()
    const edges = [...empty.nodes, ...nodes].flatMap((node) =>
      (definitionOf(node.type)?.ports(node.data) ?? []).flatMap((port) => {
        const target = nodes[Number(ends.next().value)]
        return target ? [wire(node.id, port.id, target.id)] : []
      }),
    )
    const x = { name: 'x', type: 'number' as const, default: '1', sensitive: false }
    return {
      ...empty,
      variables: [x],
      nodes: [...empty.nodes, ...nodes, ...(condition === null ? [] : detour(condition))],
      edges: condition === null ? edges : [...edges, detourWire],
    }
  })
const wire = (source: string, sourceHandle: string, target: string) => ({
  id: `${source}${sourceHandle}`,
  source,
  sourceHandle,
  target,
})
/** Two flows that may run each other. */
const pairs = fc.tuple(flows, flows).map(([f, g]) => {
  const other: Flow = { ...g, id: 'g', name: 'G' }
  return {
    flow: f,
    options: {
      flows: new Map([
        ['g', other],
        ['f', f],
      ]),
    },
  }
})

const input = fc.record(
  {
    reason: fc.constantFrom(
      'digits',
      'speech',
      'timeout',
      'redirect',
      'recording',
      'dial',
      'stream',
    ),
    digits: keys,
    speech: words,
    recordingUrl: words,
    recordingDuration: fc.nat(9),
    dialStatus: fc.constantFrom(...dialStatuses),
    failedVerb: fc.constantFrom('n0', 'n1', 'zz'),
    heard: words,
  },
  { requiredKeys: ['reason'] },
)
const exits = fc.constantFrom('anywhere_1', 'anywhere_9', 'done', 'node', 'zz')
const results = fc.oneof(
  fc.record({
    type: fc.constant('response' as const),
    status: fc.constantFrom(200, 404),
    body: fc.jsonValue().map(() => null),
  }),
  fc.record({ type: fc.constant('failed' as const), why: words, timedOut: fc.boolean() }),
  fc.record({
    type: fc.constant('model' as const),
    provider: fc.constant('p'),
    answer: fc.record({
      say: words,
      collected: fc.constant({}),
      exit: fc.option(fc.record({ name: exits, reason: words })),
    }),
  }),
)
const happening = fc.record({
  kind: fc.constantFrom('turn', 'turn', 'turn', 'turn', 'result', 'said', 'held', 'stale', 'ended'),
  after: fc.nat(90_000),
  input,
  result: results,
})
const happenings = fc.array(happening, { maxLength: 14 })
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

/** What a call is owed after every event: a wait somebody can end, or an end with a document. */
function expectAlive(program: Program, session: Session): void {
  if (session.status === 'ended') {
    expect(session.outcome).not.toBeNull()
    return
  }
  const { waiting } = session
  if (session.status === 'new') return
  expect(waiting.for).not.toBe('nothing')
  // An open turn waits for an effect; nothing else may keep the line silent.
  if (session.open) expect(waiting).toMatchObject({ for: 'effect', result: null })
  if ('op' in waiting) expect(program.ops).toHaveProperty([waiting.op])
}

function run(program: Program, list: readonly Happening[], streams = false) {
  let session = createSession(program, {
    id: 'C1',
    from: '+12025550123',
    to: '+1',
    direction: 'inbound',
    ...(streams ? { streams: true } : {}),
  })
  let at = Date.UTC(2026, 10, 22)
  const take = (event: CallEvent) => {
    const taken = step(program, session, event)
    session = taken.session
    for (const document of taken.document ? [taken.document] : []) {
      const parsed = parseFml(printFml(document))
      if (!parsed.ok) throw new Error(`${printFml(document)} ${JSON.stringify(parsed.error)}`)
    }
    expectAlive(program, session)
  }
  take({ type: 'call.started', at })
  for (const { kind, after, input, result } of list) {
    at += after
    const { waiting, turn, effects } = session
    const isAwaited = 'id' in waiting && (kind === 'result' || kind === 'said')
    const id = isAwaited ? waiting.id : `e${effects + 7}`
    if (kind === 'ended') take({ type: 'call.ended', at, reason: 'hung up' })
    else if (kind === 'held') take({ type: 'turn.held', at, turn })
    else if (kind === 'said') take({ type: 'effect.said', at, id, text: input.reason })
    else if (kind === 'result') take({ type: 'effect.finished', at, id, result })
    else take({ type: 'turn.posted', at, turn: kind === 'turn' ? turn + 1 : turn, input })
  }
  return session
}

describe('whatever is drawn', () => {
  it('compiles to the same bytes, or to diagnostics with a place and a remedy', () => {
    fc.assert(
      fc.property(pairs, ({ flow, options }) => {
        const diagnostics = checkFlow(flow, options)
        for (const one of diagnostics) {
          expect(one.code).toMatch(/^[a-z]+[A-Za-z]*\.[a-z][A-Za-z]*$/)
          expect(one.nodeId).toBeTruthy()
          expect(one.hint).toBeTruthy()
        }
        const compiled = compile(flow, options)
        expect(compiled.ok).toBe(diagnostics.every((one) => one.severity === 'warning'))
        expect(compile(structuredClone(flow), options)).toEqual(compiled)
        const program = linkFlows(flow, options)
        expect(JSON.parse(JSON.stringify(program))).toEqual(program)
        for (const page of pagesOf(program)) expect(page.document.verbs).not.toEqual([])
      }),
      { seed: 1, numRuns: 1_000 },
    )
  })

  it('never throws and never leaves a caller in silence, whatever happens', () => {
    fc.assert(
      fc.property(pairs, happenings, fc.boolean(), ({ flow, options }, list, streams) => {
        const program = linkFlows(flow, options)
        const session = run(program, list, streams)
        expect(JSON.parse(JSON.stringify(session))).toEqual(session)
      }),
      { seed: 2, numRuns: 10_000 },
    )
  }, 120_000)
})
