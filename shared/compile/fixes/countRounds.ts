import type { Flow } from '../../flow/flow.ts'
import { type Fixer, freeId, newEdge, newNode, nodeOf } from './fix.ts'
import { errorEnd } from './wireUp.ts'

const rounds = 2

/** Counts how often a wire of a loop is taken and leads the call to the error path after that. */
export const countRounds: Fixer = (flow, diagnostic) => {
  const node = nodeOf(flow, diagnostic)
  const { port } = diagnostic
  const wire = flow.edges.find((edge) => edge.source === node?.id && edge.sourceHandle === port)
  if (!node || port === undefined || !wire) return []
  const variable = freeVariable(flow)
  const count = newNode(node, {
    id: freeId(flow, 'count'),
    type: 'set',
    name: 'Count the round',
    data: { assign: [{ id: 'a1', variable, value: `{{ vars.${variable} | plus: 1 }}` }] },
  })
  const test = {
    type: 'compare',
    variable: `vars.${variable}`,
    comparison: 'above',
    value: String(rounds),
  }
  const enough = newNode(
    node,
    {
      id: freeId(flow, 'enough'),
      type: 'branch',
      name: 'Tried enough',
      data: { rules: [{ id: 'r1', label: `More than ${rounds} rounds`, test }] },
    },
    2,
  )
  const end = errorEnd(flow, node, 3)
  const declared = { name: variable, type: 'number' as const, default: '0', sensitive: false }
  return [
    {
      title: `Add ${rounds} retries, then the error path`,
      edit: {
        type: 'batch',
        title: `go round ${rounds} times at most`,
        edits: [
          { type: 'variables', variables: [...flow.variables, declared] },
          { type: 'node.add', node: end },
          { type: 'node.add', node: enough, edge: newEdge(enough.id, 'r1', end.id) },
          { type: 'edge.connect', edge: newEdge(enough.id, 'else', wire.target) },
          { type: 'node.add', node: count, edge: newEdge(count.id, 'next', enough.id) },
          { type: 'edge.connect', edge: { ...wire, target: count.id } },
        ],
      },
    },
  ]
}

function freeVariable(flow: Flow): string {
  const used = new Set(flow.variables.map((variable) => variable.name))
  let count = 1
  while (used.has(`rounds_${count}`)) count++
  return `rounds_${count}`
}
