import type { Diagnostic } from '#shared/diagnostic.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { FmlLine } from '#shared/fml/printFml.ts'

/** One page of FML: what the caller hears from one wait to the next. */
export interface FmlPage {
  readonly entry: string
  /** Step that begins it. */
  readonly node: string
  readonly lines: readonly FmlLine[]
}

/** What the checks say and what the flow says in FML. */
export interface Analysis {
  readonly diagnostics: readonly Diagnostic[]
  readonly pages: readonly FmlPage[]
}

export interface AnalysisRequest {
  readonly seq: number
  readonly flow: Flow
}

export type AnalysisReply =
  | { readonly seq: number; readonly ok: true; readonly analysis: Analysis }
  | { readonly seq: number; readonly ok: false; readonly message: string }
