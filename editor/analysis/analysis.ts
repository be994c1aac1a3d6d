import type { Environment } from '#shared/api/api.ts'
import type { KnownCredential } from '#shared/compile/checkCredentials.ts'
import type { Diagnostic } from '#shared/diagnostic.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { FmlLine } from '#shared/fml/printFml.ts'
import type { FlowNews } from './flowNews.ts'

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

/** What lies outside the flow and counts all the same. */
export interface Surroundings {
  /** The flows it may run; null for one that is not there. */
  readonly flows: ReadonlyMap<string, Flow | null>
  /** Null while it is not known. */
  readonly environment: Environment | null
  /** Absent while they are not known, or not ours to know. */
  readonly credentials?: readonly KnownCredential[]
}

export interface AnalysisRequest {
  readonly seq: number
  readonly news: FlowNews
  /** Null: as before. */
  readonly around: Surroundings | null
}

export type AnalysisReply =
  | {
      readonly seq: number
      readonly ok: true
      readonly analysis: Analysis
      /** Ids of the flows that it runs. */
      readonly runs: readonly string[]
    }
  | { readonly seq: number; readonly ok: false; readonly message: string }
