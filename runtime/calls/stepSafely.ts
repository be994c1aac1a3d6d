import type { Program } from '#shared/compile/program.ts'
import type { CallEvent } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import { type Step, step } from '#shared/session/step.ts'
import type { Log } from '../log.ts'

export interface SafeStep {
  readonly next: Step
  /** The step threw: a mistake of ours. */
  readonly failed: boolean
}

/** Does a step; when it throws, which is ours to mend, the call ends and the log says where. */
export function stepSafely(
  program: Program,
  session: Session,
  event: CallEvent,
  log: Log,
): SafeStep {
  try {
    return { next: step(program, session, event), failed: false }
  } catch (error) {
    log.error(
      { err: error, callId: session.call.id, program: program.hash, event: event.type },
      'A step failed: the caller hears the error sentence and the call ends.',
    )
    return { next: failedStep(session, event, error), failed: true }
  }
}

function failedStep(session: Session, event: CallEvent, error: unknown): Step {
  const message = error instanceof Error ? error.message : String(error)
  const turn = event.type === 'turn.posted' ? event.turn : session.turn
  return {
    session: {
      ...session,
      status: 'ended',
      outcome: 'error',
      open: false,
      turn: Math.max(1, turn),
      waiting: { for: 'nothing' },
    },
    document: null,
    effects: [],
    trace: [
      { type: 'error.caught', at: event.at, node: '', message },
      { type: 'call.ended', at: event.at, outcome: 'error', reason: 'Unexpected error' },
    ],
  }
}
