import type { SubflowUse } from './defineNode.ts'
import type { TypedNode } from './parseData.ts'

/** A flow that a node runs, and where in its data that is said: empty, or with a dot at the end. */
interface UsedFlow {
  readonly at: string
  /** Between the ids of the node and of what it links; empty for the flow that it stands for. */
  readonly key: string
  /** What the model calls it; empty where no model does. */
  readonly name: string
  readonly use: SubflowUse
}

/** Every flow that a node runs: the one it stands for, and those that its model may call. */
export function flowsUsed({ node, definition }: TypedNode): readonly UsedFlow[] {
  const own = definition.subflowOf(node.data)
  return [
    ...(own ? [{ at: '', key: '', name: '', use: own }] : []),
    ...definition.flowCalls(node.data).map((use) => ({
      ...{ at: `${use.path}.`, key: use.key, name: use.name },
      use,
    })),
  ]
}
