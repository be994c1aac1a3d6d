import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FlowNode } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { type Alignment, alignNodes, type Direction, distributeNodes } from './arrange.ts'
import { heightOf, widthOf } from './geometry.ts'

const ids = () => {
  let count = 0
  return () => `o${++count}`
}
const drawNode = (id: string, type: string): FlowNode => ({
  id,
  type,
  name: id,
  data: definitionOf(type)?.defaults(ids()) ?? {},
  position: { x: 0, y: 0 },
})
const at = (id: string, x: number, y: number, type = 'say'): FlowNode => ({
  ...drawNode(id, type),
  position: { x, y },
})
/** Two steps of 232 × 86 and a menu, which is higher. */
const nodes = [at('a', 0, 0), at('b', 100, 400), at('c', 700, 90, 'menu')]

describe('alignNodes', () => {
  it.for<[Alignment, object]>([
    ['left', { a: { x: 0, y: 0 }, b: { x: 0, y: 400 }, c: { x: 0, y: 90 } }],
    ['right', { a: { x: 700, y: 0 }, b: { x: 700, y: 400 }, c: { x: 700, y: 90 } }],
    ['centre', { a: { x: 350, y: 0 }, b: { x: 350, y: 400 }, c: { x: 350, y: 90 } }],
    ['top', { a: { x: 0, y: 0 }, b: { x: 100, y: 0 }, c: { x: 700, y: 0 } }],
    ['bottom', { a: { x: 0, y: 400 }, b: { x: 100, y: 400 }, c: { x: 700, y: 302 } }],
    ['middle', { a: { x: 0, y: 200 }, b: { x: 100, y: 200 }, c: { x: 700, y: 151 } }],
  ])('%s', ([how, expected]) => expect(alignNodes(nodes, how)).toEqual(expected))
})

describe('distributeNodes', () => {
  it('leaves two alone', () => {
    expect(distributeNodes(nodes.slice(0, 2), 'across')).toEqual({})
  })

  it('gives neighbours the same gap and leaves the outer ones where they are', () => {
    const place = fc.integer({ min: -2_000, max: 2_000 })
    const some = fc
      .array(fc.tuple(place, place, fc.constantFrom('say', 'menu')), { minLength: 3, maxLength: 9 })
      .map((drafts) => drafts.map(([x, y, type], index) => at(`n${index}`, x, y, type)))
    fc.assert(
      fc.property(some, fc.constantFrom<Direction>('across', 'down'), (drawn, direction) => {
        const key = direction === 'across' ? 'x' : 'y'
        const length = direction === 'across' ? widthOf : heightOf
        const places = distributeNodes(drawn, direction)
        const middle = (node: FlowNode) => node.position[key] + length(node) / 2
        const sorted = [...drawn].sort((a, b) => middle(a) - middle(b))
        const starts = sorted.map((node) => places[node.id]?.[key] ?? Number.NaN)
        const gaps = starts.slice(1).map((start, index) => {
          const before = sorted[index]
          return start - (starts[index] ?? 0) - (before ? length(before) : 0)
        })
        // Places are whole pixels.
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(2)
        expect(starts[0]).toBe(sorted[0]?.position[key])
        expect(starts.at(-1)).toBe(sorted.at(-1)?.position[key])
      }),
      { seed: 3 },
    )
  })
})
