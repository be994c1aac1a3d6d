import type { FlowVariable } from '../flow/flow.ts'
import type { FlowGraph } from './graph.ts'
import { linkOwn } from './linkFlow.ts'
import { opsOf } from './opsOf.ts'
import type { ValueType as Asked, ModelField, Op } from './program.ts'

/** An agent keeps a day that has no date as the caller's own words: `spokenDate`. */
export type ValueType = FlowVariable['type'] | Exclude<ModelField['type'], 'date'> | 'spokenDate'

/** Types of the values whose type is declared, by the name that templates use. */
export function valueTypes(graph: FlowGraph): ReadonlyMap<string, ValueType> {
  const { ops, scopes, variables } = linkOwn(graph)
  const types = new Map<string, ValueType>(
    variables.map((variable) => [`vars.${variable.name}`, variable.type]),
  )
  const unsure = new Set<string>()
  for (const [, op] of opsOf(ops)) {
    for (const [field, type] of declaredBy(op)) {
      const name = `nodes.${scopes[op.node]}.${field}`
      // Two nodes of one name may disagree: then nothing is known.
      if (types.has(name) && types.get(name) !== type) unsure.add(name)
      types.set(name, type)
    }
  }
  for (const name of unsure) types.delete(name)
  return types
}

/** The values that an op keeps under its node, with their types. */
function declaredBy(op: Op): readonly (readonly [string, ValueType])[] {
  if (op.op === 'read') return op.keeps ? [['value', asked[op.value]]] : []
  if (op.op !== 'model') return []
  return op.collect.map(({ name, type }) => [name, type === 'date' ? 'spokenDate' : type] as const)
}

const asked: Readonly<Record<Asked, ValueType>> = {
  digits: 'text',
  number: 'number',
  amount: 'number',
  date: 'spokenDate',
  time: 'time',
  yesno: 'yesno',
  phone: 'phone',
  text: 'text',
}
