import { describe, expect, it } from 'vitest'
import { createFlow } from '../flow/createFlow.ts'
import type { Flow } from '../flow/flow.ts'
import { checkFlow } from './checkFlow.ts'
import { compile } from './compile.ts'
import { pagesOf } from './pages.ts'
import { variablesAt } from './scopeAt.ts'

const at = { x: 0, y: 0 }
const wire = (source: string, sourceHandle: string, target: string) => ({
  id: `${source}-${sourceHandle}`,
  source,
  sourceHandle,
  target,
})
const say = (id: string, text: string, name = id) => ({
  id,
  type: 'say',
  name,
  data: { text },
  position: at,
})
const bye = {
  id: 'bye',
  type: 'end',
  name: 'Bye',
  data: { text: 'Bye.', outcome: 'done' },
  position: at,
}
const set = (id: string, variable: string, value: string) => ({
  id,
  type: 'set',
  name: id,
  data: { assign: [{ id: 'a', variable, value }] },
  position: at,
})
const menu = {
  id: 'm',
  type: 'menu',
  name: 'Main menu',
  data: {
    prompt: 'Press 1.',
    options: [{ id: 'o1', key: '1', phrases: [] }],
    retryPrompt: '',
    retries: 1,
    timeout: 5,
    interruptible: true,
  },
  position: at,
}
const flowOf = (nodes: Flow['nodes'], edges: Flow['edges'], more: Partial<Flow> = {}): Flow => {
  const empty = createFlow('f', 'F')
  return { ...empty, nodes: [...empty.nodes, ...nodes], edges, ...more }
}
const good = flowOf(
  [say('hi', 'Hello.'), bye],
  [wire('start', 'next', 'hi'), wire('hi', 'next', 'bye')],
)
const variable = { name: 'city', type: 'text' as const, default: '', sensitive: false }

describe('checkFlow', () => {
  it('finds nothing wrong with a finished flow', () => expect(checkFlow(good)).toEqual([]))

  it.for<[string, Flow, object]>([
    [
      'an empty flow',
      createFlow('f', 'F'),
      { code: 'port.unwired', nodeId: 'start', severity: 'error' },
    ],
    [
      'a port that leaves the caller in silence',
      flowOf(
        [menu, bye],
        [wire('start', 'next', 'm'), wire('m', 'o1', 'bye'), wire('m', 'noMatch', 'bye')],
      ),
      { code: 'port.unwired', nodeId: 'm', port: 'noInput', severity: 'error' },
    ],
    [
      'a sentence that nothing follows',
      flowOf([say('hi', 'Hello.')], [wire('start', 'next', 'hi')]),
      { code: 'port.unwired', nodeId: 'hi', severity: 'warning' },
    ],
    [
      'a step that no call can get to',
      { ...good, nodes: [...good.nodes, say('x', 'Lost.')] },
      { code: 'node.unreachable', nodeId: 'x', severity: 'warning' },
    ],
    [
      'a variable that nothing sets',
      flowOf([say('hi', 'In {{ vars.city }}.'), bye], good.edges),
      { code: 'variable.unknown', nodeId: 'hi', path: 'text', severity: 'error' },
    ],
    [
      'a value of a step that does not exist',
      flowOf([say('hi', '{{ nodes.nobody.day }}'), bye], good.edges),
      { code: 'variable.unknown', nodeId: 'hi', path: 'text' },
    ],
    [
      'an assignment to no variable of the flow',
      flowOf([set('hi', 'town', 'x'), bye], good.edges),
      { code: 'variable.unknown', nodeId: 'hi', path: 'assign' },
    ],
    [
      'a text that is not Liquid',
      flowOf([say('hi', 'Hello {{ call.from'), bye], good.edges),
      { code: 'template.bad', nodeId: 'hi', path: 'text', severity: 'error' },
    ],
    [
      'a loop that never waits',
      flowOf(
        [say('hi', 'Hello.'), set('s', 'city', 'x')],
        [wire('start', 'next', 'hi'), wire('hi', 'next', 's'), wire('s', 'next', 'hi')],
        { variables: [variable] },
      ),
      { code: 'loop.neverWaits', severity: 'error' },
    ],
    [
      'a wire on a port that is gone',
      { ...good, edges: [...good.edges, wire('hi', 'old', 'bye')] },
      { code: 'edge.noPort', nodeId: 'hi', port: 'old' },
    ],
    [
      'a type from a newer version',
      flowOf([{ ...say('hi', ''), type: 'teleport' }, bye], good.edges),
      { code: 'node.unknownType', nodeId: 'hi', severity: 'error' },
    ],
    [
      'data of the wrong shape',
      flowOf([{ ...say('hi', ''), data: { text: 5 } }, bye], good.edges),
      { code: 'node.badData', nodeId: 'hi', path: 'text' },
    ],
    [
      'an empty sentence',
      flowOf([say('hi', ' '), bye], good.edges),
      { code: 'text.empty', nodeId: 'hi', path: 'text' },
    ],
    [
      'two menus of one name',
      flowOf(
        [menu, { ...menu, id: 'm2' }, bye],
        [
          wire('start', 'next', 'm'),
          ...['o1', 'noInput', 'noMatch'].flatMap((port) => [
            wire('m', port, 'm2'),
            wire('m2', port, 'bye'),
          ]),
        ],
      ),
      { code: 'node.sameName', nodeId: 'm2', severity: 'warning' },
    ],
  ])('names %s', ([, flow, diagnostic]) => {
    expect(checkFlow(flow)).toContainEqual(expect.objectContaining(diagnostic))
  })

  it('lets a loop wait for the caller', () => {
    const loop = flowOf(
      [menu, bye],
      [
        wire('start', 'next', 'm'),
        wire('m', 'o1', 'm'),
        wire('m', 'noInput', 'bye'),
        wire('m', 'noMatch', 'bye'),
      ],
    )
    expect(checkFlow(loop)).toEqual([])
  })

  it('knows what the flow declares', () => {
    const flow = flowOf([say('hi', 'In {{ vars.city }} at {{ now }}.'), bye], good.edges, {
      variables: [variable],
    })
    expect(checkFlow(flow)).toEqual([])
  })
})

