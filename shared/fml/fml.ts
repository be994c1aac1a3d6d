import type { SpeechPart } from './speech.ts'

/** FML 1.0 as values. Times are seconds, as in the language. `README.md` beside this file is the reference. */
export interface Document {
  readonly verbs: readonly Verb[]
}

export type Verb =
  | Say
  | Play
  | PlayDigits
  | Gather
  | Pause
  | Record
  | Dial
  | Stream
  | Redirect
  | Reject
  | Hangup

/** What may stand inside a Gather. */
export type Prompt = Say | Play | Pause

interface VerbBase {
  /** Node that the verb belongs to: lights up the canvas while it runs. */
  readonly id?: string
}

export interface Say extends VerbBase {
  readonly type: 'say'
  /** Plain words: with marks, what is left without them. */
  readonly text: string
  /** The words with their marks (SSML subset), where there are any. */
  readonly parts?: readonly SpeechPart[]
  /** Speaks sentences as they arrive from this URL (newline-delimited JSON) instead of a text. */
  readonly stream?: string
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

/** Presses keys towards the other side; `w` waits half a second. Printed as `Play digits`. */
export interface PlayDigits extends VerbBase {
  readonly type: 'playDigits'
  readonly digits: string
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
  /** Where words that are likely to be the answer are posted while it is still listened for more. */
  readonly prepare?: string
  /** Where the input is posted, with the reason `digits | speech | timeout`. */
  readonly action: string
  readonly prompt: readonly Prompt[]
}

/** Records the caller; reports the reason `recording`, also when the caller hangs up meanwhile. */
export interface Record extends VerbBase {
  readonly type: 'record'
  /** @defaultValue 120 */
  readonly maxLength?: number
  /** Silence that ends it. @defaultValue 5 */
  readonly timeout?: number
  /** Ends it; empty means none. @defaultValue '#' */
  readonly finishOnKey?: string
  /** @defaultValue true */
  readonly beep?: boolean
  readonly action: string
}

export interface DialTarget {
  readonly type: 'number' | 'sip'
  readonly address: string
}

/** Connects the caller with somebody else; reports the reason `dial` when that is over. */
export interface Dial extends VerbBase {
  readonly type: 'dial'
  readonly targets: readonly DialTarget[]
  /** One after the other instead of all at once. @defaultValue false */
  readonly sequential?: boolean
  /** @defaultValue the number that was called */
  readonly callerId?: string
  /** Ringing, for each target in turn or for all at once. @defaultValue 30 */
  readonly timeout?: number
  /** Longest conversation. @defaultValue 14400 */
  readonly timeLimit?: number
  /** Said to whoever answers, before the caller is connected. */
  readonly whisper?: string
  /** Key with which whoever answers takes the call; another key, or silence, declines it. */
  readonly acceptKey?: string
  /** Said to both before they talk: that the conversation is recorded. */
  readonly consent?: string
  /** Two channels: the caller left, the other side right. @defaultValue false */
  readonly record?: boolean
  /** As the first verb of a call: the caller's call is not answered before the other side is. @defaultValue false */
  readonly answerOnBridge?: boolean
  readonly action: string
}

export const streamFormats = ['mulaw', 'pcm'] as const
/** `mulaw`: G.711 at 8 kHz; `pcm`: 16 bit little-endian at 16 kHz. */
export type StreamFormat = (typeof streamFormats)[number]

/** Hands the call's audio to a WebSocket, both ways, until it is closed; reports the reason `stream`. */
export interface Stream extends VerbBase {
  readonly type: 'stream'
  readonly url: string
  /** @defaultValue 'mulaw' */
  readonly format?: StreamFormat
  readonly action: string
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
  recordLength: 120,
  recordTimeout: 5,
  beep: true,
  sequential: false,
  dialTimeout: 30,
  timeLimit: 14_400,
  record: false,
  answerOnBridge: false,
  streamFormat: 'mulaw',
} as const

/** Most bytes a document may have. */
export const maxDocumentBytes = 64 * 1024
/** Most elements inside each other. */
export const maxDepth = 20
