import type { Flow } from '../flow/flow.ts'

/** A flow as a file: keys of the document in its own order, those of node data sorted, two spaces. Same flow, same bytes. */
export function formatFlow(flow: Flow): string {
  const { schema, id, name, settings, variables, nodes, edges } = flow
  const document = {
    schema,
    id,
    name,
    settings,
    variables,
    nodes: nodes.map((node) => ({
      id: node.id,
      type: node.type,
      name: node.name,
      data: sortKeys(node.data),
      position: { x: Math.round(node.position.x), y: Math.round(node.position.y) },
      ...(node.color === undefined ? {} : { color: node.color }),
      ...(node.size === undefined ? {} : { size: node.size }),
    })),
    edges: edges.map((edge) => ({
      id: edge.id,
      source: edge.source,
      sourceHandle: edge.sourceHandle,
      target: edge.target,
    })),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sortKeys(one)]),
  )
}
