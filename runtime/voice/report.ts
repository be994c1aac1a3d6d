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
  | {
      readonly type: 'delay'
      readonly endpointing: number
      readonly recognition: number
      readonly turn: number
      /** Until the first sentence of a streamed answer. */
      readonly model?: number
      readonly synthesis: number
      readonly total: number
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
  ): Promise<{ readonly status: number; readonly body: string; readonly callId: string | null }>
  /**
   * Reads the sentences of a `Say stream` as they come, from the one with index `from` on: one JSON text a line. Rejects
   * on a failed connection or any other answer than 200.
   */
  lines(path: string, from: number, signal: AbortSignal): AsyncIterable<string>
}
