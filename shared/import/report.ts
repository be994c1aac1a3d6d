import type { Diagnostic } from '../diagnostic.ts'
import type { Flow } from '../flow/flow.ts'

/** One thing of the source and what became of it. */
export interface ImportLine {
  readonly kind: 'widget' | 'transition' | 'template' | 'verb' | 'attribute' | 'file'
  /** What it is called where it comes from: `main_menu`, `main_menu.keypress`, `Gather`. */
  readonly source: string
  /** Where it stands there: `states.3.transitions.0`, `/Response/Gather[1]/@action`. */
  readonly path: string
  /** Name of the widget; only on lines of the kind widget, and there once. */
  readonly widget?: string
  /** Its type there: `say-play`. */
  readonly type?: string
  /** Id and name of the node it became. */
  readonly node?: string
  readonly became?: string
  /** In what it differs from the source. */
  readonly how?: string
  /** Why there is nothing that does the same. */
  readonly why?: string
}

/** Everything of the source, each thing in one of three lists. */
export interface ImportReport {
  readonly converted: readonly ImportLine[]
  readonly approximated: readonly ImportLine[]
  readonly notConverted: readonly ImportLine[]
}

export type ImportResult =
  | { readonly ok: true; readonly flow: Flow; readonly report: ImportReport }
  | { readonly ok: false; readonly error: readonly Diagnostic[] }
