import type { DialTarget, Document } from '#shared/fml/fml.ts'
import type { Transfer, TransferAsk } from './transfer.ts'

/**
 * What the engine sees of one side of a call. Audio inside the runtime is always 16 kHz mono
 * signed 16 bit, in frames of 20 ms (320 samples); a line resamples to its own codec.
 */
export const sampleRateHz = 16_000
export const frameSamples = 320
export const frameMs = 20

/** Audio on its way to the caller. */
export interface Playback {
  /** Resolves with the milliseconds really sent when it ends or is stopped. Never rejects. */
  readonly done: Promise<number>
  /** Resolves when its first sound is sent; never when it is stopped before. Absent: the line cannot tell. */
  readonly started?: Promise<void>
  /** Milliseconds sent so far. */
  readonly playedMs: number
  /** Drops what was not sent yet. Harmless when already over. */
  stop(): void
}

export interface LineListener {
  /** A frame the caller sent: 320 samples. Lost packets are concealed or left out. */
  audio(pcm: Int16Array): void
  /** A key, once per press: 0-9 * # A-D. */
  digit(digit: string): void
  /** Words the caller typed (softphone). */
  text(text: string): void
  /** The caller's side is gone: BYE, lost socket, dead media. Called once, never after `hangup()`. */
  hangup(reason: string): void
}

/** An answered leg. */
export interface Line {
  readonly codec: 'opus' | 'PCMU' | 'PCMA' | 'L16'
  /** Milliseconds of sound that are gathered before any is sent. @defaultValue 0 */
  readonly gathersMs?: number
  listen(listener: LineListener): void
  /** Queues audio (any length, 16 kHz mono) behind what is playing. */
  play(pcm: Int16Array): Playback
  /**
   * Presses keys towards the other side (`w`: half a second), behind earlier ones; audio waits meanwhile. Resolves when
   * they are sent or the leg is over: false when this line cannot carry keys. Never rejects.
   */
  sendDigits(digits: string): Promise<boolean>
  /** Lets the network hand the caller on by itself; null: not to this target. Absent: it cannot. */
  transfer?(target: DialTarget, ask: TransferAsk): Transfer | null
  /** Ends the leg (BYE), closes media, frees everything. Idempotent. */
  hangup(): void
}

export interface AnswerOptions {
  /** Extra headers of the 200, for example `X-Call-Id`. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A call that rings. */
export interface IncomingCall {
  /** SIP Call-ID. */
  readonly id: string
  /** Caller: a number, or the softphone's user. */
  readonly from: string
  /** User part of the request URI: `+12025550100` or `draft-<flowId>`. */
  readonly to: string
  /** What else the called number is named on the way here, likeliest first. */
  readonly alsoTo?: readonly string[]
  /** The claims of the token that the caller registered with; null on lines that have none. */
  readonly claims: SoftphoneClaims | null
  /**
   * Set on a leg that we called and that has answered: it runs the call that was made for it (`runtime/outbound`), and its
   * first turn is posted after the answer. Absent: somebody calls us.
   */
  readonly outbound?: { readonly callId: string }
  /**
   * Lets the caller hear us while the call rings on (SIP 183): the line that `answer` gives afterwards. Null: not on this
   * call. Absent: it never can.
   */
  ringEarly?(): Promise<Line | null>
  /** Answers 200 with media; resolves when media flows both ways, rejects when it never does. */
  answer(options?: AnswerOptions): Promise<Line>
  /**
   * Lets the network perform a whole document without our media; null when it cannot, then the engine answers and does it.
   * Absent: it never can. Only before `answer`.
   */
  perform?(document: Document): Promise<Performed> | null
  /** Answers with a SIP failure status (RFC 3261 section 21), e.g. 404, 486, 503. */
  reject(status: number, reason: string): void
  /** The caller gave up before the answer. */
  onCancel(listener: () => void): void
}

/** How a document went that the network performed. */
export type Performed =
  | { readonly type: 'ended'; readonly reason: string }
  /** A turn to post; `isOver`: the caller is gone already. */
  | {
      readonly type: 'post'
      readonly path: string
      readonly form: Readonly<Record<string, string>>
      readonly isOver: boolean
    }

/** What a softphone token allows. */
export interface SoftphoneClaims {
  /** SIP user that may register and call with it. */
  readonly user: string
  /** The one target it may dial (user part). */
  readonly target: string
  /** Flow revision the person was looking at; null for a number. */
  readonly revision: number | null
  /** Unix milliseconds. */
  readonly expires: number
}
