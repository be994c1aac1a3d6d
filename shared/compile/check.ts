import type { Diagnostic } from '../diagnostic.ts'
import type { FlowGraph } from './graph.ts'

/** One rule about a flow, linear in its size. */
export type Check = (graph: FlowGraph) => readonly Diagnostic[]
