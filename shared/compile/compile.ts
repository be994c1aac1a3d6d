import { type Diagnostic, isError } from '../diagnostic.ts'
import type { Flow } from '../flow/flow.ts'
import { err, ok, type Result } from '../result.ts'
import { checkGraph } from './checkFlow.ts'
import { createGraph, type FlowOptions } from './graph.ts'
import { linkGraph } from './linkFlow.ts'
import type { Program } from './program.ts'

/** A program and the warnings that did not stop it. */
export interface Compiled {
  readonly program: Program
  readonly warnings: readonly Diagnostic[]
}

/**
 * Checks a flow and links it into a program, with the flows it runs inside: same flows, same bytes. Refuses a flow with
 * errors.
 */
export function compile(
  flow: Flow,
  options: FlowOptions = {},
): Result<Compiled, readonly Diagnostic[]> {
  const graph = createGraph(flow, options)
  const diagnostics = checkGraph(graph)
  return diagnostics.some(isError)
    ? err(diagnostics)
    : ok({ program: linkGraph(graph), warnings: diagnostics })
}
