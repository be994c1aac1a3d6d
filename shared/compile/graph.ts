import type { Diagnostic } from '../diagnostic.ts'
import type { Flow, FlowNode } from '../flow/flow.ts'
import { isStartType } from '../flow/flow.ts'
import type { Port } from '../nodes/defineNode.ts'
import { parseData, type TypedNode } from '../nodes/parseData.ts'

/** A flow with its nodes typed and its wires indexed: what every check and the linker look at. */
export interface FlowGraph {
  readonly flow: Flow
  /** Flows that this one may run, by id. */
  readonly flows: Readonly<Record<string, Flow>>
  /** Nodes whose data parsed, in the flow's order. */
  readonly typed: ReadonlyMap<string, TypedNode>
  readonly ports: ReadonlyMap<string, readonly Port[]>
  /** Problems of nodes whose data did not parse. */
  readonly broken: readonly Diagnostic[]
  /** Target node of a wired port. */
  target(nodeId: string, port: string): string | undefined
  /** Nodes that a call can get to. */
  readonly reachable: ReadonlySet<string>
  readonly start: FlowNode | undefined
}

/** Reads a flow once for checking and linking: linear in nodes and edges. */
export function createGraph(flow: Flow, flows: Readonly<Record<string, Flow>> = {}): FlowGraph {
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
  return { flow, flows, typed, ports, broken, target, reachable: reach(start?.id, next), start }
}

function reach(from: string | undefined, next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set<string>()
  const open = from === undefined ? [] : [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...next(id))
  }
  return seen
}
