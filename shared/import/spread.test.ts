import { describe, expect, it } from 'vitest'
import type { FlowNode } from '../flow/flow.ts'
import { spread } from './spread.ts'

const nodesAt = (...places: readonly (readonly [number, number])[]): FlowNode[] =>
  places.map(([x, y], index) => ({
    id: `n${index}`,
    type: 'say',
    name: `N ${index}`,
    data: { text: 'x' },
    position: { x, y },
  }))
const placesOf = (nodes: readonly FlowNode[]) => nodes.map(({ position: { x, y } }) => [x, y])

describe('places of a drawing', () => {
  it('stay where nothing overlaps', () => {
    const nodes = nodesAt([0, 0], [0, 200], [400, 200])
    expect(spread(nodes)).toEqual(nodes)
  })

  it('are pulled apart where much of it is too narrow', () => {
    const rows = [0, 1, 2, 3].flatMap((row) =>
      [0, 1, 2].map((column) => [column * 200, row * 160] as const),
    )
    expect(placesOf(spread(nodesAt(...rows))).slice(0, 4)).toEqual([
      [0, 0],
      [280, 0],
      [560, 0],
      [0, 224],
    ])
  })

  it('move a single step below what it lies on', () => {
    const far = Array.from({ length: 20 }, (_, at) => [1_000, at * 300] as const)
    expect(placesOf(spread(nodesAt(...far, [0, 0], [10, 20]))).slice(-2)).toEqual([
      [0, 0],
      [10, 114],
    ])
  })

  it('never lie on each other, however many stand in one place', () => {
    const heap = spread(nodesAt(...Array.from({ length: 3_000 }, () => [5, 5] as const)))
    const isFree = (a: FlowNode, b: FlowNode) =>
      Math.abs(a.position.x - b.position.x) >= 232 || Math.abs(a.position.y - b.position.y) >= 86
    const some = heap.filter((_, index) => index % 50 === 0)
    expect(some.every((a) => heap.every((b) => a === b || isFree(a, b)))).toBe(true)
  })
})
