import type { Check } from '../check.ts'

/** Steps that no call can get to. */
export const unreachable: Check = (graph) =>
  graph.flow.nodes.flatMap((node) =>
    graph.reachable.has(node.id) || graph.typed.get(node.id)?.definition.executes === false
      ? []
      : [
          {
            code: 'node.unreachable',
            severity: 'warning' as const,
            nodeId: node.id,
            message: `No call can get to “${node.name}”.`,
            hint: 'Wire a port of another step to it, or delete it.',
          },
        ],
  )
