import type { RequestOp, Template } from './program.ts'

export const guardChecks = ['topics', 'personal', 'injection', 'shape'] as const
export type GuardCheck = (typeof guardChecks)[number]
export const personalKinds = ['card', 'iban', 'email', 'phone'] as const
export type PersonalKind = (typeof personalKinds)[number]
export const guardSides = ['caller', 'agent', 'both'] as const
export type GuardSide = (typeof guardSides)[number]
export const guardActions = ['stay', 'leave'] as const
export type GuardAction = (typeof guardActions)[number]

/** Something that must not be said in a conversation, by the caller or by the agent. Fields of other checks are empty. */
export interface Guard {
  readonly check: GuardCheck
  readonly on: GuardSide
  /** Words and phrases of `topics`. */
  readonly words: readonly string[]
  /** The topic in a sentence, judged by the model in the same turn; empty: words alone decide. */
  readonly topic: string
  /** Kinds of `personal`. */
  readonly kinds: readonly PersonalKind[]
  /** Most characters of `shape`; null: any. */
  readonly longest: number | null
  /** `shape`: also tags, links and code. */
  readonly markup: boolean
  /** What is said instead. */
  readonly say: Template
  /** Goes on with the conversation, or takes the port `guarded`. */
  readonly action: GuardAction
}

export const parameterTypes = ['text', 'number', 'boolean'] as const
/** One value that a model gives to a tool. */
export interface ToolParameter {
  /** `[a-z][a-z0-9_]*`. */
  readonly name: string
  readonly type: (typeof parameterTypes)[number]
  readonly description: string
  readonly required: boolean
}

/** A webhook that the model may call; its templates read the values as `args.<name>`. */
export interface WebhookTool {
  readonly type: 'webhook'
  readonly name: string
  readonly description: string
  readonly parameters: readonly ToolParameter[]
  readonly request: Pick<
    RequestOp,
    'method' | 'url' | 'headers' | 'body' | 'timeout' | 'credential'
  >
}

/** Tools of a server that the installation knows (Model Context Protocol), each allowed by name. */
export interface ServerTools {
  readonly type: 'server'
  readonly server: string
  readonly tools: readonly string[]
  readonly timeout: number
}
export type ModelTool = WebhookTool | ServerTools

/** A document by the hash of its text: what a version was published with stays what its calls use. */
export interface PinnedDocument {
  readonly hash: string
  readonly name: string
}

/** What the models of one call may use up in all; absent: any. */
export interface Budget {
  readonly tokens?: number
  readonly cost?: number
}

/** What an agent may have beside its task; each is absent when it is not used, so that older programs stay as they are. */
export interface ModelControl {
  /** Name of a model of the installation; absent: its own. */
  readonly model?: string
  readonly guards?: readonly Guard[]
  readonly tools?: readonly ModelTool[]
  /** Most times in a turn that the model is asked again with what its tools gave. */
  readonly rounds?: number
  readonly documents?: readonly PinnedDocument[]
  readonly budget?: Budget
}
