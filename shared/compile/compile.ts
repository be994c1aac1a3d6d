import type { Diagnostic } from '../diagnostic.ts'
import { isError } from '../diagnostic.ts'
import type { Flow } from '../flow/flow.ts'
import { err, ok, type Result } from '../result.ts'
import { checkFlow } from './checkFlow.ts'
import { linkFlow } from './linkFlow.ts'
import type { Program } from './program.ts'

/** A program and the warnings that did not stop it. */
export interface Compiled {
  readonly program: Program
  readonly warnings: readonly Diagnostic[]
}

/** Checks a flow and links it into a program: same flow, same bytes. Refuses a flow with errors. */
export function compile(flow: Flow): Result<Compiled, readonly Diagnostic[]> {
  const diagnostics = checkFlow(flow)
  return diagnostics.some(isError)
    ? err(diagnostics)
    : ok({ program: linkFlow(flow), warnings: diagnostics })
}
