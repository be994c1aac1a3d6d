import type { ModelControl } from '../compile/modelControl.ts'
import type { ModelExit, ModelField } from '../compile/program.ts'
import type { Json } from './event.ts'

/** What a step asks the runtime to do; its result comes back as `effect.finished`. */
export type Effect = RequestEffect | ModelEffect

export interface RequestEffect {
  readonly type: 'request'
  /** Unique in the call: `e1`, `e2`, … */
  readonly id: string
  readonly node: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Already serialised; null sends none. */
  readonly body: string | null
  /** Milliseconds. */
  readonly timeout: number
  /** Name of a credential, whose header is added when the request is sent and is nowhere else. */
  readonly credential?: string
  /** Receiver of what happens to calls: its own secret signs. Steps name none. */
  readonly receiver?: string
  /** The call goes on without its answer; it is sent until it arrives. */
  readonly detached?: true
}

export interface ModelEffect {
  readonly type: 'model'
  readonly id: string
  readonly node: string
  /** Turn whose `Say stream` speaks the answer sentence by sentence; absent: it is wanted whole. */
  readonly stream?: number
  readonly request: ModelRequest
}

/** One model turn, for any provider and for the offline responder. */
export interface ModelRequest extends Omit<ModelControl, 'budget'> {
  readonly prompt: string
  readonly knowledge: string
  readonly language: string
  readonly exits: readonly ModelExit[]
  readonly collect: readonly ModelField[]
  readonly collected: Readonly<Record<string, Json>>
  readonly history: readonly ModelMessage[]
  /** Milliseconds for the whole turn. */
  readonly timeout: number
  /** One judgement, not a conversation: take an exit or none, and say nothing. */
  readonly judges?: true
  /** What the templates of tools see; absent where there are none. */
  readonly scope?: { readonly [name: string]: Json }
}

export interface ModelMessage {
  /** `event`: what happened while the conversation was left. */
  readonly role: 'caller' | 'agent' | 'event'
  readonly text: string
}
