import type { Diagnostic } from '../diagnostic.ts'
import type { Flow, FlowNode } from '../flow/flow.ts'
import { isStartType } from '../flow/flow.ts'
import type { Port } from '../nodes/defineNode.ts'
import { parseData } from '../nodes/parseData.ts'
import type { TypedNode } from '../nodes/typedNode.ts'

/** A flow with its nodes typed and its wires indexed: what every check and the linker look at. */
export interface FlowGraph {
  readonly flow: Flow
  /** Nodes whose data parsed, in the flow's order. */
  readonly typed: ReadonlyMap<string, TypedNode>
  readonly ports: ReadonlyMap<string, readonly Port[]>
  /** Problems of nodes whose data did not parse. */
  readonly broken: readonly Diagnostic[]
  /** Target node of a wired port. */
  target(nodeId: string, port: string): string | undefined
  /** Nodes that a call can get to. */
  readonly reachable: ReadonlySet<string>
  /** Those of them that it can get to without a detour: the others lead back where they end. */
  readonly onTheWay: ReadonlySet<string>
  readonly start: FlowNode | undefined
  /** Ids of the flows that this one runs, each as often as it is run. */
  readonly subflows: readonly string[]
  /** Whether the flows that this one may run are known here. */
  readonly knowsFlows: boolean
  /** Another flow, read once for all that run it; undefined when there is none. */
  subgraph(flowId: string): FlowGraph | undefined
}

/** Flows that a flow may run, by id. */
export type Flows = ReadonlyMap<string, Flow>

export interface FlowOptions {
  /** Absent: not known here, so nothing is said about subflows. */
  readonly flows?: Flows
}

/** Reads a flow once for checking and linking: linear in nodes and edges. */
export function createGraph(flow: Flow, options: FlowOptions = {}): FlowGraph {
  const graphs = new Map<string, FlowGraph>()
  const subgraph = (id: string): FlowGraph | undefined => {
    const known = graphs.get(id)
    if (known) return known
    const other = options.flows?.get(id)
    if (!other) return undefined
    const fresh = readGraph(other, subgraph, true)
    graphs.set(id, fresh)
    return fresh
  }
  const graph = readGraph(flow, subgraph, options.flows !== undefined)
  graphs.set(flow.id, graph)
  return graph
}

function readGraph(flow: Flow, subgraph: FlowGraph['subgraph'], knowsFlows: boolean): FlowGraph {
  const typed = new Map<string, TypedNode>()
  const ports = new Map<string, readonly Port[]>()
  const broken: Diagnostic[] = []
  for (const node of flow.nodes) {
    const parsed = parseData(node)
    if (parsed.ok) {
      typed.set(node.id, parsed.value)
      ports.set(node.id, parsed.value.ports)
    } else {
      broken.push(...parsed.error)
    }
  }
  const target = indexWires(flow, typed)
  const start = flow.nodes.find((node) => isStartType(node.type))
  const next = (id: string) => {
    const found: string[] = []
    for (const port of ports.get(id) ?? []) {
      const to = target(id, port.id)
      if (to !== undefined) found.push(to)
    }
    return found
  }
  const open: string[] = []
  const subflows: string[] = []
  for (const { node, definition, flows } of typed.values()) {
    if (definition.listensEverywhere(node.data)) open.push(node.id)
    for (const { use } of flows) subflows.push(use.flow)
  }
  const first = start ? [start.id] : []
  const onTheWay = reach(first, next)
  const reachable = open.length === 0 ? onTheWay : reach([...first, ...open], next)
  return {
    flow,
    typed,
    ports,
    broken,
    target,
    reachable,
    onTheWay,
    start,
    subflows,
    knowsFlows,
    subgraph,
  }
}

/** Where ports lead; of two wires on one port the later one counts. A node's wires are a list through one array: few, and read by port. */
function indexWires(
  { edges }: Flow,
  typed: ReadonlyMap<string, TypedNode>,
): (nodeId: string, port: string) => string | undefined {
  const newest = new Map<string, number>()
  const older = new Int32Array(edges.length).fill(-1)
  for (let place = 0; place < edges.length; place++) {
    const edge = edges[place]
    if (!edge || typed.get(edge.target)?.definition.executes === false) continue
    older[place] = newest.get(edge.source) ?? -1
    newest.set(edge.source, place)
  }
  return (nodeId, port) => {
    for (let place = newest.get(nodeId) ?? -1; place >= 0; place = older[place] ?? -1) {
      const edge = edges[place]
      if (edge?.sourceHandle === port) return edge.target
    }
    return undefined
  }
}

function reach(from: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set<string>()
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    for (const to of next(id)) if (!seen.has(to)) open.push(to)
  }
  return seen
}
