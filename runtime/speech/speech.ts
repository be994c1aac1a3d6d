/** Interfaces of speech: every engine of a kind is interchangeable behind them. PCM is 16 kHz mono s16. */

export interface SynthesisRequest {
  /** Plain text, no markup; at most 4,000 characters. */
  readonly text: string
  /** Voice name; an unknown one falls back to the engine's default. */
  readonly voice?: string
  /** BCP 47. */
  readonly language?: string
  /** Told why another voice than the chosen one speaks. */
  readonly onInstead?: (why: string) => void
}

export interface Synthesizer {
  readonly name: string
  readonly voices: readonly string[]
  /** BCP 47; `en` covers every English. Null: whatever the text is written in. */
  readonly languages: readonly string[] | null
  /** Rejects with SpeechError. Cached by text and voice: equal requests share one synthesis. */
  synthesize(request: SynthesisRequest, signal?: AbortSignal): Promise<Int16Array>
  /**
   * The same, piece by piece as it is made, so that the first sounds while the rest is on its way. Absent: it makes a
   * sentence as a whole, and quickly.
   */
  stream?(request: SynthesisRequest, signal?: AbortSignal): AsyncIterable<Int16Array>
  close(): Promise<void>
}

/** What the flow is listening for. */
export interface ListenFor {
  /** Phrases the caller may say (menu options, exits). */
  readonly phrases: readonly string[]
  /** FML `grammar`: a typed value. */
  readonly builtin?: 'digits' | 'number' | 'date' | 'time' | 'amount' | 'yesno' | 'phone'
  readonly language: string
}

export interface Recognition {
  /** Lower-case words; empty when nothing was understood. */
  readonly text: string
  /** 0..1. */
  readonly confidence: number
  /** Which decoder won: kept in the trace. */
  readonly decoder: string
  /** Milliseconds from `finish()` to this result. */
  readonly ms: number
  /** Why this recogniser did it instead of the chosen one. */
  readonly instead?: string
}

/** One utterance being recognised. */
export interface Utterance {
  feed(pcm: Int16Array): void
  finish(): Promise<Recognition>
  /** Throws the utterance away and gives the decoder back. Idempotent. */
  cancel(): void
}

export interface Recognizer {
  readonly name: string
  /** True when it can run; otherwise `remedy` says what to install. */
  readonly available: boolean
  readonly remedy: string | null
  /** BCP 47; `en` covers every English. Null: any. */
  readonly languages: readonly string[] | null
  /** Letters it can know a phrase by, after accents are taken off. */
  readonly letters: 'a-z' | 'any'
  /** Starts an utterance. `partial` gets the words so far, when the engine has them. */
  open(listenFor: ListenFor, partial?: (text: string) => void): Utterance
  close(): Promise<void>
}

export class SpeechError extends Error {
  readonly provider: string
  readonly retryable: boolean
  constructor(provider: string, message: string, options: { retryable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause })
    this.provider = provider
    this.retryable = options.retryable
  }
}
