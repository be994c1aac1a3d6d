import type { Diagnostic } from '../diagnostic.ts'
import type { Flow } from '../flow/flow.ts'
import type { Check } from './check.ts'
import { longPrompts } from './checks/longPrompts.ts'
import { loops } from './checks/loops.ts'
import { manyOptions } from './checks/manyOptions.ts'
import { mayBeEmpty } from './checks/mayBeEmpty.ts'
import { names } from './checks/names.ts'
import { nodeData } from './checks/nodeData.ts'
import { templates } from './checks/templates.ts'
import { types } from './checks/types.ts'
import { uncounted } from './checks/uncounted.ts'
import { unreachable } from './checks/unreachable.ts'
import { unset } from './checks/unset.ts'
import { unwired } from './checks/unwired.ts'
import { variables } from './checks/variables.ts'
import { wires } from './checks/wires.ts'
import { createGraph, type FlowGraph } from './graph.ts'

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
  names,
  unreachable,
]

/** Everything that is wrong with a flow: errors stop a publish, warnings do not. */
export const checkFlow = (flow: Flow): readonly Diagnostic[] => checkGraph(createGraph(flow))

export function checkGraph(graph: FlowGraph): readonly Diagnostic[] {
  const all = checks.flatMap((check) => check(graph))
  return [
    ...all.filter((one) => one.severity === 'error'),
    ...all.filter((one) => one.severity === 'warning'),
  ]
}