describe('compile', () => {
  const hashOf = (flow: Flow) => {
    const compiled = compile(flow)
    if (!compiled.ok) throw new Error('does not compile')
    return compiled.value.program.hash
  }

  it('refuses a flow with errors', () => {
    expect(compile(createFlow('f', 'F'))).toMatchObject({
      ok: false,
      error: [{ code: 'port.unwired' }],
    })
  })

  it('gives the same hash for a moved, renamed and reordered drawing', () => {
    const redrawn: Flow = {
      ...good,
      name: 'Another name',
      nodes: good.nodes.map((node) => ({ ...node, position: { x: 9, y: 9 } })).toReversed(),
      edges: good.edges.toReversed(),
    }
    expect(hashOf(redrawn)).toBe(hashOf(good))
  })

  it('gives another hash when the caller hears something else', () => {
    const changed = flowOf([say('hi', 'Good day.'), bye], good.edges)
    expect(hashOf(changed)).not.toBe(hashOf(good))
  })

  it('shows its pages with the holes in them', () => {
    const compiled = compile(good)
    expect(compiled.ok && pagesOf(compiled.value.program)).toEqual([
      {
        entry: 'start',
        node: 'start',
        document: {
          verbs: [
            { type: 'say', id: 'hi', text: 'Hello.' },
            { type: 'say', id: 'bye', text: 'Bye.' },
            { type: 'hangup', id: 'bye' },
          ],
        },
      },
    ])
  })
})

it('offers the names that exist at a step', () => {
  const flow = flowOf(
    [menu, bye, say('hi', '')],
    [wire('start', 'next', 'hi'), wire('hi', 'next', 'm'), wire('m', 'o1', 'bye')],
    { variables: [variable] },
  )
  const call = ['from', 'to', 'direction', 'answeredBy', 'sid'].map((name) => `call.${name}`)
  const shared = [...call, 'now']
  expect(variablesAt(flow, 'bye')).toEqual(['vars.city', 'nodes.main_menu.choice', ...shared])
  expect(variablesAt(flow, 'hi')).toEqual(['vars.city', ...shared])
})
