import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFlow } from '#shared/compile/checkFlow.ts'
import { compile } from '#shared/compile/compile.ts'
import { fixesFor } from '#shared/compile/fixes/fixesFor.ts'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import { mapPages, pagesOf } from '#shared/compile/pages.ts'
import { reportOn } from '#shared/compile/reportOn.ts'
import { isError } from '#shared/diagnostic.ts'
import { applyEdit } from '#shared/flow/edit.ts'
import { parseFml } from '#shared/fml/parseFml.ts'
import { printFml } from '#shared/fml/printFml.ts'
import { anyFlow } from '../support/anyFlow.ts'
import { drawFlow, drawNode } from '../support/drawFlow.ts'

const seed = 20_261_122
const runs = { seed, numRuns: 400 }

describe('compile on any flow', () => {
  it('is total and deterministic', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const copy = structuredClone(flow)
        expect(compile(copy)).toEqual(compile(flow))
        expect(linkFlow(copy)).toEqual(linkFlow(flow))
        expect(JSON.parse(JSON.stringify(linkFlow(flow)))).toEqual(linkFlow(flow))
      }),
      runs,
    )
  })

  it('refuses exactly the flows with an error', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        expect(compile(flow).ok).toBe(!checkFlow(flow).some(isError))
      }),
      runs,
    )
  })

  it('makes pages that are FML, each verb with its source', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const program = linkFlow(flow)
        for (const { document, sources } of mapPages(program)) {
          // A hole in `digits` is filled before it goes over the wire.
          const xml = printFml(document).replace(/ digits="[^"]*"/g, ' digits="1"')
          expect(parseFml(xml).ok).toBe(true)
          expect(sources.map((source) => source.verb)).toEqual(
            document.verbs.map((verb) => verb.type),
          )
          for (const { op, node } of sources) {
            if (op !== null) expect(program.ops[op]?.node).toBe(node ?? '')
          }
        }
      }),
      runs,
    )
  })

  it('reports and fixes without failing', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        expect(reportOn(flow).hash).toBe(linkFlow(flow).hash)
        for (const diagnostic of checkFlow(flow)) {
          for (const { edit } of fixesFor(flow, diagnostic)) {
            expect(applyEdit(flow, edit)).not.toBe(flow)
          }
        }
      }),
      { ...runs, numRuns: 150 },
    )
  })
})

describe('a report', () => {
  const flow = drawFlow(
    [
      drawNode('hi', 'say', { text: 'Hello.' }),
      drawNode('w1', 'webhook', { url: 'https://x.org', timeout: 4 }),
      drawNode('w2', 'webhook', { url: 'https://x.org', timeout: 6 }),
      drawNode('bye', 'end', { text: 'Bye.' }),
      drawNode('lost', 'say', { text: 'Lost.' }),
    ],
    {
      start: { next: 'hi' },
      hi: { next: 'w1' },
      w1: { ok: 'w2', failed: 'bye', timeout: 'bye' },
      w2: { ok: 'bye', failed: 'bye', timeout: 'bye' },
    },
  )
  const report = reportOn(flow)

  it('adds up the longest silence', () => {
    expect(report.silence).toEqual({ milliseconds: 10_000, effects: 2, nodes: ['w1', 'w2'] })
  })

  it('counts round trips against one per node', () => {
    expect(report.roundTrips).toEqual({
      nodes: ['start', 'hi', 'w1', 'w2', 'bye'],
      turns: 2,
      onePerNode: 5,
    })
  })

  it('lists what cannot be reached and what to cover', () => {
    expect(report.unreachable).toEqual(['lost'])
    expect(report.coverage.map(({ nodeId, port }) => `${nodeId}.${port}`)).toEqual([
      'start.next',
      'hi.next',
      'w1.ok',
      'w1.failed',
      'w1.timeout',
      'w2.ok',
      'w2.failed',
      'w2.timeout',
    ])
  })

  it('maps each verb to its op and node', () => {
    expect(report.pages.map(({ entry, sources }) => ({ entry, sources }))).toEqual([
      {
        entry: 'start',
        sources: [
          { verb: 'say', op: 'hi', node: 'hi' },
          { verb: 'redirect', op: null, node: null },
        ],
      },
      {
        entry: 'bye',
        sources: [
          { verb: 'say', op: 'bye', node: 'bye' },
          { verb: 'hangup', op: 'bye', node: 'bye' },
        ],
      },
    ])
    expect(pagesOf(linkFlow(flow))).toHaveLength(2)
  })
})

describe('a hash', () => {
  const flow = drawFlow(
    [drawNode('hi', 'say', { text: 'Hello.' }), drawNode('bye', 'end', { text: 'Bye.' })],
    { start: { next: 'hi' }, hi: { next: 'bye' } },
  )
  it('stays the same from release to release', () => {
    expect(linkFlow(flow).hash).toMatchInlineSnapshot(
      `"sha256:f41e41dfd5b6d6e7e446ae1bc27c085082b33dc5e206dda137941553dcc04be2"`,
    )
  })

  it('does not change with what the canvas alone shows', () => {
    fc.assert(
      fc.property(anyFlow, (any) => {
        const moved = {
          ...any,
          name: 'Another',
          nodes: any.nodes.map((node) => ({ ...node, position: { x: 1, y: 2 } })).toReversed(),
          edges: any.edges.map((edge, index) => ({ ...edge, id: `x${index}` })).toReversed(),
        }
        expect(linkFlow(moved).hash).toBe(linkFlow(any).hash)
      }),
      runs,
    )
  })
})

describe('large flows', () => {
  it('takes a chain that menus enter everywhere, page by bounded page', () => {
    const count = 1_500
    const say = Array.from({ length: count }, (_, index) =>
      drawNode(`s${index}`, 'say', { text: 'A few words.' }),
    )
    const menus = Array.from({ length: count }, (_, index) =>
      drawNode(`m${index}`, 'menu', {
        prompt: 'Press 1.',
        options: [{ id: 'o1', key: '1', phrases: [] }],
      }),
    )
    const wires = Object.fromEntries(
      say.flatMap((_, index) => {
        const isLast = index + 1 === count
        const [next, other] = isLast ? ['bye', 'bye'] : [`s${index + 1}`, `m${index + 1}`]
        return [
          [`s${index}`, { next }],
          [`m${index}`, { o1: `s${index}`, noInput: other, noMatch: other }],
        ]
      }),
    )
    const flow = drawFlow([...say, ...menus, drawNode('bye', 'end')], {
      start: { next: 'm0' },
      ...wires,
    })
    const pages = mapPages(linkFlow(flow))
    expect(Math.max(...pages.map((page) => page.document.verbs.length))).toBeLessThanOrEqual(202)
  })
})
