import { type Flow, scopeName } from '../flow/flow.ts'
import { createGraph } from './graph.ts'
import { callScope } from './scope.ts'

/** Names that a template of this node can read: the call, the flow's variables, and what earlier nodes collected. */
export function variablesAt(flow: Flow, nodeId: string): readonly string[] {
  const graph = createGraph(flow)
  const before = new Map<string, string[]>()
  for (const edge of flow.edges) {
    before.set(edge.target, [...(before.get(edge.target) ?? []), edge.source])
  }
  const earlier = new Set<string>()
  const open = [...(before.get(nodeId) ?? [])]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (earlier.has(id)) continue
    earlier.add(id)
    open.push(...(before.get(id) ?? []))
  }
  const collected = [...graph.typed.values()]
    .filter(({ node }) => earlier.has(node.id))
    .flatMap(({ node, definition }) =>
      definition.collects(node.data).map((name) => `nodes.${scopeName(node.name)}.${name}`),
    )
  return [...flow.variables.map((variable) => `vars.${variable.name}`), ...collected, ...callScope]
}
