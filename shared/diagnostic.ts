/** An author's mistake: what is wrong, where, and what to do about it. */
export interface Diagnostic {
  /** `area.problem`, never reused for another meaning. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  /** One plain sentence. */
  readonly message: string
  /** What to do, one sentence. */
  readonly hint?: string
  readonly nodeId?: string
  /** Port (source handle) it is about. */
  readonly port?: string
  /** Dotted path into the node's data or the document, e.g. `options.0.phrases`. */
  readonly path?: string
  /** Where in a text document, counted from 1. */
  readonly position?: { readonly line: number; readonly column: number }
}

export const isError = (diagnostic: Diagnostic): boolean => diagnostic.severity === 'error'
