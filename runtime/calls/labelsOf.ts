import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { parseData } from '#shared/nodes/parseData.ts'
import type { Labels } from '../storage/store.ts'

/** Flows inside each other, and steps that are named in all. */
const mostDeep = 10
const mostNamed = 5_000

/** A flow inside another: where its steps stand, and the flows around it. */
interface Place {
  readonly flow: Flow
  readonly prefix: string
  readonly path: readonly string[]
}

/** What the nodes and ports of a flow, and of the flows inside it, are called today: a program has no names. */
export function labelsOf(flow: Flow, flows: ReadonlyMap<string, Flow> = new Map()): Labels {
  const labels = new Map<string, Labels[string]>()
  const open: Place[] = [{ flow, prefix: '', path: [flow.id] }]
  // Grows while it is read.
  for (const place of open) {
    for (const node of place.flow.nodes) {
      if (labels.size >= mostNamed) return Object.fromEntries(labels)
      labels.set(place.prefix + node.id, labelOf(node))
      for (const inner of insideOf(node, place)) {
        if (inner.name !== '') {
          labels.set(inner.at, { name: inner.name, type: node.type, ports: {} })
        }
        const found = flows.get(inner.flow)
        if (found) {
          open.push({ flow: found, prefix: `${inner.at}/`, path: [...place.path, inner.flow] })
        }
      }
    }
  }
  return Object.fromEntries(labels)
}

const labelOf = (node: FlowNode): Labels[string] => ({
  name: node.name,
  type: node.type,
  ports: Object.fromEntries(
    (definitionOf(node.type)?.ports(node.data) ?? []).map((port) => [port.id, port.title]),
  ),
})

/** The flows that a step runs; one that runs itself is no program. */
function insideOf(node: FlowNode, { prefix, path }: Place) {
  const typed = parseData(node)
  if (!typed.ok || path.length >= mostDeep) return []
  return typed.value.flows
    .filter(({ use }) => !path.includes(use.flow))
    .map(({ key, name, use }) => ({
      at: `${prefix}${node.id}${key === '' ? '' : `/${key}`}`,
      name,
      flow: use.flow,
    }))
}
