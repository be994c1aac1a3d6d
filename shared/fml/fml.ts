/** FML 1.0 as values. Times are seconds, as in the language. `README.md` beside this file is the reference. */
export interface Document {
  readonly verbs: readonly Verb[]
}

export type Verb = Say | Play | Gather | Pause | Redirect | Reject | Hangup

interface VerbBase {
  /** Node that the verb belongs to: lights up the canvas while it runs. */
  readonly id?: string
}

export interface Say extends VerbBase {
  readonly type: 'say'
  readonly text: string
  readonly voice?: string
  /** BCP 47. */
  readonly language?: string
  /** @defaultValue 1 */
  readonly loop?: number
}

export interface Play extends VerbBase {
  readonly type: 'play'
  readonly url: string
  /** @defaultValue 1 */
  readonly loop?: number
}

export interface Pause extends VerbBase {
  readonly type: 'pause'
  /** @defaultValue 1 */
  readonly length?: number
}

export type GatherInput = 'dtmf' | 'speech'
export const grammars = ['digits', 'number', 'date', 'time', 'amount', 'yesno', 'phone'] as const
export type Grammar = (typeof grammars)[number]
export const bargeIns = ['none', 'dtmf', 'speech', 'any'] as const
export type BargeIn = (typeof bargeIns)[number]

export interface Gather extends VerbBase {
  readonly type: 'gather'
  readonly input: readonly GatherInput[]
  /** Ends the input after so many digits. Unlimited when absent. */
  readonly numDigits?: number
  /** Ends the input; empty means none. @defaultValue '#' */
  readonly finishOnKey?: string
  /** Silence before the first input. @defaultValue 5 */
  readonly timeout?: number
  /** Silence between digits. @defaultValue 3 */
  readonly interDigitTimeout?: number
  /** Silence that ends an utterance. @defaultValue 0.6 */
  readonly speechTimeout?: number
  /** Phrases the caller is likely to say. */
  readonly hints?: readonly string[]
  /** A typed value, printed as `builtin:<name>`. */
  readonly grammar?: Grammar
  readonly language?: string
  /** What may interrupt the nested prompts. @defaultValue 'any' */
  readonly bargeIn?: BargeIn
  readonly minBargeInWords?: number
  /** Where the input is posted, with the reason `digits | speech | timeout`. */
  readonly action: string
  readonly prompt: readonly (Say | Play | Pause)[]
}

export interface Redirect extends VerbBase {
  readonly type: 'redirect'
  readonly url: string
}

export interface Reject extends VerbBase {
  readonly type: 'reject'
  /** @defaultValue 'rejected' */
  readonly reason?: 'rejected' | 'busy'
}

export interface Hangup extends VerbBase {
  readonly type: 'hangup'
}

export const defaults = {
  loop: 1,
  pauseLength: 1,
  finishOnKey: '#',
  timeout: 5,
  interDigitTimeout: 3,
  speechTimeout: 0.6,
  bargeIn: 'any',
} as const

/** Most bytes a document may have. */
export const maxDocumentBytes = 64 * 1024
