import { expect, it } from 'vitest'
import { createFlow } from '#shared/flow/createFlow.ts'
import { heldFlowSchema } from './heldFlow.ts'

const flow = createFlow('f1', 'Front desk')
const held = { flow, revision: 3, updatedAt: 1, live: [] }
const [start] = flow.nodes
const wire = { id: 'w', source: 'start', sourceHandle: 'next', target: 'end' }

it('reads a flow as the server holds it', () => {
  const wired = { ...held, flow: { ...flow, edges: [wire] } }
  expect(heldFlowSchema.parse(wired)).toEqual(wired)
})

it.for([
  ['nodes that are no list', { nodes: {} }],
  ['a node that is nothing', { nodes: [null] }],
  ['a node without a name', { nodes: [{ ...start, name: undefined }] }],
  ['a node whose data is a list', { nodes: [{ ...start, data: [] }] }],
  ['a node that is nowhere', { nodes: [{ ...start, position: { x: 1, y: null } }] }],
  ['an edge to nowhere', { edges: [{ ...wire, target: null }] }],
  ['a newer document', { schema: 1_000 }],
] as const)('refuses %s', ([, part]) => {
  expect(heldFlowSchema.safeParse({ ...held, flow: { ...flow, ...part } }).success).toBe(false)
})
