import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { isRemark } from './entry.ts'
import { portsOf } from './graph.ts'

/**
 * A step's box follows from its ports alone, px: `step.css` draws exactly this. So wires to steps out of view are right
 * without rendering them, and typing never moves a port.
 */
export const box = {
  width: 232,
  /** Name, type and two lines of description. */
  head: 86,
  /** Centre of the way in, and of the only way out. */
  portTop: 22,
  portRow: 22,
  portPadding: 5,
  handle: 12,
} as const

/** Size of a remark that nobody has resized. */
const remarkSize = { width: 232, height: 132 }

export const heightOf = (node: FlowNode): number => {
  if (isRemark(node)) return (node.size ?? remarkSize).height
  const rows = portsOf(node).length
  return box.head + (rows < 2 ? 0 : rows * box.portRow + box.portPadding * 2)
}

export const widthOf = (node: FlowNode): number =>
  isRemark(node) ? (node.size ?? remarkSize).width : box.width

/** Centre of a port's row from the top of the step. */
export const portY = (index: number, count: number): number =>
  count < 2 ? box.portTop : box.head + box.portPadding + index * box.portRow + box.portRow / 2

const gap = 72
const spacing = 28

/** A free place right of a step, else below what is there. */
export function placeBeside(flow: Flow, anchor: FlowNode, height: number): FlowNode['position'] {
  return freePlace(flow, { x: anchor.position.x + box.width + gap, y: anchor.position.y }, height)
}

/** The nearest free place at or below a point. */
export function freePlace(
  flow: Flow,
  wanted: FlowNode['position'],
  height: number,
): FlowNode['position'] {
  const inColumn = flow.nodes
    .filter((node) => !isRemark(node) && Math.abs(node.position.x - wanted.x) < box.width + 12)
    .sort((a, b) => a.position.y - b.position.y)
  let { y } = wanted
  for (const node of inColumn) {
    const bottom = node.position.y + heightOf(node)
    if (y < bottom + spacing && y + height + spacing > node.position.y) y = bottom + spacing
  }
  return { x: Math.round(wanted.x), y: Math.round(y) }
}

/** The box around steps; null around none. */
export function boundsOf(nodes: readonly FlowNode[]) {
  if (nodes.length === 0) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const node of nodes) {
    left = Math.min(left, node.position.x)
    top = Math.min(top, node.position.y)
    right = Math.max(right, node.position.x + widthOf(node))
    bottom = Math.max(bottom, node.position.y + heightOf(node))
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}
