import type { Diagnostic } from '../../diagnostic.ts'
import type { Check } from '../check.ts'

const none: readonly never[] = []

/** Wires that hang on a port which is no longer there, or that lead to a remark. */
export const wires: Check = (graph) =>
  graph.flow.edges.flatMap((edge): readonly Diagnostic[] => {
    const target = graph.typed.get(edge.target)
    const leadsToRemark = target?.definition.executes === false
    const ports = graph.ports.get(edge.source)
    if (!leadsToRemark && (!ports || ports.some((port) => port.id === edge.sourceHandle)))
      return none
    const name = graph.typed.get(edge.source)?.node.name ?? edge.source
    const place = {
      severity: 'warning' as const,
      nodeId: edge.source,
      port: edge.sourceHandle,
      hint: 'Delete the wire.',
    }
    if (leadsToRemark) {
      return [
        {
          ...place,
          code: 'edge.toRemark',
          message: `“${name}” has a wire to “${target.node.name}”, which no call can enter.`,
        },
      ]
    }
    return [
      {
        ...place,
        code: 'edge.noPort',
        message: `“${name}” has a wire on a way out that no longer exists.`,
      },
    ]
  })
