import type { Flow } from '../flow/flow.ts'
import { valuesAt } from './valuesAt.ts'

/** Names that a template of this node can read: the flow's variables, what earlier nodes collected, and the call. */
export const variablesAt = (flow: Flow, nodeId: string): readonly string[] =>
  valuesAt(flow, nodeId).values.map((value) => value.name)
