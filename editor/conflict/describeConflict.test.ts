import { expect, it } from 'vitest'
import { createFlow } from '#shared/flow/createFlow.ts'
import { applyEdit, type Edit } from '#shared/flow/edit.ts'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { mergeFlows } from '#shared/flow/merge.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { describeConflict } from './describeConflict.ts'

const options = [{ id: 'o1', key: '1', phrases: ['one'] }]
const node = (id: string, type: string, data: FlowNode['data'] = {}): FlowNode => ({
  ...{ id, type, name: id, position: { x: 0, y: 0 } },
  data: { ...definitionOf(type)?.defaults(() => `${id}_x`), ...data },
})
const empty = createFlow('f', 'Flow')
const base: Flow = {
  ...empty,
  nodes: [
    ...empty.nodes,
    node('hello', 'say', { text: 'Hello' }),
    node('menu', 'menu', { prompt: 'Press 1', options }),
    node('bye', 'end'),
  ],
  edges: [
    { id: 'e0', source: 'start', sourceHandle: 'next', target: 'hello' },
    { id: 'e1', source: 'hello', sourceHandle: 'next', target: 'menu' },
    { id: 'e2', source: 'menu', sourceHandle: 'o1', target: 'bye' },
  ],
  variables: [{ name: 'city', type: 'text', default: 'Bonn', sensitive: false }],
}
const wire = (target: string): Edit => ({
  type: 'edge.connect',
  edge: { id: `w-${target}`, source: 'menu', sourceHandle: 'o1', target },
})
const text = (words: string): Edit => ({ type: 'node.data', id: 'hello', data: { text: words } })
const key = (digit: string): Edit => {
  const data = base.nodes.find((node) => node.id === 'menu')?.data ?? {}
  return {
    type: 'node.data',
    id: 'menu',
    data: { ...data, options: [{ ...options[0], key: digit }] },
  }
}
const city = (name: string): Edit => ({
  type: 'variables',
  variables: base.variables.map((variable) => ({ ...variable, default: name })),
})

it.for<[string, Edit, Edit, object]>([
  [
    'a field',
    text('Mine'),
    text(''),
    { title: 'hello: What to say', mine: 'Mine', theirs: 'Empty' },
  ],
  [
    'a field of an entry',
    key('2'),
    key('3'),
    { title: 'menu: Options, Key', mine: '2', theirs: '3' },
  ],
  [
    'a wire',
    wire('hello'),
    { type: 'edge.remove', ids: ['e2'] },
    { title: 'The wire from menu, 1 · one', mine: 'Leads to hello', theirs: 'Leads nowhere' },
  ],
  [
    'a step that they deleted',
    text('Mine'),
    { type: 'node.remove', ids: ['hello'] },
    { title: 'The step hello', mine: 'Kept, with the changes made to it', theirs: 'Deleted' },
  ],
  [
    'a variable',
    city('Köln'),
    city('Ulm'),
    { title: 'Variable city', mine: 'Köln', theirs: 'Ulm' },
  ],
  [
    'the name',
    { type: 'flow.rename', name: 'A' },
    { type: 'flow.rename', name: 'B' },
    { title: 'Name of the flow', mine: 'A', theirs: 'B' },
  ],
])('says %s in words', ([, my, their, words]) => {
  const flows = { base, mine: applyEdit(base, my), theirs: applyEdit(base, their) }
  const { conflicts } = mergeFlows(flows.base, flows.mine, flows.theirs)
  expect(conflicts.map((conflict) => describeConflict(conflict, flows))).toEqual([words])
})
