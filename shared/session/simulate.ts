import type { Program } from '../compile/program.ts'
import type { Document } from '../fml/fml.ts'
import { createSession } from './createSession.ts'
import type { Effect } from './effect.ts'
import type { CallEvent, DialStatus, EffectResult, Input } from './event.ts'
import type { Session } from './session.ts'
import { type Step, step } from './step.ts'
import type { Trace } from './trace.ts'

/** What a simulated caller does next. */
export type Move =
  | { readonly digits: string; readonly heard?: string | undefined }
  | { readonly speech: string; readonly heard?: string | undefined }
  | { readonly silence: true }
  | { readonly hangup: true }
  /** What a Record kept, and how long it is in seconds; an empty URL: nothing. */
  | { readonly recording: string; readonly seconds?: number | undefined }
  /** How a Dial ended, and who answered. */
  | {
      readonly dial: DialStatus
      readonly by?: string | undefined
      readonly seconds?: number | undefined
    }

/** One turn of a simulated call. */
export interface SimulatedTurn {
  /** Null for the call's start. */
  readonly move: Move | null
  readonly documents: readonly Document[]
  readonly effects: readonly { readonly effect: Effect; readonly result: EffectResult }[]
  readonly trace: readonly Trace[]
  readonly session: Session
}

export interface SimulateOptions {
  /** Answers effects at once, in the order they are asked for. */
  readonly answer: (effect: Effect) => EffectResult
  /** Unix ms of the start; every event is one second later. */
  readonly at?: number
  /** Addresses that cannot be played. */
  readonly cannotPlay?: (url: string) => boolean
  readonly from?: string
  readonly to?: string
}

/** Runs a whole call on values: no engine, no clock, no network. Stops when the moves or the call end. */
export function simulate(
  program: Program,
  moves: readonly Move[],
  options: SimulateOptions,
): readonly SimulatedTurn[] {
  let at = options.at ?? 0
  let session = createSession(program, {
    id: 'C1',
    from: options.from ?? '+12025550123',
    to: options.to ?? '+12025550100',
    direction: 'inbound',
  })
  const turns: SimulatedTurn[] = []

  const play = (move: SimulatedTurn['move'], first: (turn: number) => CallEvent): void => {
    const documents: Document[] = []
    const effects: { effect: Effect; result: EffectResult }[] = []
    const trace: Trace[] = []
    const take = (event: CallEvent): Step => {
      const taken = step(program, session, event)
      at += 1_000
      session = taken.session
      trace.push(...taken.trace)
      if (taken.document) documents.push(taken.document)
      for (const effect of taken.effects) {
        const result = options.answer(effect)
        effects.push({ effect, result })
        take({ type: 'effect.finished', at, id: effect.id, result })
      }
      return taken
    }
    take(first(session.turn + 1))
    // A redirect brings the engine back by itself.
    while (session.status === 'active' && documents.at(-1)?.verbs.at(-1)?.type === 'redirect') {
      const failed = documents
        .at(-1)
        ?.verbs.find((verb) => verb.type === 'play' && options.cannotPlay?.(verb.url))
      take({
        type: 'turn.posted',
        at,
        turn: session.turn + 1,
        input: {
          reason: 'redirect',
          ...(failed ? { failedVerb: failed.id ?? '', failedWhy: 'not found' } : {}),
        },
      })
    }
    turns.push({ move, documents, effects, trace, session })
  }

  play(null, () => ({ type: 'call.started', at }))
  for (const move of moves) {
    if (session.status !== 'active') break
    play(move, (turn) =>
      'hangup' in move
        ? { type: 'call.ended', at, reason: 'the caller hung up' }
        : { type: 'turn.posted', at, turn, input: inputOf(move) },
    )
  }
  return turns
}

/** What the engine would report of a move. */
export function inputOf(move: Exclude<Move, { hangup: true }>): Input {
  if ('digits' in move) return { reason: 'digits', digits: move.digits, ...heardIn(move.heard) }
  if ('silence' in move) return { reason: 'timeout' }
  if ('recording' in move) {
    return {
      reason: 'recording',
      recordingUrl: move.recording,
      recordingDuration: move.seconds ?? (move.recording === '' ? 0 : 5),
    }
  }
  if ('dial' in move) {
    return {
      reason: 'dial',
      dialStatus: move.dial,
      dialDuration: move.seconds ?? 0,
      ...(move.by === undefined ? {} : { dialedTo: move.by }),
    }
  }
  return {
    reason: 'speech',
    speech: move.speech,
    confidence: 0.9,
    ...heardIn(move.heard),
  }
}

const heardIn = (heard: string | undefined) => (heard === undefined ? {} : { heard })
