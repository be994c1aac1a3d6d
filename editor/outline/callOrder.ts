import type { Flow } from '#shared/flow/flow.ts'
import { parseData } from '#shared/nodes/parseData.ts'
import { isEntry } from '../state/entry.ts'
import { edgeFrom, nodeOf, portsOf } from '../state/graph.ts'

/** Steps of a flow in the order a caller meets them. */
export interface CallOrder {
  /** From the start, first ways first. */
  readonly steps: readonly string[]
  /** From what callers reach from anywhere. */
  readonly anywhere: readonly string[]
  /** Steps that no call gets to. */
  readonly unreachable: readonly string[]
  readonly remarks: readonly string[]
}

const orders = new WeakMap<
  Flow['nodes'],
  { readonly edges: Flow['edges']; readonly order: CallOrder }
>()

/** The order of a flow, made once per version of its steps and wires. */
export function callOrder(flow: Flow): CallOrder {
  const known = orders.get(flow.nodes)
  if (known?.edges === flow.edges) return known.order
  const order = orderOf(flow)
  orders.set(flow.nodes, { edges: flow.edges, order })
  return order
}

function orderOf(flow: Flow): CallOrder {
  const seen = new Set<string>()
  const remarks: string[] = []
  const everywhere: string[] = []
  for (const node of flow.nodes) {
    const typed = parseData(node)
    if (!typed.ok) continue
    const { definition } = typed.value
    if (!definition.executes) remarks.push(node.id)
    else if (definition.listensEverywhere(typed.value.node.data)) everywhere.push(node.id)
  }
  const aside = new Set(remarks)
  const walk = (from: readonly string[]): string[] => {
    const found: string[] = []
    const open = [...from].reverse()
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const node = nodeOf(flow, id)
      if (!node || seen.has(id) || aside.has(id)) continue
      seen.add(id)
      found.push(id)
      const next = portsOf(node).flatMap((port) => edgeFrom(flow, node.id, port.id)?.target ?? [])
      open.push(...next.reverse())
    }
    return found
  }
  const steps = walk(flow.nodes.filter((node) => isEntry(node.type)).map((node) => node.id))
  const anywhere = walk(everywhere)
  // Heads of chains first, so that what nothing leads to keeps its order too.
  const rest = flow.nodes.map((node) => node.id).filter((id) => !seen.has(id) && !aside.has(id))
  const entered = new Set(flow.edges.map((edge) => edge.target))
  const unreachable = walk([...rest.filter((id) => !entered.has(id)), ...rest])
  return { steps, anywhere, unreachable, remarks }
}
