import type { StoredSession } from '../storage/store.ts'
import type { TurnAnswer } from './callRunnerTypes.ts'
import { type Hidden, nothingHidden } from './maskRow.ts'

/** What the process holds of a call between its events; all of it can be made anew from the store. */
export interface ActiveCall {
  readonly id: string
  /** The session as this process last committed it; the version guards against another writer. */
  latest: StoredSession | null
  /** What must not be written down. */
  hidden: Hidden
  /** Sentences of a model's answer that no turn has said yet, for an engine that takes whole documents. */
  readonly unsaid: Map<string, string[]>
  /** Turns whose answer is waited for. */
  readonly waitingTurns: readonly number[]
  /** Resolves with the answer of a turn when there is one. */
  waitFor(turn: number): Promise<TurnAnswer>
  answer(turn: number, answer: TurnAnswer): void
  answerAll(answer: TurnAnswer): void
  /** Arms the patience of the open turn, unless it is armed. */
  holdLater(arm: () => () => void): void
  clearHold(): void
  watchLength(arm: () => () => void): void
  /** Null when this effect is being performed already. */
  startEffect(id: string, stopsWithCall: boolean): AbortSignal | null
  endEffect(id: string): void
  /** Nobody wants the result any more. */
  stopEffect(id: string): void
  /** Stops its timers and what only the call wanted. */
  finish(): void
  readonly isIdle: boolean
}

export interface ActiveCalls {
  readonly isClosed: boolean
  of(callId: string): ActiveCall
  find(callId: string): ActiveCall | null
  /** Runs work after all earlier work of the same call. */
  enqueue<Value>(call: ActiveCall, work: () => Promise<Value>): Promise<Value>
  /** Lets `close` wait for work that nobody else awaits. */
  track(work: Promise<unknown>): void
  /** Drops a call that nothing waits for. */
  forget(call: ActiveCall): void
  close(): Promise<void>
}

/** The calls that this process works on, each with its queue. */
export function createActiveCalls(): ActiveCalls {
  const calls = new Map<string, ActiveCall>()
  const queues = new Map<string, Promise<unknown>>()
  const tracked = new Set<Promise<unknown>>()
  let isClosed = false

  const track = (work: Promise<unknown>) => {
    const settled = work.catch(() => {}).finally(() => tracked.delete(settled))
    tracked.add(settled)
  }

  return {
    get isClosed() {
      return isClosed
    },
    of: (callId) => {
      const known = calls.get(callId)
      if (known) return known
      const call = createActiveCall(callId)
      calls.set(callId, call)
      return call
    },
    find: (callId) => calls.get(callId) ?? null,
    enqueue: (call, work) => {
      const before = queues.get(call.id)
      const mine = before ? before.then(work, work) : work()
      queues.set(call.id, mine)
      const clear = () => {
        if (queues.get(call.id) === mine) queues.delete(call.id)
      }
      mine.then(clear, clear)
      return mine
    },
    track,
    forget: (call) => {
      if (call.isIdle && !queues.has(call.id)) calls.delete(call.id)
    },
    close: async () => {
      isClosed = true
      for (const call of calls.values()) call.finish()
      await Promise.all([...queues.values()].map((queue) => queue.catch(() => {})))
    },
  }
}

function createActiveCall(id: string): ActiveCall {
  const waiters = new Map<number, PromiseWithResolvers<TurnAnswer>>()
  const effects = new Map<string, { controller: AbortController; stopsWithCall: boolean }>()
  const unsaid = new Map<string, string[]>()
  let cancelHold: (() => void) | null = null
  let cancelLength: (() => void) | null = null
  const clearHold = () => {
    cancelHold?.()
    cancelHold = null
  }
  const answer = (turn: number, value: TurnAnswer) => {
    clearHold()
    waiters.get(turn)?.resolve(value)
    waiters.delete(turn)
  }
  return {
    id,
    latest: null,
    hidden: nothingHidden,
    unsaid,
    get waitingTurns() {
      return [...waiters.keys()]
    },
    waitFor: (turn) => {
      const waiter = waiters.get(turn) ?? Promise.withResolvers<TurnAnswer>()
      waiters.set(turn, waiter)
      return waiter.promise
    },
    answer,
    answerAll: (value) => {
      for (const turn of [...waiters.keys()]) answer(turn, value)
    },
    holdLater: (arm) => {
      cancelHold ??= arm()
    },
    clearHold,
    watchLength: (arm) => {
      cancelLength ??= arm()
    },
    startEffect: (effectId, stopsWithCall) => {
      if (effects.has(effectId)) return null
      const controller = new AbortController()
      effects.set(effectId, { controller, stopsWithCall })
      return controller.signal
    },
    endEffect: (effectId) => {
      effects.delete(effectId)
      unsaid.delete(effectId)
    },
    stopEffect: (effectId) => {
      effects.get(effectId)?.controller.abort(new Error('The caller went on.'))
    },
    finish: () => {
      clearHold()
      cancelLength?.()
      cancelLength = null
      for (const { controller, stopsWithCall } of effects.values()) {
        if (stopsWithCall) controller.abort(new Error('The call is over.'))
      }
    },
    get isIdle() {
      return waiters.size === 0 && effects.size === 0
    },
  }
}
