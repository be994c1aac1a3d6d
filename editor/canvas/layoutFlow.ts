import { Graph, layout } from '@dagrejs/dagre'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { box, heightOf } from '../state/geometry.ts'
import { portsOf } from '../state/graph.ts'

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
      const edge = flow.edges.find((one) => one.source === node.id && one.sourceHandle === port.id)
      if (edge) graph.setEdge(edge.source, edge.target, {}, edge.id)
    }
  }
  layout(graph)
  return Object.fromEntries(
    flow.nodes.map((node) => {
      const { x = 0, y = 0 } = graph.node(node.id)
      return [node.id, { x: Math.round(x - box.width / 2), y: Math.round(y - heightOf(node) / 2) }]
    }),
  )
}
