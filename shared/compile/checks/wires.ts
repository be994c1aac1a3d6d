import type { Check } from '../check.ts'

/** Wires that hang on a port which is no longer there. */
export const wires: Check = (graph) =>
  graph.flow.edges.flatMap((edge) => {
    const ports = graph.ports.get(edge.source)
    if (!ports || ports.some((port) => port.id === edge.sourceHandle)) return []
    const name = graph.typed.get(edge.source)?.node.name ?? edge.source
    return [
      {
        code: 'edge.noPort',
        severity: 'warning' as const,
        nodeId: edge.source,
        port: edge.sourceHandle,
        message: `“${name}” has a wire on a way out that no longer exists.`,
        hint: 'Delete the wire.',
      },
    ]
  })
