/** What goes into and comes out of the gather machine. */

export interface GatherRules {
  readonly dtmf: boolean
  readonly speech: boolean
  /** Ends the input after so many digits; null: unlimited. */
  readonly numDigits: number | null
  /** Any of these keys ends the input. */
  readonly finishOnKey: string
  /** Milliseconds of silence before the first input. */
  readonly timeout: number
  /** Milliseconds between digits. */
  readonly interDigitTimeout: number
  readonly interruptible: { readonly byKey: boolean; readonly bySpeech: boolean }
  /** Words needed before speech interrupts the prompt; 0: the first sound does. */
  readonly minBargeInWords: number
  /** Whether words said over a prompt only show that the caller listens; `asked`: the prompt has asked a question. */
  readonly isBackchannel: (words: string, asked: boolean) => boolean
  /** Whether words only ask to be waited for. */
  readonly isHoldOn: (words: string) => boolean
}

export type TimerName = 'noInput' | 'interDigit' | 'longestUtterance' | 'recognition'

export type GatherEvent =
  | { readonly type: 'prompt.ended'; readonly at: number }
  /** A sentence of the prompt begins to be heard. */
  | { readonly type: 'prompt.said'; readonly at: number; readonly text: string }
  | { readonly type: 'digit'; readonly at: number; readonly digit: string }
  | { readonly type: 'text'; readonly at: number; readonly text: string }
  | { readonly type: 'speech.started'; readonly at: number }
  | { readonly type: 'speech.partial'; readonly at: number; readonly text: string }
  /** `silence`: milliseconds since the last voiced frame. */
  | { readonly type: 'speech.ended'; readonly at: number; readonly silence: number }
  | {
      readonly type: 'recognised'
      readonly at: number
      readonly text: string
      readonly confidence: number
    }
  | { readonly type: 'timer'; readonly at: number; readonly name: TimerName }

export interface GatherResult {
  readonly reason: 'digits' | 'speech' | 'timeout'
  readonly digits: string
  readonly speech: string
  /** 0..1. */
  readonly confidence: number
  /** Whether the caller cut the prompt short. */
  readonly interrupted: boolean
  /** Keys pressed after the input was complete: they belong to the next gather. */
  readonly left: string
  /** Unix ms: the caller's last sound or key, the decision that it was over, and the words. */
  readonly lastInputAt: number
  readonly endpointAt: number
  readonly finalAt: number
}

export type GatherOutput =
  | { readonly type: 'stopPrompt'; readonly by: 'digit' | 'speech' | 'text' }
  /** Silences the prompt until it is known whether the caller's sound is an answer. */
  | { readonly type: 'holdPrompt' }
  /** It was none: the prompt goes on. */
  | { readonly type: 'resumePrompt'; readonly words: string }
  /** The caller asked to be waited for. */
  | { readonly type: 'callerWaits'; readonly ms: number }
  | { readonly type: 'openUtterance' }
  | { readonly type: 'finishUtterance' }
  | { readonly type: 'cancelUtterance' }
  /** Starts the one timer of the gather, instead of any other. */
  | { readonly type: 'startTimer'; readonly name: TimerName; readonly ms: number }
  | { readonly type: 'stopTimer' }
  | { readonly type: 'done'; readonly result: GatherResult }

/** none → open (speaking) → recognising → none */
type UtteranceState = 'none' | 'open' | 'recognising'

export interface GatherState {
  readonly rules: GatherRules
  readonly prompting: boolean
  /** The prompt is held, and may go on. */
  readonly held: boolean
  /** The prompt has asked a question: a “yeah” is an answer to it. */
  readonly asked: boolean
  readonly interrupted: boolean
  /** Times the caller has asked to be waited for. */
  readonly waits: number
  readonly digits: string
  /** The digits are complete, but the prompt may not be interrupted. */
  readonly complete: boolean
  readonly left: string
  /** Typed words that wait for the end of the prompt. */
  readonly words: string | null
  readonly utterance: UtteranceState
  readonly lastInputAt: number
  readonly endpointAt: number
  readonly done: boolean
}

export interface GatherStep {
  readonly state: GatherState
  readonly outputs: readonly GatherOutput[]
}
