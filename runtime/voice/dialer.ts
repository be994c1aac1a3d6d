import type { DialTarget } from '#shared/fml/fml.ts'
import type { Line } from './line.ts'

/** How ringing ended. */
export type Ringing =
  | { readonly type: 'answered'; readonly line: Line }
  | {
      readonly type: 'busy' | 'no-answer' | 'failed'
      readonly why: string
      /** Nobody is known under that address here: somebody else may know them. */
      readonly isUnknown?: true
    }

/** A call of ours that rings at somebody. */
export interface OutgoingCall {
  /** Resolves when it is answered or refused, or was given up. Never rejects. */
  readonly ringing: Promise<Ringing>
  /** Stops the ringing; a line that is answered all the same is hung up. Harmless when over. */
  cancel(): void
  /** Lets somebody hear what the other network says or plays before the answer. Absent: there is nothing to be heard. */
  hear?(ear: (pcm: Int16Array) => void): void
}

/** How the engine calls somebody. */
export interface Dialer {
  /** Null when nobody is there under that address. */
  dial(target: DialTarget, options: { readonly callerId: string }): OutgoingCall | null
}
