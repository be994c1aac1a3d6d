import type { FlowNode } from '../flow/flow.ts'
import { parseData } from '../nodes/parseData.ts'

/** What a step takes on the canvas, px, and the least between two. */
const box = { width: 232, head: 86, row: 22, padding: 10 }
const gap = { x: 40, y: 28 }
/** How far a drawing is pulled apart before single steps are moved, and the share of steps that may still overlap then. */
const scales = [1, 1.2, 1.4, 1.7, 2, 2.5, 3]
const maxOverlapping = 0.08
/** A cell holds what can overlap a step with its neighbours. */
const cell = { x: box.width + gap.x, y: 240 }
/** Where a step goes that finds no room below: columns and rows beside it. */
const columns = 6
const rowHeight = 220

interface Rect {
  readonly x: number
  readonly y: number
  readonly height: number
}

/** The drawing as the source had it, pulled apart so that no step lies on another. About linear. */
export function spread(nodes: readonly FlowNode[]): FlowNode[] {
  const heights = nodes.map(heightOf)
  const rectsAt = (scale: number): readonly Rect[] =>
    nodes.map(({ position }, index) => ({
      x: Math.round(position.x * scale),
      y: Math.round(position.y * scale),
      height: heights[index] ?? box.head,
    }))
  const scaled = rectsAt(scales.find((scale) => overlapping(rectsAt(scale)) <= maxOverlapping) ?? 1)
  const free = place(scaled)
  return nodes.map((node, index) => {
    const { x, y } = free[index] ?? node.position
    return { ...node, position: { x, y } }
  })
}

const heightOf = (node: FlowNode): number => {
  const typed = parseData(node)
  const ports = typed.ok ? typed.value.definition.ports(typed.value.node.data).length : 1
  return box.head + (ports < 2 ? 0 : ports * box.row + box.padding)
}

/** Places of what stands already, by cell. */
class Plan {
  private readonly cells = new Map<string, Rect[]>()

  add(rect: Rect): void {
    for (const key of cellsOf(rect)) {
      const known = this.cells.get(key)
      if (known) known.push(rect)
      else this.cells.set(key, [rect])
    }
  }

  /** Something that a place would lie on. */
  under(rect: Rect): Rect | undefined {
    for (const key of cellsOf(rect)) {
      const found = this.cells.get(key)?.find((other) => touches(rect, other))
      if (found) return found
    }
    return undefined
  }
}

function cellsOf({ x, y, height }: Rect): readonly string[] {
  const keys: string[] = []
  const [left, right] = [Math.floor(x / cell.x), Math.floor((x + cell.x) / cell.x)]
  const [top, bottom] = [Math.floor(y / cell.y), Math.floor((y + height + gap.y) / cell.y)]
  for (let column = left; column <= right; column++) {
    for (let row = top; row <= bottom; row++) keys.push(`${column} ${row}`)
  }
  return keys
}

const touches = (a: Rect, b: Rect): boolean =>
  Math.abs(a.x - b.x) < box.width + gap.x &&
  a.y < b.y + b.height + gap.y &&
  b.y < a.y + a.height + gap.y

/** Share of steps that lie on one drawn before them. */
function overlapping(rects: readonly Rect[]): number {
  const plan = new Plan()
  let count = 0
  for (const rect of rects) {
    // What overlaps is not added: a heap of steps in one place stays cheap.
    if (plan.under(rect)) count++
    else plan.add(rect)
  }
  return rects.length === 0 ? 0 : count / rects.length
}

/** The first stays where it is, from the top; others go below what they lie on, or aside. */
function place(rects: readonly Rect[]): readonly Rect[] {
  const plan = new Plan()
  const tries = new Map<string, number>()
  const placed = new Map<Rect, Rect>()
  for (const rect of rects.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const free = below(rect, plan) ?? beside(rect, plan, tries)
    plan.add(free)
    placed.set(rect, free)
  }
  return rects.map((rect) => placed.get(rect) ?? rect)
}

function below(rect: Rect, plan: Plan): Rect | null {
  let free = rect
  for (let count = 0; count < 4; count++) {
    const other = plan.under(free)
    if (!other) return free
    free = { ...free, y: other.y + other.height + gap.y }
  }
  return null
}

function beside(rect: Rect, plan: Plan, tries: Map<string, number>): Rect {
  const origin = `${rect.x} ${rect.y}`
  let step = tries.get(origin) ?? 0
  let free = rect
  do {
    step++
    free = {
      ...rect,
      x: rect.x + (step % columns) * cell.x,
      y: rect.y + Math.floor(step / columns) * Math.max(rowHeight, rect.height + gap.y),
    }
  } while (plan.under(free))
  tries.set(origin, step)
  return free
}
