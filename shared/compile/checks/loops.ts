import type { Check } from '../check.ts'
import { withoutDeadEnds } from '../deadEnds.ts'
import type { FlowGraph } from '../graph.ts'
import { linkOwn } from '../linkFlow.ts'
import { waysWithoutWaiting } from '../opGraph.ts'
import type { Op, OpId } from '../program.ts'

/** Loops in which a call would run for ever without waiting for anybody. */
export const loops: Check = (graph) => {
  const { ops } = linkOwn(graph)
  return cyclesOf(ops).flatMap((cycle) => {
    const nodes = [...new Set(cycle.map((id) => ops[id]?.node ?? ''))]
    const inside = nodes.filter((id) => graph.reachable.has(id))
    const first = inside[0]
    return first === undefined
      ? []
      : [
          {
            code: 'loop.neverWaits',
            severity: 'error' as const,
            nodeId: first,
            message: `${inside.map((id) => `“${nameOf(graph, id)}”`).join(' → ')} go round without ever waiting for the caller.`,
            hint: 'Put a step that listens into the loop, or lead it out.',
          },
        ]
  })
}

const nameOf = (graph: FlowGraph, id: string): string => graph.typed.get(id)?.node.name ?? id

/** Cycles of the graph, each once: walk on from every op until a step repeats or the way is known. Linear. */
function cyclesOf(ops: Readonly<Record<OpId, Op>>): readonly (readonly OpId[])[] {
  const next = withoutDeadEnds(ops, waysWithoutWaiting)
  const walked = new Set<OpId>()
  const cycles: (readonly OpId[])[] = []
  for (const start of next.keys()) {
    const path: OpId[] = []
    let id: OpId | undefined = start
    while (id !== undefined && !walked.has(id)) {
      walked.add(id)
      path.push(id)
      id = next.get(id)?.[0]
    }
    const from = id === undefined ? -1 : path.indexOf(id)
    if (from >= 0) cycles.push(path.slice(from))
  }
  return cycles
}
