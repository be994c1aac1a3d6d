import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse } from '#editor/analysis/analyse.ts'
import { hearNews, newsOf } from '#editor/analysis/flowNews.ts'
import { compile } from '#shared/compile/compile.ts'
import { loopsIn } from '#shared/compile/components.ts'
import { withoutDeadEnds } from '#shared/compile/deadEnds.ts'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import { waysInSilence } from '#shared/compile/opGraph.ts'
import { waysOf } from '#shared/compile/ways.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { anyFlow } from '../support/anyFlow.ts'

const runs = { seed: 20_261_123, numRuns: 80 }

/** A change of a flow that leaves all else the very same values, as the editor's edits do. */
type Change = (flow: Flow, other: Flow, at: number) => Flow

const at = <Item>(list: readonly Item[], place: number): number => place % Math.max(1, list.length)
const changes: readonly Change[] = [
  // The data of a step becomes that of another of its type.
  (flow, other, place) => ({
    ...flow,
    nodes: flow.nodes.map((node, index) => {
      const { data } = other.nodes.find((one) => one.type === node.type) ?? node
      return index === at(flow.nodes, place) ? { ...node, data } : node
    }),
  }),
  (flow, _, place) => ({
    ...flow,
    nodes: flow.nodes.map((node, index) =>
      index === at(flow.nodes, place) ? { ...node, name: `Called ${place}` } : node,
    ),
  }),
  // A wire leads elsewhere, goes, or comes back.
  (flow, _, place) => ({
    ...flow,
    edges: flow.edges.map((edge, index) => {
      const target = flow.nodes[at(flow.nodes, place * 7)]?.id ?? edge.target
      return index === at(flow.edges, place) ? { ...edge, target } : edge
    }),
  }),
  (flow, _, place) => ({
    ...flow,
    edges: flow.edges.filter((_edge, index) => index !== at(flow.edges, place)),
  }),
  (flow, other) => ({ ...flow, edges: other.edges }),
  // A step goes, and one comes.
  (flow, _, place) => ({
    ...flow,
    nodes: flow.nodes.filter(
      (node, index) => node.type === 'start' || index !== at(flow.nodes, place),
    ),
  }),
  (flow, other, place) => ({
    ...flow,
    nodes: [
      ...flow.nodes,
      ...other.nodes.slice(1, 2).map((node) => ({ ...node, id: `more${place}` })),
    ],
  }),
  (flow) => ({ ...flow, nodes: flow.nodes.toReversed() }),
  (flow, _, place) => ({
    ...flow,
    settings: { ...flow.settings, timezone: `Etc/GMT+${place % 12}` },
  }),
  (flow, other) => ({ ...flow, variables: other.variables }),
]

const edits = fc.array(fc.tuple(fc.constantFrom(...changes), fc.nat(40)), {
  minLength: 1,
  maxLength: 8,
})

/** All the flows of an editing session, each with the one before. */
function* sessionOf(flow: Flow, other: Flow, steps: readonly (readonly [Change, number])[]) {
  let before = flow
  for (const [change, place] of steps) {
    const after = change(before, other, place)
    yield { before, after }
    before = after
  }
}

describe('a flow that was edited', () => {
  it('is compiled as if it had never been seen, whatever was edited', () => {
    fc.assert(
      fc.property(anyFlow, anyFlow, edits, (flow, other, steps) => {
        compile(flow)
        for (const { after } of sessionOf(flow, other, steps)) {
          expect(compile(after)).toEqual(compile(structuredClone(after)))
          expect(JSON.stringify(linkFlow(after))).toBe(
            JSON.stringify(linkFlow(structuredClone(after))),
          )
        }
      }),
      runs,
    )
  })

  it('arrives whole at who had the one before, and only what is new of it crosses over', () => {
    const around = { flows: new Map(), environment: null }
    fc.assert(
      fc.property(anyFlow, anyFlow, edits, (flow, other, steps) => {
        let there = hearNews(null, structuredClone(newsOf(null, flow)))
        for (const { before, after } of sessionOf(flow, other, steps)) {
          const kept = new Set<object>(there.nodes)
          there = hearNews(there, structuredClone(newsOf(before, after)))
          expect(there).toEqual(after)
          for (const [index, node] of after.nodes.entries()) {
            if (before.nodes.includes(node)) expect(kept).toContain(there.nodes[index])
          }
          expect(analyse(there, around)).toEqual(analyse(structuredClone(after), around))
        }
      }),
      { ...runs, numRuns: 40 },
    )
  })

  it('has all its loops where walks can go on for ever, in the same order', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const { ops } = linkFlow(flow)
        for (const ways of [waysOf, waysInSilence]) {
          const all = new Map(Object.entries(ops).map(([id, op]) => [id, ways(op)] as const))
          expect(loopsIn(withoutDeadEnds(ops, ways))).toEqual(loopsIn(all))
        }
      }),
      runs,
    )
  })
})
