import type { Program } from '../compile/program.ts'
import type { Document } from '../fml/fml.ts'
import type { Effect } from './effect.ts'
import type { CallEvent } from './event.ts'
import type { Session } from './session.ts'
import type { Trace } from './trace.ts'

export interface Step {
  /** The same object when the event changed nothing. */
  readonly session: Session
  /** The answer to the open turn, or null when it must wait for an effect. */
  readonly document: Document | null
  readonly effects: readonly Effect[]
  readonly trace: readonly Trace[]
}

/**
 * What one event does to one call. Pure and total: it performs nothing and never throws for anything an author or a
 * caller can do. Unknown, late and duplicate events change nothing.
 */
export function step(_program: Program, session: Session, _event: CallEvent): Step {
  return { session, document: null, effects: [], trace: [] }
}
