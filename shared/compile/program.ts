import type { FlowVariable } from '../flow/flow.ts'
import type { BargeIn, GatherInput, Grammar } from '../fml/fml.ts'

/** Version of the op set. A program keeps its meaning when node code changes: `step` knows ops only. */
export const programVersion = 1

/** A flow ready to run: plain JSON, content-addressed, without positions. Times are milliseconds. */
export interface Program {
  readonly program: typeof programVersion
  /** `sha256:` + hex of the canonical JSON of everything else. */
  readonly hash: string
  readonly entry: OpId
  /** Where unexpected errors go. */
  readonly error: OpId
  readonly language: string
  readonly voice: string
  readonly longestCall: number
  readonly variables: readonly FlowVariable[]
  /** Node id to the name under `nodes.` in templates. */
  readonly scopes: Readonly<Record<string, string>>
  readonly ops: Readonly<Record<OpId, Op>>
}

export type OpId = string
/** Liquid source text. */
export type Template = string
/** Liquid expression, as between `{% if` and `%}`. */
export type Condition = string

interface OpBase {
  /** Node that the op was compiled from. */
  readonly node: string
}

export interface SayOp extends OpBase {
  readonly op: 'say'
  readonly text: Template
  readonly next: OpId
}
export interface PlayOp extends OpBase {
  readonly op: 'play'
  readonly url: Template
  readonly next: OpId
}
export interface PauseOp extends OpBase {
  readonly op: 'pause'
  readonly length: number
  readonly next: OpId
}
export interface GatherOp extends OpBase, Listening {
  readonly op: 'gather'
  readonly prompt: readonly { readonly say: Template }[]
  /** Sets this counter to zero: entering a menu anew starts its tries anew. */
  readonly resets?: string
  readonly next: OpId
}
/** How input is collected; milliseconds. */
export interface Listening {
  readonly input: readonly GatherInput[]
  readonly numDigits?: number
  readonly finishOnKey?: string
  readonly timeout: number
  readonly interDigitTimeout?: number
  readonly speechTimeout?: number
  readonly hints?: readonly string[]
  readonly grammar?: Grammar
  readonly bargeIn: BargeIn
}
export interface SetOp extends OpBase {
  readonly op: 'set'
  readonly assign: readonly { readonly variable: string; readonly value: Template }[]
  readonly next: OpId
}
export interface BranchOp extends OpBase {
  readonly op: 'branch'
  /** Keeps the `value` of the rule that held, under this name of the node. */
  readonly saves?: string
  readonly rules: readonly {
    readonly when: Condition
    readonly value?: string
    readonly port: string
    readonly to: OpId
  }[]
  readonly else: OpId
}
/** Counts tries: `under` while at most `max`, else out by why the input failed. */
export interface CountOp extends OpBase {
  readonly op: 'count'
  readonly name: string
  readonly max: number
  readonly under: OpId
  readonly over: { readonly noInput: OpId; readonly noMatch: OpId }
}
export interface GotoOp extends OpBase {
  readonly op: 'goto'
  readonly to: OpId
}
export interface RequestOp extends OpBase {
  readonly op: 'request'
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: Template
  readonly headers: readonly { readonly name: string; readonly value: Template }[]
  /** JSON body by fields (types kept), or a whole text template, or none. */
  readonly body:
    | {
        readonly type: 'fields'
        readonly fields: readonly { readonly name: string; readonly value: Template }[]
      }
    | { readonly type: 'text'; readonly text: Template; readonly contentType: string }
    | { readonly type: 'none' }
  readonly timeout: number
  readonly ports: { readonly ok: OpId; readonly failed: OpId; readonly timeout: OpId }
}
export interface ModelOp extends OpBase {
  readonly op: 'model'
  readonly prompt: Template
  /** Spoken first, without the model; empty: the model opens. */
  readonly greeting: Template
  readonly knowledge: Template
  readonly exits: readonly (ModelExit & { readonly port: string; readonly to: OpId })[]
  readonly collect: readonly ModelField[]
  /** Most model turns before `limit`. */
  readonly turns: number
  readonly timeout: number
  readonly listening: Listening
  /** Times a silent caller is asked again before `noInput`. */
  readonly retries: number
  readonly retryText: Template
  readonly ports: { readonly noInput: OpId; readonly limit: OpId; readonly failed: OpId }
}
export interface EndOp extends OpBase {
  readonly op: 'end'
  readonly text: Template
  readonly outcome: string
}

/** A named way out that the model may take, offered as the tool `exit_<name>(reason)`. */
export interface ModelExit {
  /** `[a-z][a-z0-9_]*`. */
  readonly name: string
  readonly description: string
  /** Phrases that mean this exit, for the offline responder. */
  readonly phrases: readonly string[]
}
export const fieldTypes = ['text', 'number', 'date', 'time', 'phone', 'yesno'] as const
/** A value that the model may collect, offered as the tool `collect(field, value)`. */
export interface ModelField {
  readonly name: string
  readonly type: (typeof fieldTypes)[number]
  readonly description: string
  readonly required: boolean
}

export type Op =
  | SayOp
  | PlayOp
  | PauseOp
  | GatherOp
  | SetOp
  | BranchOp
  | CountOp
  | GotoOp
  | RequestOp
  | ModelOp
  | EndOp
