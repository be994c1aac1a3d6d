/** How a network that hands the caller on by itself is asked to. */
export interface TransferAsk {
  /** Milliseconds of ringing. */
  readonly timeout: number
  /** Milliseconds of conversation. */
  readonly timeLimit: number
  readonly record: boolean
  /** Said to whoever answers; null: nothing. */
  readonly whisper: { readonly text: string; readonly language: string } | null
}

/** How the ringing of a transfer ended. */
export type TransferRinging =
  | { readonly type: 'answered' }
  | { readonly type: 'busy' | 'no-answer' | 'failed'; readonly why: string }

/** A caller who is being handed on. Neither promise rejects. */
export interface Transfer {
  readonly ringing: Promise<TransferRinging>
  /** Resolves with the seconds they talked, when that is over; 0 when nobody answered. */
  readonly ended: Promise<number>
  /** Something that the person who made the flow should know, found out meanwhile; null: nothing. */
  readonly problem: string | null
  /** Stops the ringing, or ends the conversation. Harmless when over. */
  cancel(): void
}
