import type { Check } from '../check.ts'

/** Wires that hang on a port which is no longer there, or that lead to a remark. */
export const wires: Check = (graph) =>
  graph.flow.edges.flatMap((edge) => {
    const name = graph.typed.get(edge.source)?.node.name ?? edge.source
    const place = {
      severity: 'warning' as const,
      nodeId: edge.source,
      port: edge.sourceHandle,
      hint: 'Delete the wire.',
    }
    const target = graph.typed.get(edge.target)
    if (target?.definition.executes === false) {
      return [
        {
          ...place,
          code: 'edge.toRemark',
          message: `“${name}” has a wire to “${target.node.name}”, which no call can enter.`,
        },
      ]
    }
    const ports = graph.ports.get(edge.source)
    if (!ports || ports.some((port) => port.id === edge.sourceHandle)) return []
    return [
      {
        ...place,
        code: 'edge.noPort',
        message: `“${name}” has a wire on a way out that no longer exists.`,
      },
    ]
  })
