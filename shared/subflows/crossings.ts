import { createGraph, type FlowGraph } from '../compile/graph.ts'
import { type ValueType, valueTypes } from '../compile/valueTypes.ts'
import {
  type Flow,
  type FlowEdge,
  type FlowNode,
  type FlowVariable,
  scopeName,
} from '../flow/flow.ts'
import { definitionOf } from '../nodes/index.ts'
import { parseData } from '../nodes/parseData.ts'
import { variablesUsed } from '../nodes/variablesUsed.ts'
import { variablesOf } from '../text/liquid.ts'

/** A value that some step keeps under its name, read on the other side of the cut. */
export interface CrossingValue {
  /** `nodes.look_up.body`. */
  readonly path: string
  /** A variable for it: `look_up_body`. */
  readonly variable: FlowVariable
  /** Ids of the nodes that keep it, and of those that read it. */
  readonly keepers: ReadonlySet<string>
  readonly readers: ReadonlySet<string>
}

/** Everything that goes over the edge of a part of a flow. */
export interface Crossings {
  readonly inside: readonly FlowNode[]
  /** Wires that lead in, that stay in, and that lead out. */
  readonly wiresIn: readonly FlowEdge[]
  readonly wiresWithin: readonly FlowEdge[]
  readonly wiresOut: readonly FlowEdge[]
  /** Variables whose value the part needs from outside. */
  readonly inputs: readonly string[]
  /** Variables whose value from the part is needed outside, or in it the next time. */
  readonly outputs: readonly string[]
  readonly used: ReadonlySet<string>
  readonly valuesIn: readonly CrossingValue[]
  readonly valuesOut: readonly CrossingValue[]
}

/** What crosses the edge of the part that these nodes are. Linear in the flow. */
export function crossingsOf(flow: Flow, ids: ReadonlySet<string>): Crossings {
  const inside = flow.nodes.filter((node) => ids.has(node.id))
  const outside = flow.nodes.filter((node) => !ids.has(node.id))
  const wires = flow.edges.filter(({ source, target }) => leads(flow, source, target))
  const wiresOut = wires.filter(({ source, target }) => ids.has(source) && !ids.has(target))
  const wiresIn = wires.filter(({ source, target }) => !ids.has(source) && ids.has(target))
  const within = use(inside)
  const around = use(outside)
  const again = canComeBack(wires, wiresOut, ids)
  const isChanged = (name: string) =>
    around.assigns.has(name) || (again && within.assigns.has(name))
  const isNeeded = (name: string) => around.reads.has(name) || (again && within.reads.has(name))
  const outputs = [...within.assigns].filter(isNeeded)
  const inputs = [...new Set([...within.reads, ...outputs])].filter(isChanged)
  const graph = createGraph(flow)
  const declared = new Set(flow.variables.map((one) => one.name))
  const taken = new Set(declared)
  return {
    inside,
    wiresIn,
    wiresWithin: wires.filter(({ source, target }) => ids.has(source) && ids.has(target)),
    wiresOut,
    inputs: inputs.filter((name) => declared.has(name)),
    outputs: outputs.filter((name) => declared.has(name)),
    used: new Set([...within.reads, ...within.assigns]),
    valuesIn: valuesBetween(graph, outside, inside, taken),
    valuesOut: valuesBetween(graph, inside, outside, taken),
  }
}

/** A wire that a call can take: between two steps, from a port that is there. */
function leads(flow: Flow, source: string, target: string): boolean {
  const runs = (id: string) => {
    const node = flow.nodes.find((one) => one.id === id)
    return node !== undefined && definitionOf(node.type)?.executes === true
  }
  return runs(source) && runs(target)
}

function use(nodes: readonly FlowNode[]) {
  const all = nodes.map(variablesUsed)
  return {
    reads: new Set(all.flatMap((one) => [...one.reads])),
    assigns: new Set(all.flatMap((one) => [...one.assigns])),
  }
}

/** Whether a call that left the part may enter it again. */
function canComeBack(
  wires: readonly FlowEdge[],
  wiresOut: readonly FlowEdge[],
  ids: ReadonlySet<string>,
): boolean {
  const reached = reachedFrom(
    wires,
    wiresOut.map((edge) => edge.target),
  )
  return [...ids].some((id) => reached.has(id))
}

/** Nodes that a call gets to from these, themselves among them. */
export function reachedFrom(
  wires: readonly FlowEdge[],
  from: readonly string[],
): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const { source, target } of wires) {
    const list = next.get(source)
    if (list) list.push(target)
    else next.set(source, [target])
  }
  const seen = new Set<string>()
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(next.get(id) ?? []))
  }
  return seen
}

/** Values that one side keeps under its steps' names and the other reads. */
function valuesBetween(
  graph: FlowGraph,
  keepers: readonly FlowNode[],
  readers: readonly FlowNode[],
  taken: Set<string>,
): readonly CrossingValue[] {
  const kept = new Set(keepers.flatMap(pathsKeptBy))
  const own = new Set(readers.flatMap(pathsKeptBy))
  const types = valueTypes(graph)
  const read = new Set(
    readers.flatMap(pathsReadBy).filter((path) => kept.has(path) && !own.has(path)),
  )
  return [...read].map((path) => {
    const name = freeVariable(taken, path.replace(/^nodes\./, '').replaceAll('.', '_'))
    const type = typeOf(types.get(path))
    const idsOf = (nodes: readonly FlowNode[], does: (node: FlowNode) => readonly string[]) =>
      new Set(nodes.filter((node) => does(node).includes(path)).map((node) => node.id))
    return {
      path,
      variable: { name, type, default: '', sensitive: false },
      keepers: idsOf(keepers, pathsKeptBy),
      readers: idsOf(readers, pathsReadBy),
    }
  })
}

function pathsKeptBy(node: FlowNode): readonly string[] {
  const typed = parseData(node)
  if (!typed.ok) return []
  const { definition, node: parsed } = typed.value
  return definition.collects(parsed.data).map((value) => `nodes.${scopeName(node.name)}.${value}`)
}

/** The first three parts of what is read under `nodes`. */
export function pathsReadBy(node: FlowNode): readonly string[] {
  const typed = parseData(node)
  if (!typed.ok) return []
  const { definition, node: parsed } = typed.value
  return definition.templates(parsed.data).flatMap(({ source, kind }) =>
    variablesOf(source, kind).flatMap((path) => {
      const parts = path.split('.')
      return parts[0] === 'nodes' && parts.length >= 3 ? [parts.slice(0, 3).join('.')] : []
    }),
  )
}

/** A name that a variable can have and that none has yet; it is taken then. */
export function freeVariable(taken: Set<string>, wanted: string): string {
  const base = `${/^[a-z]/.test(wanted) ? '' : 'v_'}${wanted}`.slice(0, 50)
  let name = base
  for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`
  taken.add(name)
  return name
}

/** A variable of type text keeps everything but numbers as it came, so it is what is left. */
function typeOf(type: ValueType | undefined): FlowVariable['type'] {
  return type === 'number' || type === 'boolean' || type === 'list' ? type : 'text'
}
