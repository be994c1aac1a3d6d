import { type Diagnostic, isError } from '../diagnostic.ts'
import type { Flow } from '../flow/flow.ts'
import type { Check } from './check.ts'
import { longPrompts } from './checks/longPrompts.ts'
import { loops } from './checks/loops.ts'
import { manyOptions } from './checks/manyOptions.ts'
import { mayBeEmpty } from './checks/mayBeEmpty.ts'
import { names } from './checks/names.ts'
import { nodeData } from './checks/nodeData.ts'
import { subflows } from './checks/subflows.ts'
import { templates } from './checks/templates.ts'
import { types } from './checks/types.ts'
import { uncounted } from './checks/uncounted.ts'
import { unreachable } from './checks/unreachable.ts'
import { unset } from './checks/unset.ts'
import { unwired } from './checks/unwired.ts'
import { variables } from './checks/variables.ts'
import { wires } from './checks/wires.ts'
import { createGraph, type FlowGraph, type FlowOptions } from './graph.ts'

/** Every rule, one file each. A new rule is its file and one line here. */
const checks: readonly Check[] = [
  nodeData,
  unwired,
  templates,
  variables,
  types,
  unset,
  mayBeEmpty,
  longPrompts,
  manyOptions,
  loops,
  uncounted,
  wires,
  subflows,
  brokenSubflows,
  names,
  unreachable,
]

/** Everything that is wrong with a flow: errors stop a publish, warnings do not. */
export const checkFlow = (flow: Flow, options: FlowOptions = {}): readonly Diagnostic[] =>
  checkGraph(createGraph(flow, options))

const checked = new WeakMap<FlowGraph, readonly Diagnostic[]>()

export function checkGraph(graph: FlowGraph): readonly Diagnostic[] {
  const known = checked.get(graph)
  if (known) return known
  // What runs in a circle comes back here: it is reported where the circle begins.
  checked.set(graph, [])
  const all = checks.flatMap((check) => check(graph))
  const fresh = [...all.filter(isError), ...all.filter((one) => !isError(one))]
  checked.set(graph, fresh)
  return fresh
}

/** Errors of the flows that this one runs. */
function brokenSubflows(graph: FlowGraph): readonly Diagnostic[] {
  if (graph.subflows.length === 0) return []
  return [...graph.typed.values()].flatMap((one) =>
    one.flows.flatMap(({ at, use }): Diagnostic[] => {
      const inner = graph.subgraph(use.flow)
      const [first] = inner ? checkGraph(inner).filter(isError) : []
      if (!inner || !first) return []
      const { id, name } = one.node
      return [
        {
          code: 'subflow.broken',
          severity: 'error',
          nodeId: id,
          path: `${at}flow`,
          message: `“${name}”: the flow “${inner.flow.name}” has an error: ${first.message}`,
          hint: 'Open that flow and mend it.',
        },
      ]
    }),
  )
}
