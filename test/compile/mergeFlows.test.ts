import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdit, type Edit } from '#shared/flow/edit.ts'
import { type Flow, flowSchema } from '#shared/flow/flow.ts'
import { mergeFlows } from '#shared/flow/merge.ts'
import { parseDocument } from '#shared/flow/parseDocument.ts'
import { sameValue } from '#shared/sameValue.ts'
import { anyFlow } from '../support/anyFlow.ts'
import { makeFlow } from '../support/makeFlow.ts'

const wire = (source: string, target: string, id = `${source}-${target}`) => ({
  id,
  source,
  sourceHandle: 'next',
  target,
})
const say = (id: string, text = 'Hi') => ({
  id,
  type: 'say',
  name: `Step ${id}`,
  data: { text },
  position: { x: 0, y: 0 },
})
const options = [
  { id: 'o1', key: '1', phrases: ['one'] },
  { id: 'o2', key: '2', phrases: ['two'] },
]
const base: Flow = makeFlow(
  'f',
  [
    ['a', 'say', { text: 'Hello' }],
    ['b', 'say', { text: 'Bye' }],
    ['m', 'menu', { prompt: 'Press 1', options }],
    ['c', 'end'],
  ],
  ['start.next>a', 'a.next>b', 'b.next>m', 'm.o1>c'],
)
const edited = (...edits: readonly Edit[]): Flow => edits.reduce(applyEdit, base)
const data = (id: string, change: object): Edit => ({
  type: 'node.data',
  id,
  data: { ...base.nodes.find((node) => node.id === id)?.data, ...change },
})
const remove = (id: string): Edit => ({ type: 'node.remove', ids: [id] })
const connect = (source: string, target: string): Edit => ({
  type: 'edge.connect',
  edge: wire(source, target),
})
const rename = (id: string, name: string): Edit => ({ type: 'node.rename', id, name })

const option = (id: string) => ({ id, key: '', phrases: [id] })

describe('mergeFlows takes both changes', () => {
  it.for<[string, Edit, Edit]>([
    ['of two steps', data('a', { text: 'Mine' }), data('b', { text: 'Theirs' })],
    [
      'of two fields of a step',
      data('m', { prompt: 'Mine' }),
      data('m', { retryPrompt: 'Theirs' }),
    ],
    ['of name and text', rename('a', 'Mine'), data('a', { text: 'Theirs' })],
    [
      'of two steps added',
      { type: 'node.add', node: say('x') },
      { type: 'node.add', node: say('y') },
    ],
    [
      'of two options added to one menu',
      data('m', { options: [...options, option('o3')] }),
      data('m', { options: [option('o4'), ...options] }),
    ],
    [
      'of an option changed and another taken away',
      data('m', { options: options.slice(0, 1) }),
      data('m', { options: [{ ...options[0], key: '7' }, options[1]] }),
    ],
    ['of a step taken away and the wire to it led elsewhere', remove('b'), connect('a', 'm')],
    [
      'of settings',
      { type: 'settings', settings: { ...base.settings, voice: 'mine' } },
      { type: 'settings', settings: { ...base.settings, errorText: 'Theirs' } },
    ],
    ['of the name and a step', { type: 'flow.rename', name: 'Mine' }, remove('c')],
  ])('%s, whoever comes first', ([, first, second]) => {
    const [mine, theirs] = [edited(first), edited(second)]
    const merged = mergeFlows(base, mine, theirs)
    expect(merged.conflicts).toEqual([])
    expect(sorted(merged.flow)).toEqual(sorted(mergeFlows(base, theirs, mine).flow))
    expect(parseDocument(merged.flow).ok).toBe(true)
    // Nothing of either is missing: each change made after the other one gives the same flow.
    if (second.type !== 'node.data' && second.type !== 'settings')
      expect(sorted(applyEdit(mine, second))).toEqual(sorted(merged.flow))
  })
})

it('merges every part that a flow has', () => {
  expect(Object.keys(flowSchema.shape)).toEqual([
    ...['schema', 'id', 'name', 'settings', 'variables', 'nodes', 'edges'],
  ])
})

