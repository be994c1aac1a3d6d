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

const known = new WeakMap<FlowGraph, ReadonlySet<string>>()

/** Every dotted name that some template of this flow may read. Made once for a graph. */
export function namesIn(graph: FlowGraph): ReadonlySet<string> {
  const made = known.get(graph)
  if (made) return made
  const fresh = collectNames(graph)
  known.set(graph, fresh)
  return fresh
}

function collectNames(graph: FlowGraph): ReadonlySet<string> {
  const names = new Set<string>([...callScope, ...inputScope])
  for (const variable of graph.flow.variables) names.add(`vars.${variable.name}`)
  for (const { collects, sets } of graph.typed.values()) {
    // The variables among them are declared, or a mistake.
    for (const name of collects.length > 0 ? sets : [])
      if (name.startsWith('nodes.')) names.add(name)
  }
  return names
}
