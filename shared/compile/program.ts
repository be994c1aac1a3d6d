import type { FlowVariable } from '../flow/flow.ts'
import type { BargeIn, GatherInput, Grammar } from '../fml/fml.ts'
import type { JsonPath } from '../text/jsonPath.ts'
import type { ModelControl, ToolParameter } from './modelControl.ts'

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
  /** What the flow listens for at every wait; absent when it has nothing of the kind. */
  readonly anywhere?: readonly Listener[]
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
  /** Where it speaks or listens otherwise than the program. */
  readonly voice?: string
  readonly language?: string
}

export interface SayOp extends OpBase {
  readonly op: 'say'
  readonly text: Template
  readonly next: OpId
}
export interface PlayOp extends OpBase {
  readonly op: 'play'
  readonly url: Template
  /** @defaultValue 1 */
  readonly loop?: number
  /** Where a sound that cannot be played leads; absent, the call goes on as if it had been. */
  readonly failed?: OpId
  readonly next: OpId
}
/** Presses keys towards the other side: `Play digits`. */
export interface DigitsOp extends OpBase {
  readonly op: 'digits'
  readonly digits: Template
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
  /** Words before speech cuts in. @defaultValue any voice does */
  readonly minBargeInWords?: number
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
  /** Where the second, third … try leads instead of `under`; the last one serves all that follow. */
  readonly later?: readonly OpId[]
  readonly over: { readonly noInput: OpId; readonly noMatch: OpId }
  /** Port names of `over`, where they differ from its keys. */
  readonly ports?: { readonly noInput: string; readonly noMatch: string }
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
    | {
        /** The same as a web form. */
        readonly type: 'form'
        readonly fields: readonly { readonly name: string; readonly value: Template }[]
      }
    | { readonly type: 'text'; readonly text: Template; readonly contentType: string }
    | { readonly type: 'none' }
  readonly timeout: number
  /** Name of a credential of the installation; what is secret of it is added when the request is sent. */
  readonly credential?: string
  /** Values inside the answer that get a name of their own. */
  readonly keeps?: readonly { readonly name: string; readonly path: JsonPath }[]
  /** Sends and goes on by `ok` at once. */
  readonly detached?: true
  readonly ports: { readonly ok: OpId; readonly failed: OpId; readonly timeout: OpId }
}
export interface ModelOp extends OpBase, ModelControl {
  readonly op: 'model'
  readonly prompt: Template
  /** Spoken first, without the model; empty: the model opens. */
  readonly greeting: Template
  readonly knowledge: Template
  readonly exits: readonly (ModelExit & {
    readonly port: string
    readonly to: OpId
    /** Leaves this way without asking the model, as soon as it holds. */
    readonly when?: Condition
    /** The conversation goes on where it was when the call comes back to it. */
    readonly returns?: true
  })[]
  readonly collect: readonly ModelField[]
  /** Most model turns before `limit`. */
  readonly turns: number
  readonly timeout: number
  readonly listening: Listening
  /** Times a silent caller is asked again before `noInput`. */
  readonly retries: number
  readonly retryText: Template
  readonly ports: {
    readonly noInput: OpId
    readonly limit: OpId
    readonly failed: OpId
    /** Where a guard that leaves leads. */
    readonly guarded?: OpId
  }
  /** Asked one question about a text, without a conversation. */
  readonly once?: { readonly about: Template; readonly else: OpId }
  /** The model is asked only when the caller is known to be done. @defaultValue it is asked a little before */
  readonly early?: false
}
/** Records what the caller says. */
export interface RecordOp extends OpBase {
  readonly op: 'record'
  readonly maxLength: number
  /** Silence that ends it. */
  readonly timeout: number
  readonly finishOnKey: string
  readonly beep: boolean
  readonly ports: { readonly recorded: OpId; readonly silent: OpId }
}
/** Connects the caller with somebody else. */
export interface DialOp extends OpBase {
  readonly op: 'dial'
  readonly targets: readonly { readonly type: DialTargetType; readonly address: Template }[]
  /** One after the other instead of all at once. */
  readonly sequential: boolean
  /** Number shown to whoever is called; empty: the number that was called. */
  readonly callerId: Template
  /** Ringing, for each target in turn or for all at once. */
  readonly timeout: number
  readonly timeLimit: number
  /** Said to whoever answers, before the caller is connected. */
  readonly whisper: Template
  /** Key with which whoever answers takes the call; absent: answering is enough. */
  readonly acceptKey?: string
  /** Said to both before they talk; absent: nothing. */
  readonly consent?: Template
  readonly record: boolean
  readonly ports: {
    readonly completed: OpId
    readonly noAnswer: OpId
    readonly busy: OpId
    readonly failed: OpId
  }
}
/** Hands the call's audio to a WebSocket until it is closed. */
export interface StreamOp extends OpBase {
  readonly op: 'stream'
  readonly url: Template
  readonly next: OpId
}
/** Reads the last input as a typed value and keeps it as `value`, `text`, `digits` and `speech`. */
export interface ReadOp extends OpBase {
  readonly op: 'read'
  readonly value: ValueType
  readonly limits: ValueLimits
  /** IANA name, for “tomorrow”. */
  readonly timezone: string
  /** BCP 47, for the order of day and month. */
  readonly language: string
  /** A confirmation keeps nothing. */
  readonly keeps: boolean
  readonly ok: OpId
  /** Where a “no” leads, instead of `ok`. */
  readonly no?: OpId
  readonly bad: OpId
  /** Port names of `ok`, where leaving by it leaves the node. */
  readonly port?: string
}
/** Goes by the local time: a week of opening hours and its holidays. */
export interface ScheduleOp extends OpBase {
  readonly op: 'schedule'
  readonly timezone: string
  /** Monday first; each span is [from, to) in minutes after midnight; `to` past 1,440 is the next day. */
  readonly week: readonly (readonly (readonly [number, number])[])[]
  /** `YYYY-MM-DD`, or `MM-DD` for every year. */
  readonly holidays: readonly string[]
  readonly ports: { readonly open: OpId; readonly closed: OpId; readonly holiday: OpId }
}
/** Shares callers out; the same caller takes the same way every time. */
export interface SplitOp extends OpBase {
  readonly op: 'split'
  /** Percent. */
  readonly shares: readonly {
    readonly share: number
    readonly label: string
    readonly port: string
    readonly to: OpId
  }[]
  readonly else: OpId
}
/** Enters a subflow, which has variables and values of its own. */
export interface CallOp extends OpBase {
  readonly op: 'call'
  readonly to: OpId
  readonly variables: readonly FlowVariable[]
  readonly inputs: readonly { readonly variable: string; readonly value: Template }[]
  /** Variables of the subflow kept under the node's name when it comes back. */
  readonly outputs: readonly {
    readonly name: string
    readonly variable: string
    /** Variable of the flow around it that gets the value as well. */
    readonly into?: string
  }[]
  readonly outcomes: readonly {
    readonly outcome: string
    readonly port: string
    readonly to: OpId
  }[]
  /** Where the outcomes lead that have no way of their own. @defaultValue `failed` */
  readonly else?: OpId
  readonly failed: OpId
}
/** Goes back: out of a subflow by its outcome, or from a detour to where the caller was; else the call ends. */
export interface ReturnOp extends OpBase {
  readonly op: 'return'
  readonly text: Template
  readonly outcome: string
  /** `flow`: out of the whole subflow; `nearest`: out of a detour, if the call is on one. */
  readonly out: 'flow' | 'nearest'
  /** The subflow went wrong: the caller's node takes `failed`. */
  readonly failed?: true
}
export interface EndOp extends OpBase {
  readonly op: 'end'
  readonly text: Template
  readonly outcome: string
}

