import { type Flow, type FlowVariable, scopeName } from '../flow/flow.ts'
import { createGraph, type FlowGraph } from './graph.ts'
import { callScope } from './scope.ts'
import { trackReads } from './valueFlow.ts'
import { type ValueType, valueTypes } from './valueTypes.ts'

/** A value that a template may hold at one point of a flow. */
export interface ValueAt {
  /** `nodes.look_up.body`. */
  readonly name: string
  readonly type: ValueType | null
  /** Where it comes from: the flow's variables, the call itself, or a step by its name. */
  readonly from:
    | { readonly kind: 'variable' | 'call' }
    | { readonly kind: 'step'; readonly step: string }
  /** Whether some way here does not set it. */
  readonly mayBeEmpty: boolean
}

/** What is known of names at one node. */
export interface NodeScope {
  readonly values: readonly ValueAt[]
  /** Names that are set somewhere in the flow, also after this node. */
  readonly elsewhere: ReadonlySet<string>
}

/** Values at a node: variables, what earlier nodes collected, and the call, each with its type and origin. */
export function valuesAt(flow: Flow, nodeId: string): NodeScope {
  const graph = createGraph(flow)
  const types = valueTypes(graph)
  const earlier = nodesBefore(graph, nodeId)
  const collected: ValueAt[] = []
  const elsewhere = new Set<string>()
  for (const { node, definition } of graph.typed.values()) {
    for (const word of definition.collects(node.data)) {
      if (word === '') continue
      const name = `nodes.${scopeName(node.name)}.${word}`
      elsewhere.add(name)
      if (!earlier.has(node.id)) continue
      collected.push({
        name,
        type: types.get(name) ?? null,
        from: { kind: 'step', step: node.name },
        mayBeEmpty: false,
      })
    }
  }
  const states = trackReads(
    graph,
    collected.map(({ name }) => ({ nodeId, name })),
  )
  return {
    values: [
      ...flow.variables.map(variableAt),
      ...unique(
        collected.map((one, at) => ({ ...one, mayBeEmpty: states[at]?.canBeUnset ?? false })),
      ),
      ...callScope.map((name) => ({ ...callValue, name })),
    ],
    elsewhere,
  }
}

const callValue = { type: 'text', from: { kind: 'call' }, mayBeEmpty: false } as const

const variableAt = (variable: FlowVariable): ValueAt => ({
  name: `vars.${variable.name}`,
  type: variable.type,
  from: { kind: 'variable' },
  mayBeEmpty: false,
})

/** Two steps of one name give one value. */
const unique = (values: readonly ValueAt[]): readonly ValueAt[] => [
  ...new Map(values.map((value) => [value.name, value])).values(),
]

/** Nodes from which wires lead to a node, also the node itself where a way comes back to it. */
function nodesBefore({ flow }: FlowGraph, nodeId: string): ReadonlySet<string> {
  const before = new Map<string, string[]>()
  for (const { source, target } of flow.edges) {
    const known = before.get(target)
    if (known) known.push(source)
    else before.set(target, [source])
  }
  const earlier = new Set(before.get(nodeId))
  // Grows while it is read.
  for (const id of earlier) for (const source of before.get(id) ?? []) earlier.add(source)
  return earlier
}
