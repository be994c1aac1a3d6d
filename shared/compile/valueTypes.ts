import type { FlowVariable } from '../flow/flow.ts'
import type { FlowGraph } from './graph.ts'
import { linkBody } from './linkFlow.ts'
import type { ModelField } from './program.ts'

/** An agent keeps a day that has no date as the caller's own words: `spokenDate`. */
export type ValueType = FlowVariable['type'] | Exclude<ModelField['type'], 'date'> | 'spokenDate'

/** Types of the values whose type is declared, by the name that templates use. */
export function valueTypes(graph: FlowGraph): ReadonlyMap<string, ValueType> {
  const { ops, scopes, variables } = linkBody(graph)
  const types = new Map<string, ValueType>(
    variables.map((variable) => [`vars.${variable.name}`, variable.type]),
  )
  const unsure = new Set<string>()
  for (const op of Object.values(ops)) {
    if (op.op !== 'model') continue
    for (const field of op.collect) {
      const name = `nodes.${scopes[op.node]}.${field.name}`
      const type = field.type === 'date' ? 'spokenDate' : field.type
      // Two nodes of one name may disagree: then nothing is known.
      if (types.has(name) && types.get(name) !== type) unsure.add(name)
      types.set(name, type)
    }
  }
  for (const name of unsure) types.delete(name)
  return types
}
