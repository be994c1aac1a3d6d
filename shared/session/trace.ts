import type { Json, Passage } from './event.ts'

/** What a call really did, in order; kept with the call and shown as its path. `at` is unix ms. */
export type Trace =
  | { readonly type: 'node.entered'; readonly at: number; readonly node: string }
  | {
      readonly type: 'port.taken'
      readonly at: number
      readonly node: string
      readonly port: string
      /** Why, where somebody decided: the model's reason, the rule that held. */
      readonly reason?: string
    }
  | {
      readonly type: 'input.received'
      readonly at: number
      readonly node: string
      readonly reason: string
      readonly digits?: string
      readonly speech?: string
      readonly confidence?: number
    }
  | {
      readonly type: 'effect.requested'
      readonly at: number
      readonly node: string
      readonly effect: 'request' | 'model'
      readonly summary: string
    }
  | {
      readonly type: 'effect.finished'
      readonly at: number
      readonly node: string
      readonly ok: boolean
      readonly summary: string
    }
  | {
      readonly type: 'value.set'
      readonly at: number
      readonly node: string
      readonly name: string
      readonly value: Json
    }
  /** What a model's turn used. */
  | {
      readonly type: 'model.used'
      readonly at: number
      readonly node: string
      readonly model: string
      /** Tokens. */
      readonly input: number
      readonly output: number
      readonly estimated: boolean
      readonly cost: number | null
    }
  /** Something in a model's turn that a person should know about: another attempt, a part that was not used. */
  | {
      readonly type: 'model.noted'
      readonly at: number
      readonly node: string
      readonly message: string
    }
  | {
      readonly type: 'tool.called'
      readonly at: number
      readonly node: string
      readonly tool: string
      readonly ok: boolean
      readonly summary: string
    }
  | {
      readonly type: 'knowledge.found'
      readonly at: number
      readonly node: string
      readonly passages: readonly Passage[]
    }
  /** A guard took over: what of, said by whom, and what it did. */
  | {
      readonly type: 'guard.held'
      readonly at: number
      readonly node: string
      readonly check: string
      readonly by: 'caller' | 'agent'
      readonly what: string
      readonly action: 'stay' | 'leave'
    }
  | { readonly type: 'document.answered'; readonly at: number; readonly turn: number }
  | {
      readonly type: 'error.caught'
      readonly at: number
      readonly node: string
      readonly message: string
    }
  | {
      readonly type: 'call.ended'
      readonly at: number
      readonly outcome: string
      readonly reason: string
    }
