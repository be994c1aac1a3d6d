import type { Flow, FlowEdge, FlowNode } from '#shared/flow/flow.ts'
import type { Port } from '#shared/nodes/defineNode.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { canBeEntered } from './entry.ts'

/** Lookups that a drawing asks for many times a frame, made once per version of the list they read. */
const nodeIndex = new WeakMap<Flow['nodes'], ReadonlyMap<string, FlowNode>>()
const edgeIndex = new WeakMap<Flow['edges'], ReadonlyMap<string, FlowEdge>>()
const portsByData = new WeakMap<FlowNode, readonly Port[]>()
const none: readonly Port[] = []

/** A node by its id. */
export function nodeOf(flow: Flow, id: string): FlowNode | undefined {
  let index = nodeIndex.get(flow.nodes)
  if (!index) {
    index = new Map(flow.nodes.map((node) => [node.id, node]))
    nodeIndex.set(flow.nodes, index)
  }
  return index.get(id)
}

/** The wire that leaves a port. */
export function edgeFrom(flow: Flow, nodeId: string, port: string): FlowEdge | undefined {
  let index = edgeIndex.get(flow.edges)
  if (!index) {
    index = new Map(flow.edges.map((edge) => [`${edge.source}\n${edge.sourceHandle}`, edge]))
    edgeIndex.set(flow.edges, index)
  }
  return index.get(`${nodeId}\n${port}`)
}

/** The ways out of a node; none for data that its type does not understand. */
export function portsOf(node: FlowNode): readonly Port[] {
  const known = portsByData.get(node)
  if (known) return known
  const definition = definitionOf(node.type)
  const data = definition?.data.safeParse(node.data)
  const ports = definition && data?.success ? definition.ports(data.data) : none
  portsByData.set(node, ports)
  return ports
}

/** Nodes that begin a call: nothing may lead to them. */
export const canBeTarget = (flow: Flow, id: string): boolean => {
  const node = nodeOf(flow, id)
  return node !== undefined && canBeEntered(node)
}

/** Ports without a wire, in order. */
export const openPorts = (flow: Flow, node: FlowNode): readonly Port[] =>
  portsOf(node).filter((port) => edgeFrom(flow, node.id, port.id) === undefined)

/** A step that a wire may lead to. */
export interface Target {
  readonly id: string
  readonly name: string
}

let lastTargets: readonly Target[] = []

/** Steps that a wire may lead to; the same list until one is added, removed or renamed. */
export function targetsOf(flow: Flow): readonly Target[] {
  const targets = flow.nodes.filter(canBeEntered)
  const isSame =
    targets.length === lastTargets.length &&
    targets.every(({ id, name }, index) => {
      const last = lastTargets[index]
      return last?.id === id && last.name === name
    })
  if (!isSame) lastTargets = targets.map(({ id, name }) => ({ id, name }))
  return lastTargets
}
