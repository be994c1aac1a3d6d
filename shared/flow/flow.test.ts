import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkFlow } from '../compile/linkFlow.ts'
import { formatFlow } from '../export/formatFlow.ts'
import { parseFlow } from '../nodes/parseFlow.ts'
import { createFlow } from './createFlow.ts'
import { applyEdit, describeEdit, type Edit } from './edit.ts'
import { type Flow, flowSchemaVersion, scopeName } from './flow.ts'
import { migrations } from './migrations.ts'

const node = (id: string) => ({
  id,
  type: 'say',
  name: `Step ${id}`,
  data: { text: 'Hi' },
  position: { x: 0, y: 0 },
})
const edge = (source: string, target: string) => ({
  id: `${source}-${target}`,
  source,
  sourceHandle: 'next',
  target,
})
const flow: Flow = {
  ...createFlow('f', 'F'),
  nodes: [...createFlow('f', 'F').nodes, node('a'), node('b')],
  edges: [edge('start', 'a')],
}

describe('applyEdit', () => {
  it.for<[string, Edit]>([
    ['deleting the start', { type: 'node.remove', ids: ['start'] }],
    ['a second start', { type: 'node.add', node: { ...node('s'), type: 'start' } }],
    ['an id that is taken', { type: 'node.add', node: node('a') }],
    ['a wire into the start', { type: 'edge.connect', edge: edge('a', 'start') }],
    ['a wire to nowhere', { type: 'edge.connect', edge: edge('a', 'zzz') }],
    ['a wire that is there', { type: 'edge.connect', edge: edge('start', 'a') }],
    ['renaming a stranger', { type: 'node.rename', id: 'zzz', name: 'x' }],
    ['a move to the same place', { type: 'node.move', positions: { a: { x: 0, y: 0 } } }],
  ])('changes nothing on %s', ([, edit]) => {
    expect(applyEdit(flow, edit)).toBe(flow)
  })

  it('takes the wires of a deleted node along', () => {
    expect(applyEdit(flow, { type: 'node.remove', ids: ['a', 'start'] })).toMatchObject({
      nodes: [{ id: 'start' }, { id: 'b' }],
      edges: [],
    })
  })

  it('replaces the wire of a port', () => {
    expect(applyEdit(flow, { type: 'edge.connect', edge: edge('start', 'b') }).edges).toEqual([
      edge('start', 'b'),
    ])
  })

  it('keeps the identity of what did not change', () => {
    const moved = applyEdit(flow, { type: 'node.move', positions: { a: { x: 5, y: 5 } } })
    expect(moved.nodes.map((one, index) => one === flow.nodes[index])).toEqual([true, false, true])
    expect(moved.edges).toBe(flow.edges)
  })

  it('keeps every flow a flow, whatever the edits', () => {
    const id = fc.constantFrom('start', 'a', 'b', 'c', 'd')
    const edit: fc.Arbitrary<Edit> = fc.oneof(
      id.map((one): Edit => ({ type: 'node.add', node: node(one) })),
      fc.array(id).map((ids): Edit => ({ type: 'node.remove', ids })),
      fc.tuple(id, id).map(([a, b]): Edit => ({ type: 'edge.connect', edge: edge(a, b) })),
      fc
        .tuple(id, fc.string({ minLength: 1 }))
        .map(([one, name]): Edit => ({ type: 'node.rename', id: one, name })),
      fc
        .tuple(id, id)
        .map(([a, b]): Edit => ({ type: 'paste', nodes: [node(a), node(b)], edges: [edge(a, b)] })),
    )
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
        const result = edits.reduce(applyEdit, flow)
        expect(parseFlow(JSON.parse(JSON.stringify(result)))).toEqual({ ok: true, value: result })
        expect(edits.every((one) => describeEdit(result, one) !== '')).toBe(true)
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})

describe('colours and sizes', () => {
  const coloured = applyEdit(
    applyEdit(flow, { type: 'node.color', ids: ['a', 'b'], color: 'teal' }),
    {
      type: 'node.resize',
      id: 'b',
      position: { x: 1, y: 2 },
      size: { width: 300, height: 200 },
    },
  )

  it('are kept in the document, also in its file', () => {
    const file = parseFlow(JSON.parse(formatFlow(coloured)))
    expect(file).toEqual({ ok: true, value: coloured })
    expect(coloured.nodes.map((one) => [one.color, one.size])).toEqual([
      [undefined, undefined],
      ['teal', undefined],
      ['teal', { width: 300, height: 200 }],
    ])
  })

  it('change no program', () => {
    expect(linkFlow(coloured)).toEqual(linkFlow(flow))
  })

  it('leave nothing behind when they are taken away', () => {
    const plain = applyEdit(coloured, { type: 'node.color', ids: ['a', 'b'], color: null })
    expect(JSON.stringify(plain.nodes[1])).toBe(JSON.stringify(flow.nodes[1]))
    expect(applyEdit(plain, { type: 'node.color', ids: ['a'], color: null })).toBe(plain)
  })

  it.for([{ color: 'beige' }, { size: { width: 5, height: 5 } }])('refuses %j', (look) => {
    const nodes = [...flow.nodes.slice(0, 2), { ...node('b'), ...look }]
    expect(parseFlow({ ...flow, nodes })).toMatchObject({ ok: false })
  })
})

describe('parseFlow', () => {
  it.for<[string, unknown, object]>([
    ['a list', [], { code: 'flow.notObject' }],
    ['no schema', { ...flow, schema: undefined }, { code: 'flow.noSchema' }],
    ['a newer schema', { ...flow, schema: 99 }, { code: 'flow.newerSchema' }],
    ['an unknown field', { ...flow, colour: 'red' }, { code: 'flow.badShape' }],
    ['no start', { ...flow, nodes: [node('a')], edges: [] }, { code: 'flow.oneStart' }],
    ['an id twice', { ...flow, nodes: [...flow.nodes, node('a')] }, { code: 'flow.repeatedId' }],
    ['a loose wire', { ...flow, edges: [edge('a', 'zzz')] }, { code: 'flow.looseEdge' }],
    [
      'an unknown field of a step',
      { ...flow, nodes: [...flow.nodes, { ...node('c'), data: { text: '', loud: true } }] },
      { code: 'node.badData', nodeId: 'c' },
    ],
  ])('refuses %s with its place', ([, input, diagnostic]) => {
    expect(parseFlow(input)).toMatchObject({ ok: false, error: [diagnostic] })
  })

  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseFlow({ ...flow, nodes: value }).ok).toBe(false)
        expect(parseFlow(value)).toHaveProperty('ok')
      }),
      { seed: 1 },
    )
  })
})

it('has a migration for every version before the newest', () => {
  expect(migrations).toHaveLength(flowSchemaVersion - 1)
})

it.for([
  ['Look up', 'look_up'],
  ['  Größe: 5! ', 'gro_e_5'],
  ['日本', 'node'],
])('names %s %s in templates', ([name, scope]) => {
  expect(scopeName(name ?? '')).toBe(scope)
})
