import type { CallEvent, Input } from '#shared/session/event.ts'
import type { Log } from '../log.ts'
import type { CallStore } from '../storage/store.ts'
import type { ActiveCalls } from './activeCalls.ts'
import type { Clock } from './clock.ts'
import type { PreparedTurns } from './prepared.ts'
import type { Programs } from './programs.ts'
import { stepSafely } from './stepSafely.ts'

export interface PrepareDeps {
  readonly active: ActiveCalls
  readonly store: Pick<CallStore, 'loadTurn'>
  readonly programs: Programs
  readonly prepared: PreparedTurns
  readonly clock: Clock
  readonly log: Log
}

/** Steps what the turn would be, and keeps nothing of it but the question to the model. */
export async function prepareTurn(
  { active, store, programs, prepared, clock, log }: PrepareDeps,
  callId: string,
  turn: number,
  input: Input,
): Promise<void> {
  const call = active.find(callId)
  if (!call) return
  await active.enqueue(call, async () => {
    const stored = await store.loadTurn(callId, turn)
    const session = stored?.session
    const isNext = session?.status === 'active' && !session.open && turn === session.turn + 1
    if (!stored || !isNext || stored.answer !== null) return
    const program = await programs.load(stored.session.program)
    const event: CallEvent = { type: 'turn.posted', at: clock.now(), turn, input }
    const [effect] = stepSafely(program, stored.session, event, log).next.effects
    if (effect?.type === 'model' && effect.stream === turn) prepared.begin(callId, effect)
  })
}
