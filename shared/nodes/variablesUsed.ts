import type { FlowNode } from '../flow/flow.ts'
import { variablesOf } from '../text/liquid.ts'
import { parseData } from './parseData.ts'

/** Names of the flow's variables that a node reads and assigns. */
export interface VariablesUsed {
  readonly reads: ReadonlySet<string>
  readonly assigns: ReadonlySet<string>
}

/** Which of the flow's variables a node uses. */
export function variablesUsed(node: FlowNode): VariablesUsed {
  const typed = parseData(node)
  if (!typed.ok) return { reads: new Set(), assigns: new Set() }
  const { definition, node: parsed } = typed.value
  const paths = definition
    .templates(parsed.data)
    .flatMap((use) => variablesOf(use.source, use.kind))
  return {
    reads: new Set(
      paths.flatMap((path) => {
        const [scope, name] = path.split('.')
        return scope === 'vars' && name !== undefined ? [name] : []
      }),
    ),
    assigns: new Set(definition.assigns(parsed.data)),
  }
}
