import type { FlowNode } from '../flow/flow.ts'
import { parseData } from '../nodes/parseData.ts'

/** What a node says and with which outcome when it ends the flow; null for every other. */
export function endOf(node: FlowNode): { readonly text: string; readonly outcome: string } | null {
  const typed = parseData(node)
  return typed.ok ? typed.value.definition.endsAs(typed.value.node.data) : null
}
