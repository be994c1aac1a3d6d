import type { Edit } from '../../flow/edit.ts'
import type { Flow, FlowNode } from '../../flow/flow.ts'
import { definitionOf } from '../../nodes/index.ts'
import { type Fix, type Fixer, freeId, newEdge, newNode, nodeOf } from './fix.ts'

/** Wires a loose port to an end that says the flow's error sentence; a menu may ask again before. */
export const wireUp: Fixer = (flow, diagnostic) => {
  const node = nodeOf(flow, diagnostic)
  const { port } = diagnostic
  if (!node || port === undefined) return []
  const wire = toErrorPath(flow, node, port)
  const fixes: Fix[] = [{ title: 'Wire it to the error path', edit: wire }]
  const { retries } = node.data
  if (/^no(Input|Match)$/.test(port) && typeof retries === 'number' && retries < 2) {
    const data = { ...node.data, retries: 2 }
    if (definitionOf(node.type)?.data.safeParse(data).success) {
      const title = 'Add 2 retries, then the error path'
      const edits: readonly Edit[] = [{ type: 'node.data', id: node.id, data }, wire]
      fixes.push({ title, edit: { type: 'batch', title: 'add 2 retries', edits } })
    }
  }
  return fixes
}

/** Leads a port to an end with the error sentence: the one that is there, or a new one. */
export function toErrorPath(flow: Flow, node: FlowNode, port: string): Edit {
  const there = flow.nodes.find(
    (one) => one.data['text'] === flow.settings.errorText && one.data['outcome'] === 'error',
  )
  if (there) return { type: 'edge.connect', edge: newEdge(node.id, port, there.id) }
  const end = errorEnd(flow, node, 1)
  return { type: 'node.add', node: end, edge: newEdge(node.id, port, end.id) }
}

export const errorEnd = (flow: Flow, beside: FlowNode, columns: number): FlowNode =>
  newNode(
    beside,
    {
      id: freeId(flow, 'end'),
      type: 'end',
      name: 'Something went wrong',
      data: { text: flow.settings.errorText, outcome: 'error' },
    },
    columns,
  )
