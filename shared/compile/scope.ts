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

/** The dotted names that some template of a flow may read. */
export interface Names {
  has(name: string): boolean
  /** All of them, in order. */
  list(): readonly string[]
}

const known = new WeakMap<FlowGraph, Names>()

/** Every dotted name that some template of this flow may read. Made once for a graph. */
export function namesIn(graph: FlowGraph): Names {
  const made = known.get(graph)
  if (made) return made
  const fresh = collectNames(graph)
  known.set(graph, fresh)
  return fresh
}

const ofNodes = 'nodes.'

function collectNames(graph: FlowGraph): Names {
  const others = new Set<string>([...callScope, ...inputScope])
  for (const variable of graph.flow.variables) others.add(`vars.${variable.name}`)
  // By step: thousands of names need not be put together to be compared with the few that are read.
  const collected = new Map<string, readonly string[]>()
  for (const { collects, scope } of collecting(graph)) {
    const before = collected.get(scope)
    collected.set(scope, before ? [...before, ...collects] : collects)
  }
  return {
    has: (name) => {
      if (!isOfNode(name)) return others.has(name)
      const dot = name.indexOf('.', ofNodes.length)
      return (
        dot >= 0 &&
        (collected.get(name.slice(ofNodes.length, dot))?.includes(name.slice(dot + 1)) ?? false)
      )
    },
    list: () => [...others, ...collecting(graph).flatMap(({ sets }) => sets.filter(isOfNode))],
  }
}

const isOfNode = (name: string): boolean => name.startsWith(ofNodes)
const collecting = ({ typed }: FlowGraph) =>
  [...typed.values()].filter(({ collects }) => collects.length > 0)
