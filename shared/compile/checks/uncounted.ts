import type { Diagnostic } from '../../diagnostic.ts'
import type { Check } from '../check.ts'
import { loopsIn } from '../components.ts'
import { withoutDeadEnds } from '../deadEnds.ts'
import type { FlowGraph } from '../graph.ts'
import { linkOwn } from '../linkFlow.ts'
import { describeWay } from '../nodeName.ts'
import { waitsFor, waysInSilence } from '../opGraph.ts'
import type { Op, OpId } from '../program.ts'
import { waysOf } from '../ways.ts'

type Ops = Readonly<Record<OpId, Op>>

/** Loops that a silent caller goes round for ever: they wait, and nothing counts. */
export const uncounted: Check = (graph) => {
  const { ops } = linkOwn(graph)
  const silent = withoutDeadEnds(ops, waysInSilence)
  return loopsIn(silent)
    .flatMap((loop) => loopsIn(withoutCounters(ops, silent, loop)))
    .flatMap((loop): Diagnostic[] => {
      const nodes = [...new Set(loop.map((id) => ops[id]?.node ?? ''))]
      const waits = loop.some((id) => isWait(ops[id]))
      if (!waits || !nodes.every((id) => graph.reachable.has(id))) return []
      const { nodeId, port } = wireIn(graph, nodes)
      return [
        {
          code: 'loop.uncounted',
          severity: 'warning',
          nodeId,
          ...(port === undefined ? {} : { port }),
          message: `A call in which nobody answers can go round for ever: ${describeWay(graph, nodes)}.`,
          hint: 'Count the rounds in a variable and lead the call out, or lead this way out of the loop.',
        },
      ]
    })
}

const isWait = (op: Op | undefined): boolean =>
  op !== undefined && (waitsFor(op) !== 'nobody' || op.op === 'call')

/** The loop without the branches that let a counted round out. */
function withoutCounters(
  ops: Ops,
  silent: ReadonlyMap<OpId, readonly OpId[]>,
  loop: readonly OpId[],
): ReadonlyMap<OpId, readonly OpId[]> {
  const inside = new Set(loop)
  const counters = loop.flatMap((id) => countersOf(ops[id]))
  const lets = (id: OpId): boolean => {
    const op = ops[id]
    return (
      op?.op === 'branch' &&
      waysOf(op).some((to) => !inside.has(to)) &&
      op.rules.some((rule) => counters.some((name) => reads(rule.when, name)))
    )
  }
  return new Map(
    loop
      .filter((id) => counters.length === 0 || !lets(id))
      .map((id) => [id, silent.get(id) ?? []] as const),
  )
}

/** Variables that an op sets from their own value. */
const countersOf = (op: Op | undefined): readonly string[] =>
  op?.op === 'set'
    ? op.assign.flatMap(({ variable, value }) =>
        reads(value, variable) && /plus|minus|times/.test(value) ? [variable] : [],
      )
    : []

const reads = (text: string, variable: string): boolean =>
  new RegExp(`\\bvars\\.${variable}\\b`).test(text)

/** A wire of the loop, the one that nobody chose if there is one. */
function wireIn(
  graph: FlowGraph,
  nodes: readonly string[],
): { readonly nodeId: string; readonly port?: string } {
  const inside = new Set(nodes)
  const wires = nodes.flatMap((nodeId) =>
    (graph.ports.get(nodeId) ?? []).flatMap((port) => {
      const to = graph.target(nodeId, port.id)
      return to !== undefined && inside.has(to) ? [{ nodeId, port: port.id }] : []
    }),
  )
  const unchosen = wires.find(({ port }) => /^(noInput|noMatch|failed|timeout|else)$/.test(port))
  return unchosen ?? wires[0] ?? { nodeId: nodes[0] ?? '' }
}
