import type { Diagnostic } from '../diagnostic.ts'
import type { Flow, FlowNode } from '../flow/flow.ts'
import { isStartType } from '../flow/flow.ts'
import type { Port } from '../nodes/defineNode.ts'
import { flowsUsed } from '../nodes/flowsUsed.ts'
import { parseData, type TypedNode } from '../nodes/parseData.ts'

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
      ports.set(node.id, parsed.value.definition.ports(parsed.value.node.data))
    } else {
      broken.push(...parsed.error)
    }
  }
  const wires = new Map<string, Map<string, string>>()
  for (const edge of flow.edges) {
    if (typed.get(edge.target)?.definition.executes === false) continue
    const ways = wires.get(edge.source) ?? new Map<string, string>()
    ways.set(edge.sourceHandle, edge.target)
    wires.set(edge.source, ways)
  }
  const target = (nodeId: string, port: string) => wires.get(nodeId)?.get(port)
  const start = flow.nodes.find((node) => isStartType(node.type))
  const next = (id: string) =>
    (ports.get(id) ?? []).flatMap((port) => {
      const to = target(id, port.id)
      return to === undefined ? [] : [to]
    })
  const open = [...typed.values()].flatMap(({ node, definition }) =>
    definition.listensEverywhere(node.data) ? [node.id] : [],
  )
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
    subflows: [...typed.values()].flatMap((one) => flowsUsed(one).map(({ use }) => use.flow)),
    knowsFlows,
    subgraph,
  }
}

function reach(from: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set<string>()
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...next(id))
  }
  return seen
}
