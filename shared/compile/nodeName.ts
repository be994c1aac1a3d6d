import type { FlowGraph } from './graph.ts'

/** A node's name in quotes, as messages use it. */
export const quoteName = (graph: FlowGraph, id: string): string =>
  `“${graph.typed.get(id)?.node.name ?? id}”`

/** Most names of a way that a message holds. */
const maxNames = 7

/** A way by the names of its nodes; a long one without its middle. */
export function describeWay(graph: FlowGraph, ids: readonly string[]): string {
  const names = ids.map((id) => quoteName(graph, id))
  const shown = names.length <= maxNames ? names : [...names.slice(0, 3), '…', ...names.slice(-3)]
  return shown.join(' → ')
}