describe('mergeFlows asks', () => {
  it.for<[string, Edit, Edit, object]>([
    [
      'about one field',
      data('a', { text: 'Mine' }),
      data('a', { text: 'Theirs' }),
      {
        type: 'node',
        id: 'a',
        path: ['data', 'text'],
        base: 'Hello',
        mine: 'Mine',
        theirs: 'Theirs',
      },
    ],
    [
      'about one name',
      rename('a', 'Mine'),
      rename('a', 'Theirs'),
      { type: 'node', path: ['name'] },
    ],
    ['about a wire', connect('a', 'm'), connect('a', 'c'), { type: 'wire', id: 'a' }],
    [
      'about a step that I edit and they take away',
      data('a', { text: 'Mine' }),
      remove('a'),
      { type: 'nodeRemoved', id: 'a', removedBy: 'theirs' },
    ],
    [
      'about a step that I take away and they wire',
      remove('c'),
      connect('b', 'c'),
      { type: 'nodeRemoved', id: 'c', removedBy: 'mine' },
    ],
    [
      'about the flow’s name',
      { type: 'flow.rename', name: 'Mine' },
      { type: 'flow.rename', name: 'Theirs' },
      { type: 'flow' },
    ],
  ])('%s', ([, my, their, conflict]) => {
    const [mine, theirs] = [edited(my), edited(their)]
    const { conflicts } = mergeFlows(base, mine, theirs)
    expect(conflicts).toMatchObject([conflict])
    const decided = (side: 'mine' | 'theirs') =>
      mergeFlows(base, mine, theirs, Object.fromEntries(conflicts.map(({ key }) => [key, side])))
        .flow
    expect(sorted(decided('mine'))).toEqual(sorted(mine))
    expect(sorted(decided('theirs'))).toEqual(sorted(theirs))
  })

  it('not about places: mine stands', () => {
    const at = (x: number): Edit => ({ type: 'node.move', positions: { a: { x, y: 0 } } })
    const { flow, conflicts } = mergeFlows(base, edited(at(10)), edited(at(20)))
    expect(conflicts).toMatchObject([{ isMinor: true }])
    expect(flow.nodes.find((node) => node.id === 'a')?.position.x).toBe(10)
  })

  it('about a whole value that says its type, never mixing halves of two', () => {
    const of = (body: object) =>
      makeFlow('f', [['w', 'webhook', { body: JSON.parse(JSON.stringify(body)) }]], [])
    const merge = mergeFlows(
      of({ type: 'fields', fields: [] }),
      of({ type: 'json', text: '{}' }),
      of({ type: 'fields', fields: [{ id: 'f', name: 'a', value: 'b' }] }),
    )
    expect(merge.conflicts).toMatchObject([{ path: ['data', 'body'] }])
  })
})

describe('mergeFlows, whatever the flows', () => {
  const flows = fc.tuple(anyFlow, anyFlow, anyFlow)
  const options_ = { seed: 1, numRuns: 150 } as const

  it('takes the only change there is', () => {
    fc.assert(
      fc.property(anyFlow, anyFlow, (was, changed) => {
        const nothing = { conflicts: [], flow: changed }
        expect(mergeFlows(was, changed, was)).toEqual(nothing)
        expect(mergeFlows(was, was, changed)).toEqual({
          ...nothing,
          flow: { ...changed, id: was.id },
        })
        expect(mergeFlows(was, changed, changed)).toEqual(nothing)
      }),
      options_,
    )
  })

  it('gives a flow, and one side’s choice everywhere never loses that side’s steps', () => {
    fc.assert(
      fc.property(flows, ([was, mine, theirs]) => {
        const first = mergeFlows(was, mine, theirs)
        expect(parseDocument(JSON.parse(JSON.stringify(first.flow))).ok).toBe(true)
        for (const [side, flow] of [
          ['mine', mine],
          ['theirs', theirs],
        ] as const) {
          const choices = Object.fromEntries(first.conflicts.map(({ key }) => [key, side]))
          const decided = mergeFlows(was, mine, theirs, choices).flow
          expect(parseDocument(JSON.parse(JSON.stringify(decided))).ok).toBe(true)
          for (const node of flow.nodes) {
            const before = was.nodes.find(({ id }) => id === node.id)
            const isChanged =
              !before || !sameValue({ ...before, position: 0 }, { ...node, position: 0 })
            if (isChanged) expect(decided.nodes.map(({ id }) => id)).toContain(node.id)
          }
        }
      }),
      options_,
    )
  })

  it('drops no change: each is in the result or in a conflict', () => {
    fc.assert(
      fc.property(flows, ([was, mine, theirs]) => {
        const { flow, conflicts } = mergeFlows(was, mine, theirs)
        const asked = new Set(conflicts.map(({ type, id }) => `${type} ${id}`))
        const dropped = mine.nodes.flatMap((node) => {
          const [before, other, after] = [was, theirs, flow].map((one) =>
            one.nodes.find(({ id }) => id === node.id),
          )
          if (asked.has(`node ${node.id}`) || asked.has(`nodeRemoved ${node.id}`)) return []
          // Where the other side changed the same value deeper, both are in.
          return Object.keys(node.data).filter(
            (key) =>
              !sameValue(before?.data[key], node.data[key]) &&
              sameValue(before?.data[key], other?.data[key]) &&
              !sameValue(after?.data[key], node.data[key]),
          )
        })
        expect(dropped).toEqual([])
      }),
      options_,
    )
  })
})

/** Order of steps and wires carries no meaning. */
function sorted(flow: Flow) {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  return {
    ...flow,
    nodes: [...flow.nodes].sort(byId).map((node) => {
      const list = node.data['options']
      if (!Array.isArray(list)) return node
      const inOrder = list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      return { ...node, data: { ...node.data, options: inOrder } }
    }),
    edges: flow.edges.map(({ id: _id, ...edge }) => JSON.stringify(edge)).sort(),
  }
}
