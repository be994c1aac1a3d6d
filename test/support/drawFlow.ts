import { createFlow } from '#shared/flow/createFlow.ts'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'

type Wires = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A node with its type's defaults and what matters here. */
export function drawNode(
  id: string,
  type: string,
  data: FlowNode['data'] = {},
  name = id,
): FlowNode {
  let count = 0
  const defaults = definitionOf(type)?.defaults(() => `o${++count}`) ?? {}
  return { id, type, name, data: { ...defaults, ...data }, position: { x: 0, y: 0 } }
}

/** A flow of nodes and wires: `{ start: { next: 'hi' } }`. */
export function drawFlow(nodes: readonly FlowNode[], wires: Wires, more: Partial<Flow> = {}): Flow {
  const empty = createFlow('f', 'F')
  const edges = Object.entries(wires).flatMap(([source, ways]) =>
    Object.entries(ways).map(([sourceHandle, target]) => ({
      id: `${source}-${sourceHandle}`,
      source,
      sourceHandle,
      target,
    })),
  )
  return { ...empty, nodes: [...empty.nodes, ...nodes], edges, ...more }
}

export const textVariable = (name: string, value = ''): Flow['variables'][number] => ({
  name,
  type: 'text',
  default: value,
  sensitive: false,
})
