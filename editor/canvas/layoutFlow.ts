import { Graph, layout } from '@dagrejs/dagre'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { box, heightOf } from '../state/geometry.ts'
import { edgeFrom, portsOf } from '../state/graph.ts'

/** Places for all steps, calls flowing from left to right, ways out from top to bottom in the order of their ports. */
export function layoutFlow(flow: Flow): Readonly<Record<string, FlowNode['position']>> {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 36, ranksep: 84, marginx: 0, marginy: 0 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of flow.nodes) {
    graph.setNode(node.id, { width: box.width, height: heightOf(node) })
  }
  for (const node of flow.nodes) {
    for (const port of portsOf(node)) {
      const edge = edgeFrom(flow, node.id, port.id)
      if (edge) graph.setEdge(edge.source, edge.target, {}, edge.id)
    }
  }
  layout(graph, { constraints: orderOfPorts(flow) })
  return Object.fromEntries(
    flow.nodes.map((node) => {
      const { x = 0, y = 0 } = graph.node(node.id)
      return [node.id, { x: Math.round(x - box.width / 2), y: Math.round(y - heightOf(node) / 2) }]
    }),
  )
}

/**
 * Steps that one step alone leads to stand in the order of its ports. Only those: a step with several ways in could be
 * asked to stand both above and below another, and the layout would drop it.
 */
function orderOfPorts(flow: Flow): { left: string; right: string }[] {
  const waysIn = new Map<string, number>()
  for (const edge of flow.edges) waysIn.set(edge.target, (waysIn.get(edge.target) ?? 0) + 1)
  return flow.nodes.flatMap((node) => {
    const children = portsOf(node).flatMap((port) => {
      const target = edgeFrom(flow, node.id, port.id)?.target
      return target !== undefined && waysIn.get(target) === 1 ? [target] : []
    })
    return children.slice(1).map((right, index) => ({ left: children[index] ?? right, right }))
  })
}
