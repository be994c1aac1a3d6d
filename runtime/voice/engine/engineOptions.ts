import type { OnVoicemail } from '#shared/api/outbound.ts'
import type { Clock } from '../../calls/clock.ts'
import type { Log } from '../../log.ts'
import type { Recognizer, Synthesizer } from '../../speech/speech.ts'
import type { Dialer } from '../dialer.ts'
import type { Recorder } from '../recorder.ts'
import type { Reporter, TurnClient } from '../report.ts'
import type { OpenStreamSocket } from '../stream/streamSocket.ts'
import type { CreateDetector } from './hearing.ts'
import type { Ladder } from './ladder.ts'

export interface EngineOptions {
  readonly turns: TurnClient
  readonly report: Reporter
  readonly synthesizer: Synthesizer
  readonly recognizer: Recognizer
  readonly createDetector: CreateDetector
  readonly log: Pick<Log, 'warn'>
  /** Fetches audio files; comes with the rule for private networks in it. */
  readonly fetch: typeof globalThis.fetch
  /** @defaultValue nothing can be recorded */
  readonly recorder?: Recorder | null
  /** @defaultValue nobody can be called */
  readonly dialer?: Dialer | null
  /** @defaultValue no audio can be handed out */
  readonly openStream?: OpenStreamSocket | null
  /** What to do when a machine takes a call of ours. @defaultValue `ignore`, for every call */
  readonly screeningOf?: (callId: string) => Promise<OnVoicemail>
  /** @defaultValue the system's clock */
  readonly clock?: Clock
  /** What the number of a call does when a turn fails. @defaultValue the sentence of `texts`, for every number */
  readonly ladderOf?: (number: string) => Ladder | null
  /** Said when nothing else can be said. @defaultValue engineTexts */
  readonly texts?: EngineTexts
  /** BCP 47, for verbs that name none. @defaultValue 'en-US' */
  readonly language?: string
  /** For verbs that name none. @defaultValue the synthesizer's own */
  readonly voice?: string
  /** Milliseconds. @defaultValue 4 hours */
  readonly longestCall?: number
  /** More callers hear busy. @defaultValue 200 */
  readonly mostCalls?: number
}

export interface EngineTexts {
  readonly failed: string
  readonly tooLong: string
  /** Said when a recording could not be kept, or not all of it. */
  readonly notRecorded: string
  /** Said to whoever is called, where a key takes the call and no other words are given; `{key}` stands for it. */
  readonly takeCall: string
}

export const engineTexts: EngineTexts = {
  failed: 'Sorry, something went wrong. Please call again later. Goodbye.',
  tooLong: 'This call has reached its longest time. Goodbye.',
  notRecorded: 'Sorry, your message could not be recorded completely.',
  takeCall: 'You have a call. To take it, press {key}.',
}
