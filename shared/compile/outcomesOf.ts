import type { FlowGraph } from './graph.ts'
import { linkOwn } from './linkFlow.ts'
import { opsOf } from './opsOf.ts'

/** How a flow can end, by the outcomes of the End steps that a call reaches; one with a `{` is known in the call only. */
export const outcomesOf = (graph: FlowGraph): readonly string[] => [
  ...new Set(
    opsOf(linkOwn(graph).ops).flatMap(([, op]) =>
      op.op === 'end' && op.node !== '' && graph.reachable.has(op.node) ? [op.outcome.trim()] : [],
    ),
  ),
]
