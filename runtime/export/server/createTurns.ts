import type { Program } from '#shared/compile/program.ts'
import { printFml } from '#shared/fml/printFml.ts'
import { createSession } from '#shared/session/createSession.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { CallEvent, EffectResult, Input } from '#shared/session/event.ts'
import type { CallInfo } from '#shared/session/session.ts'
import { step } from '#shared/session/step.ts'
import type { SessionStore, StoredCall } from './sessionStore.ts'

/** Milliseconds a turn waits for an effect before it answers something that holds the line. */
const patience = 5_000
const hangup = printFml({ verbs: [{ type: 'hangup' }] })

export interface TurnDeps {
  readonly program: Program
  readonly store: SessionStore
  readonly now: () => number
  /** Never rejects. */
  readonly perform: (effect: Effect, callId: string) => Promise<EffectResult>
}

export interface Answer {
  readonly status: 200 | 404 | 409
  readonly document: string
}

export interface Turns {
  start(call: CallInfo): Promise<Answer>
  turn(callId: string, turn: number, input: Input): Promise<Answer>
  /** Attaches to a turn that was posted before. */
  repeat(callId: string, turn: number): Promise<Answer>
  end(callId: string, reason: string): Promise<boolean>
}

/** Nobody waits for it: it is sent once, also when it was the last thing of the call. */
const isDetached = (effect: Effect): boolean =>
  effect.type === 'request' && effect.detached === true

/** The loop of one program's calls: events one after another; step, save, perform effects, answer. */
export function createTurns(deps: TurnDeps): Turns {
  const { program, store, now } = deps
  const queues = new Map<string, Promise<unknown>>()
  const performing = new Set<string>()
  const waiting = new Map<string, PromiseWithResolvers<string>>()

  const inTurn = <Value>(callId: string, work: () => Promise<Value>): Promise<Value> => {
    const mine = (queues.get(callId) ?? Promise.resolve()).then(work, work)
    queues.set(callId, mine)
    const clear = () => {
      if (queues.get(callId) === mine) queues.delete(callId)
    }
    mine.then(clear, clear)
    return mine
  }

  const waiterOf = (callId: string, turn: number) => {
    const key = `${callId}/${turn}`
    const waiter = waiting.get(key) ?? Promise.withResolvers<string>()
    waiting.set(key, waiter)
    return waiter
  }

  const advance = async (stored: StoredCall, event: CallEvent): Promise<void> => {
    const { session, document, effects } = step(program, stored.session, event)
    if (session === stored.session) return
    const callId = session.call.id
    const isOver = session.status === 'ended'
    const text = document ? printFml(document) : isOver && stored.session.open ? hangup : null
    const finished = event.type === 'effect.finished' ? event.id : ''
    const pending = stored.pending.filter((effect) => effect.id !== finished)
    const call: StoredCall = {
      session,
      answers: text === null ? stored.answers : { ...stored.answers, [session.turn]: text },
      pending: isOver ? [] : [...pending, ...effects.filter((effect) => !isDetached(effect))],
    }
    await store.save(callId, call)
    if (text !== null) {
      waiterOf(callId, session.turn).resolve(text)
      waiting.delete(`${callId}/${session.turn}`)
    }
    for (const effect of [...call.pending, ...effects.filter(isDetached)]) {
      startEffect(callId, effect)
    }
  }

  const startEffect = (callId: string, effect: Effect): void => {
    const key = `${callId}/${effect.id}`
    if (performing.has(key)) return
    performing.add(key)
    const { id } = effect
    const failed = (): EffectResult => ({ type: 'failed', why: 'It failed.', timedOut: false })
    deps
      .perform(effect, callId)
      .catch(failed)
      .then((result) => feed(callId, { type: 'effect.finished', at: now(), id, result }))
      // A store that fails keeps the effect pending: the next post of the turn performs it again.
      .catch(() => {})
      .finally(() => performing.delete(key))
  }

  const feed = (callId: string, event: CallEvent): Promise<void> =>
    inTurn(callId, async () => {
      const stored = await store.load(callId)
      if (stored) await advance(stored, event)
    })

  /** Holds the line when the document of an open turn takes its time. */
  const wait = async (callId: string, turn: number, document: Promise<string>) => {
    const hold = () => {
      feed(callId, { type: 'turn.held', at: now(), turn }).catch(() => {})
    }
    const timer = setTimeout(hold, patience)
    try {
      return { status: 200 as const, document: await document }
    } finally {
      clearTimeout(timer)
    }
  }

  /** What a turn gets; the promise of a document when it is open. */
  const answerOf = async (
    callId: string,
    turn: number,
    input: Input | null,
  ): Promise<Answer | { readonly open: Promise<string> }> => {
    const stored = await store.load(callId)
    if (!stored) return { status: 404, document: '' }
    const { session } = stored
    const known = stored.answers[turn]
    if (known !== undefined) return { status: 200, document: known }
    if (session.status === 'ended') return { status: 200, document: hangup }
    if (turn === session.turn && session.open) {
      for (const effect of stored.pending) startEffect(callId, effect)
      return { open: waiterOf(callId, turn).promise }
    }
    if (input === null || turn !== session.turn + 1 || session.open) {
      return { status: 409, document: '' }
    }
    const { promise } = waiterOf(callId, turn)
    await advance(stored, { type: 'turn.posted', at: now(), turn, input })
    return { open: promise }
  }

  const answer = async (callId: string, turn: number, input: Input | null): Promise<Answer> => {
    const found = await inTurn(callId, () => answerOf(callId, turn, input))
    return 'open' in found ? wait(callId, turn, found.open) : found
  }

  return {
    start: async (info) => {
      const fresh = { session: createSession(program, info), answers: {}, pending: [] }
      await inTurn(info.id, () => advance(fresh, { type: 'call.started', at: now() }))
      return answer(info.id, 1, null)
    },
    turn: answer,
    repeat: (callId, turn) => answer(callId, turn, null),
    end: (callId, reason) =>
      inTurn(callId, async () => {
        const stored = await store.load(callId)
        if (!stored) return false
        await advance(stored, { type: 'call.ended', at: now(), reason })
        return true
      }),
  }
}
