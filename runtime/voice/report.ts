/** What an engine tells the runtime about a call while it runs: rows beside the trace (see `callRowSchema`). */
export type Report =
  | { readonly type: 'line.connected'; readonly codec: string }
  | { readonly type: 'line.ended'; readonly reason: string }
  | {
      readonly type: 'verb.started'
      readonly verb: string
      readonly node: string | null
      readonly text?: string
    }
  | { readonly type: 'verb.ended'; readonly verb: string; readonly node: string | null }
  | { readonly type: 'speech.started' }
  | { readonly type: 'speech.partial'; readonly text: string }
  | {
      readonly type: 'speech.final'
      readonly text: string
      readonly confidence: number
      readonly decoder: string
      /** Milliseconds from the end of the utterance to the words. */
      readonly ms: number
    }
  | { readonly type: 'digit'; readonly digit: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'bargein'; readonly by: 'digit' | 'speech' | 'text' }
  /** A sound of listening (“uh-huh”) or a noise: the prompt that was held for it goes on. */
  | { readonly type: 'backchannel'; readonly text: string }
  /** The caller asked to be waited for: the silence that follows may last so long. */
  | { readonly type: 'caller.waits'; readonly ms: number }
  /** What a caller waited between the end of an input and the first sound of the answer: the parts add up to `total`. */
  | {
      readonly type: 'delay'
      readonly endpointing: number
      readonly recognition: number
      /** The runtime: queue, step, commit, and requests that the flow waits for. */
      readonly turn: number
      readonly network: number
      /** Of a streamed answer: until the model's first piece of text, and from there to its first sentence. */
      readonly model?: number
      readonly sentence?: number
      readonly synthesis: number
      /** From the finished sound to the first of it on the line. */
      readonly audio: number
      readonly total: number
      /** What the model's early start has spared the caller; not a part. */
      readonly saved?: number
      /** The first sound was only to bridge the model's time. */
      readonly filler?: true
    }
  /** A model's turn that was begun before the caller was known to be done: taken up, or thrown away. */
  | {
      readonly type: 'prepared'
      readonly used: boolean
      /** How long it had been going. */
      readonly ms: number
      /** Paid for in vain; of a request that was broken off, what was sent at least. */
      readonly tokens?: number
    }
  | {
      readonly type: 'recording'
      readonly node: string | null
      readonly url: string
      readonly seconds: number
    }
  /** Somebody who is called for the caller. */
  | {
      readonly type: 'dial'
      readonly node: string | null
      readonly to: string
      readonly status:
        | 'ringing'
        | 'answered'
        | 'busy'
        | 'no-answer'
        | 'failed'
        | 'canceled'
        | 'ended'
      readonly why?: string
    }
  | { readonly type: 'problem'; readonly message: string; readonly remedy?: string }

export type Reporter = (callId: string, report: Report) => void

/** How an engine reaches the runtime: the turn protocol, in process or over HTTP, with real signatures. */
export interface TurnClient {
  /**
   * Posts one signed form to a path such as `/hooks/voice` or an `action` URL and resolves with the answer. Rejects on
   * time-out (10 s) or a failed connection.
   */
  post(
    path: string,
    form: Readonly<Record<string, string>>,
  ): Promise<{
    readonly status: number
    readonly body: string
    readonly callId: string | null
    /** Milliseconds that the runtime says it took; absent: it does not say. */
    readonly took?: number
  }>
  /**
   * Reads the sentences of a `Say stream` as they come, from the one with index `from` on: one JSON text a line. Rejects
   * on a failed connection or any other answer than 200.
   */
  lines(path: string, from: number, signal: AbortSignal): AsyncIterable<string>
}
