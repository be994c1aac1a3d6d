import type { Say } from '#shared/fml/fml.ts'
import type { Clock } from '../../calls/clock.ts'
import type { Recognizer } from '../../speech/speech.ts'
import type { Dialer } from '../dialer.ts'
import type { Line } from '../line.ts'
import type { EchoGuard } from '../listening/echo.ts'
import type { Recorder } from '../recorder.ts'
import type { Report } from '../report.ts'
import type { OpenStreamSocket } from '../stream/streamSocket.ts'
import type { CallerInput } from './callerInput.ts'
import type { Clip, ClipsOf } from './clips.ts'
import type { Delays } from './delays.ts'
import type { EngineTexts } from './engineOptions.ts'
import type { CreateDetector } from './hearing.ts'
import type { PromptHold } from './promptHold.ts'
import type { SentSound } from './sentSound.ts'

/** Who began the call: somebody who called us, or we. */
export type Direction = 'inbound' | 'outbound-api'

/** What a verb may use. */
export interface CallContext {
  readonly line: Line
  readonly clock: Clock
  /** Aborted when the call is over. */
  readonly signal: AbortSignal
  readonly report: (report: Report) => void
  readonly delays: Delays
  readonly input: CallerInput
  /** Null when nothing can be recognised: keys and typed words only. */
  readonly recognizer: Recognizer | null
  readonly createDetector: CreateDetector
  /** BCP 47, where a verb names none. */
  readonly language: string
  /** Of the document that runs. */
  readonly clipsOf: ClipsOf
  /** The sound of a sentence of ours. */
  readonly speak: (text: string) => readonly Clip[]
  /** The sound of a Say that stands in no document: a sentence that came by itself. */
  readonly clipsOfSay: (verb: Say) => readonly Clip[]
  /** The lines of a `Say stream`, as `TurnClient` reads them. */
  readonly lines: (path: string, from: number, stop: AbortSignal) => AsyncIterable<string>
  /** Null: nothing can be recorded here. */
  readonly recorder: Recorder | null
  /** What is being sent to the caller; absent: nobody asks. */
  readonly sent?: SentSound
  /** Tells its echo from the caller. */
  readonly echo?: EchoGuard
  /** Holds the prompts of the gather that runs. */
  readonly hold?: PromptHold
  /** Posts words that are likely to be the answer, so that it can be begun. Never rejects. */
  readonly prepare: (path: string, form: Readonly<Record<string, string>>) => void
  /** Null: nobody can be called from here. */
  readonly dialer: Dialer | null
  /** Null: no audio can be handed out from here. */
  readonly openStream: OpenStreamSocket | null
  readonly callSid: string
  readonly direction: Direction
  /** Who calls, and the number that was called. */
  readonly from: string
  readonly to: string
  /** Posts the last turn of a call that is over, and waits for its answer. Never rejects. */
  readonly postLast: (path: string, form: Readonly<Record<string, string>>) => Promise<void>
  readonly texts: EngineTexts
}

/** Where a call goes after a verb. */
export type Next =
  | { readonly type: 'next' }
  | {
      readonly type: 'post'
      readonly path: string
      readonly form: Readonly<Record<string, string>>
    }
  | { readonly type: 'hangup'; readonly reason: string }
