import type { Flow } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import type { Labels } from '../storage/store.ts'

/** What the nodes and ports of a flow are called today: a program has no names. */
export const labelsOf = (flow: Flow): Labels =>
  Object.fromEntries(
    flow.nodes.map((node) => [
      node.id,
      {
        name: node.name,
        type: node.type,
        ports: Object.fromEntries(
          (definitionOf(node.type)?.ports(node.data) ?? []).map((port) => [port.id, port.title]),
        ),
      },
    ]),
  )
