import type { FlowNode } from '#shared/flow/flow.ts'
import type { NodeDefinition } from '#shared/nodes/defineNode.ts'

/** What the canvas says of a step where that is put together, in the language of the screen; null: what its definition says. */
export type NodeWords = (data: FlowNode['data']) => string | null

/** Ties words to a definition: they are made only of data that the schema has parsed. */
export const defineWords =
  <Data extends FlowNode['data']>(
    definition: NodeDefinition<Data>,
    describe: (data: Data) => string | null,
  ): NodeWords =>
  (data) => {
    const parsed = definition.data.safeParse(data)
    return parsed.success ? describe(parsed.data) : null
  }
