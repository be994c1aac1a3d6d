import type { Effect } from './effect.ts'

/** What happened. Time (`at`, unix ms) and ids arrive here and nowhere else. */
export type CallEvent =
  | { readonly type: 'call.started'; readonly at: number }
  | {
      readonly type: 'turn.posted'
      readonly at: number
      /** 2 for the first turn after the call's start. */
      readonly turn: number
      readonly input: Input
    }
  | {
      readonly type: 'effect.finished'
      readonly at: number
      readonly id: Effect['id']
      readonly result: EffectResult
    }
  /** A model has said this much of its answer, and goes on. */
  | {
      readonly type: 'effect.said'
      readonly at: number
      readonly id: Effect['id']
      readonly text: string
    }
  /** The open turn has waited long enough: answer something that holds the line. */
  | { readonly type: 'turn.held'; readonly at: number; readonly turn: number }
  | { readonly type: 'call.ended'; readonly at: number; readonly reason: string }

/** What the engine reports at the end of a verb that listens, or on a redirect. */
export interface Input {
  readonly reason: 'digits' | 'speech' | 'timeout' | 'redirect' | 'recording' | 'dial' | 'stream'
  readonly digits?: string
  readonly speech?: string
  readonly confidence?: number
  /** Words of the prompt that were really played when the caller cut in. */
  readonly heard?: string
  /** Where a Record or a recorded Dial was kept; absent or empty: nowhere. */
  readonly recordingUrl?: string
  /** Seconds. */
  readonly recordingDuration?: number
  /** How a Dial ended. */
  readonly dialStatus?: DialStatus
  /** Seconds the two talked. */
  readonly dialDuration?: number
  /** Who answered. */
  readonly dialedTo?: string
  /** Id of a Play that could not be played since the last turn, and why. */
  readonly failedVerb?: string
  readonly failedWhy?: string
}

export const dialStatuses = ['completed', 'no-answer', 'busy', 'failed', 'canceled'] as const
export type DialStatus = (typeof dialStatuses)[number]

export type EffectResult =
  | { readonly type: 'response'; readonly status: number; readonly body: Json }
  | { readonly type: 'model'; readonly answer: ModelAnswer; readonly provider: string }
  | {
      readonly type: 'failed'
      readonly why: string
      readonly timedOut: boolean
      /** Of a model's turn that came to nothing. */
      readonly report?: TurnReport
    }

/** A model's turn after parsing: what to say, what it collected, and the exit it took. */
export interface ModelAnswer {
  readonly say: string
  readonly collected: Readonly<Record<string, Json>>
  readonly exit: ExitTaken | null
  /** The guard that took over, by its place in the list; `say` ends with its sentence. */
  readonly guarded?: {
    readonly guard: number
    readonly by: 'caller' | 'agent'
    readonly what: string
  }
  /** How the answer came about. */
  readonly report?: TurnReport
}

interface ExitTaken {
  readonly name: string
  readonly reason: string
  /** What it gave to the flow that it called. */
  readonly values?: Readonly<Record<string, Json>>
}

/** What a model's turn used and did, for the trace. */
export interface TurnReport {
  readonly usage?: Usage
  /** One sentence each: another attempt, a part of the answer that was not used. */
  readonly notes?: readonly string[]
  readonly tools?: readonly ToolReport[]
  readonly passages?: readonly Passage[]
}

export interface Usage {
  /** Tokens. */
  readonly input: number
  readonly output: number
  /** Counted from the letters, because the server did not say. */
  readonly estimated: boolean
  /** Null: the model has no price. */
  readonly cost: number | null
}

export interface ToolReport {
  readonly tool: string
  readonly ok: boolean
  readonly summary: string
}

/** A part of a document that the model was given. */
export interface Passage {
  readonly document: string
  /** From 1. */
  readonly part: number
  readonly text: string
}

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }
