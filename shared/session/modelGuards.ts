import type { Guard } from '../compile/modelControl.ts'
import type { ModelOp, OpId } from '../compile/program.ts'
import { checkGuards, guardAnswer, personalKindsOf } from '../guards/checkGuards.ts'
import { maskPersonal } from '../guards/findPersonal.ts'
import { addMessage } from './agentState.ts'
import type { EffectResult, Input, ModelAnswer } from './event.ts'
import type { Run } from './run.ts'

/** The guards of an op with their sentences written out. */
export const guardsOf = (run: Run, op: ModelOp): readonly Guard[] =>
  (op.guards ?? []).map((guard) => ({ ...guard, say: run.render(guard.say, op.node).trim() }))

/** A guard that stops what the caller said: `null` lets it pass, `stay` holds its sentence, `leave` goes. */
export function guardCaller(
  run: Run,
  op: ModelOp,
  said: string,
): { readonly stay: string } | { readonly leave: OpId } | null {
  if (!op.guards) return null
  const guards = guardsOf(run, op)
  const hit = checkGuards(guards, 'caller', said)
  if (!hit) return null
  const guard = guards[hit.guard]
  const say = guard?.say ?? ''
  noteGuard(run, op, { ...hit, by: 'caller' })
  if (guard?.action !== 'leave') {
    addMessage(run, op, say)
    return { stay: say }
  }
  run.say(say, op)
  return { leave: leaveGuarded(run, op) }
}

/** The result with what a guard makes of its answer. */
export function guardResult(run: Run, op: ModelOp, result: EffectResult): EffectResult {
  if (result.type !== 'model' || !op.guards) return result
  return { ...result, answer: guardAnswer(guardsOf(run, op), result.answer, sentencesOf) }
}

/** Whether a guard has made an answer lead away. */
export const isSentAway = (op: ModelOp, { guarded }: ModelAnswer): boolean =>
  guarded !== undefined && op.guards?.[guarded.guard]?.action === 'leave'

export const leaveGuarded = (run: Run, op: ModelOp): OpId =>
  run.leave(op, 'guarded', op.ports.guarded ?? op.ports.failed)

export function noteGuard(run: Run, op: ModelOp, hit: NonNullable<ModelAnswer['guarded']>): void {
  const guard = op.guards?.[hit.guard]
  if (!guard) return
  const { check, action } = guard
  run.note({ type: 'guard.held', node: op.node, check, by: hit.by, what: hit.what, action })
}

/** The input without the personal data that the op's guards look for: as it is written down and kept. */
export function withoutPersonal(op: ModelOp, input: Input): Input {
  const kinds = personalKindsOf(op.guards ?? [])
  if (kinds.length === 0) return input
  return {
    ...input,
    ...(input.speech === undefined ? {} : { speech: maskPersonal(input.speech, kinds) }),
    ...(input.digits === undefined ? {} : { digits: maskPersonal(input.digits, kinds) }),
  }
}

const sentencesOf = (text: string): readonly string[] =>
  text.match(/[^.!?…]+(?:[.!?…]+["”’)]*|$)\s*/gu)?.map((sentence) => sentence.trim()) ?? [text]
