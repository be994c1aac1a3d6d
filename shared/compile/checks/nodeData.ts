import type { Check } from '../check.ts'

/** What each step's own type finds wrong with its data. */
export const nodeData: Check = (graph) => [
  ...graph.broken,
  ...[...graph.typed.values()].flatMap(({ node, definition }) =>
    definition.check(node.data).map((diagnostic) => ({ ...diagnostic, nodeId: node.id })),
  ),
]
