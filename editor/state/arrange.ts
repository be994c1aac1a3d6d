import type { FlowNode } from '#shared/flow/flow.ts'
import { heightOf, widthOf } from './geometry.ts'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Direction = 'across' | 'down'
export type Positions = Readonly<Record<string, FlowNode['position']>>

interface Axis {
  readonly start: (node: FlowNode) => number
  readonly length: (node: FlowNode) => number
  readonly place: (node: FlowNode, start: number) => FlowNode['position']
}

const axes: Readonly<Record<Direction, Axis>> = {
  across: {
    start: (node) => node.position.x,
    length: widthOf,
    place: (node, x) => ({ x: Math.round(x), y: node.position.y }),
  },
  down: {
    start: (node) => node.position.y,
    length: heightOf,
    place: (node, y) => ({ x: node.position.x, y: Math.round(y) }),
  },
}

/** Which side of a box is lined up: 0 its start, 1 its end. */
const sides: Readonly<Record<Alignment, readonly [Direction, number]>> = {
  left: ['across', 0],
  centre: ['across', 0.5],
  right: ['across', 1],
  top: ['down', 0],
  middle: ['down', 0.5],
  bottom: ['down', 1],
}

/** Places that line the nodes up with the edge, or the middle, of the box around them. */
export function alignNodes(nodes: readonly FlowNode[], how: Alignment): Positions {
  const [direction, side] = sides[how]
  const axis = axes[direction]
  const start = Math.min(...nodes.map(axis.start))
  const end = Math.max(...nodes.map((node) => axis.start(node) + axis.length(node)))
  const line = start + (end - start) * side
  return placed(nodes, (node) => axis.place(node, line - axis.length(node) * side))
}

/** Places with the same gap between neighbours; the outer two stay. Fewer than three have nothing between them. */
export function distributeNodes(nodes: readonly FlowNode[], direction: Direction): Positions {
  const axis = axes[direction]
  const middle = (node: FlowNode) => axis.start(node) + axis.length(node) / 2
  const sorted = [...nodes].sort((a, b) => middle(a) - middle(b))
  const [first] = sorted
  const last = sorted.at(-1)
  if (!first || !last || sorted.length < 3) return {}
  const room = axis.start(last) - axis.start(first) - axis.length(first)
  const filled = sorted.slice(1, -1).reduce((sum, node) => sum + axis.length(node), 0)
  const gap = (room - filled) / (sorted.length - 1)
  let at = axis.start(first) + axis.length(first) + gap
  const starts = new Map<FlowNode, number>()
  for (const node of sorted.slice(1, -1)) {
    starts.set(node, at)
    at += axis.length(node) + gap
  }
  return placed(nodes, (node) => {
    const start = starts.get(node)
    return start === undefined ? node.position : axis.place(node, start)
  })
}

const placed = (
  nodes: readonly FlowNode[],
  place: (node: FlowNode) => FlowNode['position'],
): Positions => Object.fromEntries(nodes.map((node) => [node.id, place(node)]))
