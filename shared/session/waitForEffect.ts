import type { OpId } from '../compile/program.ts'
import type { Run } from './run.ts'

/** Verbs already collected are never held back by an effect: they are answered at once. */
export function waitForEffect(run: Run, op: OpId, id: string, isDetour = false): void {
  run.session.waiting = {
    for: 'effect',
    op,
    id,
    result: null,
    holds: 0,
    ...(isDetour ? { isDetour: true as const } : {}),
  }
  if (run.hasVerbs) run.answerAndReturn()
}
