import { Graph, layout } from '@dagrejs/dagre'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { isRemark } from '../state/entry.ts'
import { boundsOf, heightOf, widthOf } from '../state/geometry.ts'
import { edgeFrom, portsOf } from '../state/graph.ts'

type Positions = Readonly<Record<string, FlowNode['position']>>

/**
 * Places for these nodes, calls flowing from left to right, ways out from top to bottom in the order of their ports.
 * A part of a flow keeps its top left corner. Remarks move along with what they stand beside.
 */
export function layoutFlow(flow: Flow, which: readonly FlowNode[] = flow.nodes): Positions {
  const nodes = which.filter((node) => !isRemark(node))
  const kept = new Set(nodes.map((node) => node.id))
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 36, ranksep: 84, marginx: 0, marginy: 0 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of nodes) {
    graph.setNode(node.id, { width: widthOf(node), height: heightOf(node) })
  }
  for (const node of nodes) {
    for (const port of portsOf(node)) {
      const edge = edgeFrom(flow, node.id, port.id)
      if (edge && kept.has(edge.target)) graph.setEdge(edge.source, edge.target, {}, edge.id)
    }
  }
  const order = orderOfPorts(flow).filter(({ left, right }) => kept.has(left) && kept.has(right))
  layout(graph, { constraints: order })
  const corner = which.length < flow.nodes.length ? boundsOf(nodes) : null
  const places = nodes.map((node): [FlowNode, FlowNode['position']] => {
    const { x = 0, y = 0 } = graph.node(node.id)
    return [
      node,
      {
        x: Math.round(x - widthOf(node) / 2 + (corner?.x ?? 0)),
        y: Math.round(y - heightOf(node) / 2 + (corner?.y ?? 0)),
      },
    ]
  })
  const remarks = which.filter(isRemark).map((note) => [note.id, besideNearest(note, places)])
  return Object.fromEntries([...places.map(([node, place]) => [node.id, place]), ...remarks])
}

/** Where a remark goes so that it stands to its nearest step as it did. */
function besideNearest(
  note: FlowNode,
  places: readonly (readonly [FlowNode, FlowNode['position']])[],
): FlowNode['position'] {
  let nearest: readonly [FlowNode, FlowNode['position']] | undefined
  let least = Number.POSITIVE_INFINITY
  for (const pair of places) {
    const [{ position }] = pair
    const distance = Math.hypot(position.x - note.position.x, position.y - note.position.y)
    if (distance < least) [nearest, least] = [pair, distance]
  }
  if (!nearest) return note.position
  const [step, place] = nearest
  return {
    x: note.position.x + place.x - step.position.x,
    y: note.position.y + place.y - step.position.y,
  }
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
