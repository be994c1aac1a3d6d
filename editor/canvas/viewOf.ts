import type { Viewport } from '@xyflow/react'
import type { FlowNode } from '#shared/flow/flow.ts'
import { isEntry } from '../state/entry.ts'
import { boundsOf, box } from '../state/geometry.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

const padding = 40

/** Zoom below which a step cannot be read. */
const readable = 0.6

/** The whole flow, never larger than life and not smaller than `least`: below it, where a call comes in. */
export function viewOf(nodes: readonly FlowNode[], size: Size, least: number): Viewport | null {
  const entry = nodes.find((node) => isEntry(node.type))
  // Steps are no smaller than this: most large flows are known to be too large without asking each step for its size.
  if (entry && zoomFor(leastBoundsOf(nodes), size) < least) return beginningOf(entry, size, least)
  const bounds = boundsOf(nodes)
  if (!bounds) return null
  const fitting = zoomFor(bounds, size)
  const zoom = Math.min(1, Math.max(least, fitting))
  if (zoom > fitting && entry) return beginningOf(entry, size, zoom)
  const x = bounds.x + bounds.width / 2
  const y = bounds.y + bounds.height / 2
  return { x: size.width / 2 - x * zoom, y: size.height / 2 - y * zoom, zoom }
}

/** The whole flow if it can be read so; else where a call comes in. */
export const firstViewOf = (nodes: readonly FlowNode[], size: Size): Viewport | null =>
  viewOf(nodes, size, readable)

const beginningOf = ({ position }: FlowNode, { height }: Size, zoom: number): Viewport => ({
  x: padding - position.x * zoom,
  y: height / 2 - (position.y + box.head / 2) * zoom,
  zoom,
})

const zoomFor = (bounds: Size, { width, height }: Size): number =>
  Math.min((width - padding * 2) / bounds.width, (height - padding * 2) / bounds.height)

function leastBoundsOf(nodes: readonly FlowNode[]): Size {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { position } of nodes) {
    left = Math.min(left, position.x)
    top = Math.min(top, position.y)
    right = Math.max(right, position.x)
    bottom = Math.max(bottom, position.y)
  }
  return { width: right - left, height: bottom - top }
}

/** No step is higher, in theory but for one. */
const highest = 1_600

/** Whether a step may be seen: true for some that are not, as nobody asks for their ports. */
export function maybeSeen({ position, size: own }: FlowNode, view: Viewport, size: Size): boolean {
  const left = position.x * view.zoom + view.x
  const top = position.y * view.zoom + view.y
  const width = Math.max(box.width, own?.width ?? 0) * view.zoom
  const height = Math.max(highest, own?.height ?? 0) * view.zoom
  return left < size.width && top < size.height && left > -width && top > -height
}
