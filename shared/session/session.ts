import type { OpId } from '../compile/program.ts'
import type { ModelMessage } from './effect.ts'
import type { EffectResult, Input, Json } from './event.ts'

export interface CallInfo {
  /** Our own id: in every URL. */
  readonly id: string
  readonly from: string
  readonly to: string
  readonly direction: 'inbound' | 'outbound'
  /** Who took a call of ours, where that was listened for. */
  readonly answeredBy?: AnsweredBy
  /** The engine speaks sentences as they arrive (`Say stream`); absent: it wants whole documents. */
  readonly streams?: true
}

export const answerers = ['human', 'machine', 'unknown'] as const
export type AnsweredBy = (typeof answerers)[number]

/** The state of one call between turns: plain JSON. */
export interface Session {
  readonly call: CallInfo
  /** Hash of the program that this call runs until it ends. */
  readonly program: string
  readonly status: 'new' | 'active' | 'ended'
  readonly outcome: string | null
  readonly startedAt: number
  /** Last turn received. 1 is the call's start. */
  readonly turn: number
  /** Whether that turn is still owed its document. */
  readonly open: boolean
  readonly waiting: Waiting
  readonly vars: Readonly<Record<string, Json>>
  /** What each node collected, by scope name. */
  readonly nodes: Readonly<Record<string, Json>>
  readonly counts: Readonly<Record<string, number>>
  readonly input: Input | null
  readonly agents: Readonly<Record<string, AgentState>>
  /** What the call is inside of, outermost first: subflows, and detours from anywhere; absent: nothing. */
  readonly frames?: readonly Frame[]
  /** The question that was answered last, as long as its answer can still be taken back. */
  readonly answered?: OpId
  readonly steps: number
  readonly effects: number
  /** What models have used up in this call; absent: nothing. */
  readonly spent?: { readonly tokens: number; readonly cost: number }
}

export type Waiting =
  | { readonly for: 'nothing' }
  /** The engine, which was sent away with a long document; goes on at `op`. */
  | { readonly for: 'return'; readonly op: OpId }
  /** The caller's input; `op` reads it. */
  | { readonly for: 'input'; readonly op: OpId }
  /** An effect; `result` when it came before the engine asked again. */
  | {
      readonly for: 'effect'
      readonly op: OpId
      readonly id: string
      readonly result: EffectResult | null
      /** Hold documents sent while waiting. */
      readonly holds: number
      /** What the caller heard of a model's answer that is still being written. */
      readonly said?: string
      /** The model judges whether the caller wants to leave `op` for somewhere that is open from anywhere. */
      readonly isDetour?: true
    }
  /** A model's turn that the engine is speaking already; `result` when it leads away from `op`. */
  | {
      readonly for: 'stream'
      readonly op: OpId
      readonly id: string
      readonly result: EffectResult | null
    }

export type Frame = CallFrame | DetourFrame

/** A subflow: what the flow around it had set. */
export interface CallFrame {
  readonly type: 'call'
  /** Op that entered it. */
  readonly op: OpId
  readonly vars: Readonly<Record<string, Json>>
  readonly nodes: Readonly<Record<string, Json>>
}

/** A detour: where the caller was, with the subflows that were left for it and the innermost one's values. */
export interface DetourFrame {
  readonly type: 'detour'
  readonly op: OpId
  readonly inner: readonly Frame[]
  readonly vars: Readonly<Record<string, Json>>
  readonly nodes: Readonly<Record<string, Json>>
}

export interface AgentState {
  readonly history: readonly ModelMessage[]
  readonly turns: number
  readonly silences: number
  readonly collected: Readonly<Record<string, Json>>
  /** Beginning of the last message that was heard in earlier documents: nobody can cut it short any more. */
  readonly spoken?: string
  /** The exit that the conversation was left by, to be gone on with. */
  readonly away?: string
}
