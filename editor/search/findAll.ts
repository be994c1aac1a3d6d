import { createGraph, type FlowGraph } from '#shared/compile/graph.ts'
import { type Place, valuePlaces } from '#shared/compile/valuePlaces.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { type Hit, searchFlow } from './searchFlow.ts'

/** One list of what was found. */
export interface FoundSection {
  readonly kind: 'text' | 'set' | 'used'
  readonly hits: readonly Hit[]
}

export interface FoundAll {
  readonly sections: readonly FoundSection[]
  readonly count: number
  readonly hasMore: boolean
  /** Set when the query is the name of a value: what is listed is where it is set and used. */
  readonly value: string | null
}

const graphs = new WeakMap<Flow, FlowGraph>()

/** A flow read for questions about its values, once per version. */
export function graphOf(flow: Flow): FlowGraph {
  const known = graphs.get(flow)
  if (known) return known
  const fresh = createGraph(flow)
  graphs.set(flow, fresh)
  return fresh
}

/** Places of a value when its name was typed, else texts that hold the query. */
export function findAll(flow: Flow, query: string): FoundAll {
  const name = query.trim()
  const isName = /^(vars\.[\w-]+|nodes\.[\w-]+\.[\w-]+)$/.test(name)
  const { set, used } = isName ? valuePlaces(graphOf(flow), name) : { set: [], used: [] }
  const isDeclared = flow.variables.some((variable) => `vars.${variable.name}` === name)
  if (set.length + used.length > 0 || isDeclared) {
    const sections: FoundSection[] = [
      { kind: 'set', hits: set.map((place) => hitOf(place, name, 's')) },
      { kind: 'used', hits: used.map((place) => hitOf(place, name, 'u')) },
    ]
    return { sections, count: set.length + used.length, hasMore: false, value: name }
  }
  const { hits, hasMore } = searchFlow(flow, query)
  return { sections: [{ kind: 'text', hits }], count: hits.length, hasMore, value: null }
}

function hitOf({ nodeId, path, text }: Place, name: string, kind: string): Hit {
  const at = Math.max(0, text.indexOf(name))
  const match = text.startsWith(name, at) ? name : ''
  return {
    key: `${kind} ${nodeId ?? ''} ${path}`,
    nodeId,
    path,
    before: `${at > 30 ? '…' : ''}${text.slice(Math.max(0, at - 30), at)}`,
    match,
    after: text.slice(at + match.length, at + match.length + 40),
  }
}