export const dialTargetTypes = ['number', 'sip'] as const
export type DialTargetType = (typeof dialTargetTypes)[number]

/** What a caller can be asked for. */
export const valueTypes = [
  'digits',
  'number',
  'amount',
  'date',
  'time',
  'yesno',
  'phone',
  'text',
] as const
export type ValueType = (typeof valueTypes)[number]

export interface ValueLimits {
  /** Least and greatest value: a number, `YYYY-MM-DD` or `today`, or `HH:MM`; empty: any. */
  readonly min: Template
  readonly max: Template
  /** Characters of digits, phone numbers and free speech; null: any. */
  readonly minLength: number | null
  readonly maxLength: number | null
}

/** Something listened for at every wait of a flow, before the waiting node reads the input itself. */
export interface Listener {
  readonly node: string
  /** Prefix of the node ids it listens at: empty for the whole call, `<subflow node>/` inside a subflow. */
  readonly within: string
  readonly key: string
  readonly phrases: readonly string[]
  /** Judged by the model, for what was said; empty: not asked. */
  readonly condition: string
  readonly to: OpId
}

/** A named way out that the model may take, offered as the tool `exit_<name>(reason)`. */
export interface ModelExit {
  /** `[a-z][a-z0-9_]*`. */
  readonly name: string
  readonly description: string
  /** Phrases that mean this exit, for the offline responder. */
  readonly phrases: readonly string[]
  /** No way out but a tool `<name>(…)`: it runs a flow with these values, and the conversation goes on with what came of it. */
  readonly takes?: readonly ToolParameter[]
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
  | DigitsOp
  | PauseOp
  | GatherOp
  | SetOp
  | BranchOp
  | CountOp
  | GotoOp
  | RequestOp
  | ModelOp
  | RecordOp
  | DialOp
  | StreamOp
  | ReadOp
  | ScheduleOp
  | SplitOp
  | CallOp
  | ReturnOp
  | EndOp
