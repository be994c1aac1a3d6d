import { scopeName } from '../flow/flow.ts'
import type { FlowGraph } from './graph.ts'

/** What templates see beside variables and nodes. */
export const callScope = [
  'call.from',
  'call.to',
  'call.direction',
  'call.answeredBy',
  'call.sid',
  'now',
] as const
export const inputScope = [
  'input.digits',
  'input.speech',
  'input.reason',
  'input.confidence',
] as const

/** Every dotted name that some template of this flow may read. */
export function namesIn(graph: FlowGraph): ReadonlySet<string> {
  const names = new Set<string>([...callScope, ...inputScope])
  for (const variable of graph.flow.variables) names.add(`vars.${variable.name}`)
  for (const { node, definition } of graph.typed.values()) {
    for (const value of definition.collects(node.data)) {
      names.add(`nodes.${scopeName(node.name)}.${value}`)
    }
  }
  return names
}
