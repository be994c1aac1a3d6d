import { type FlowNode, startType } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { parseData } from '#shared/nodes/parseData.ts'

/** True for the type that every flow holds exactly once and that nothing may lead to. */
export const isEntry = (type: string): boolean => [startType].includes(type)

/** Whether a wire may lead to a node: not to the start, a remark, or what callers reach from anywhere. */
export function canBeEntered(node: FlowNode): boolean {
  const typed = parseData(node)
  if (!typed.ok) return !isEntry(node.type)
  const { definition } = typed.value
  return (
    !isEntry(node.type) &&
    definition.executes &&
    definition.listensEverywhere(typed.value.node.data) === null
  )
}

/** True for what no call ever runs: it has no ports and may have a size of its own. */
export const isRemark = (node: FlowNode): boolean => definitionOf(node.type)?.executes === false
