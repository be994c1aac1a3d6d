import { scopeName } from '../flow/flow.ts'

/** Under which name stands what a step's model gave to a flow, and what came back: none that a step can have. */
export const callScope = (node: string, flow: string): string => `${scopeName(node)}-${flow}`
