import type { Program } from '#shared/compile/program.ts'
import type { Input } from '#shared/session/event.ts'
import type { CallInfo, Session } from '#shared/session/session.ts'
import type { Performers } from '../effects/performEffect.ts'
import type { Log } from '../log.ts'
import type { Subscriptions } from '../outbox/createSubscriptions.ts'
import type { NewCall, NewRow, Store } from '../storage/store.ts'
import type { Reporter } from '../voice/report.ts'
import type { Clock } from './clock.ts'
import type { Programs } from './programs.ts'
import type { Sayings } from './sayings.ts'

/** What a posted turn gets: an HTTP status and FML. */
export interface TurnAnswer {
  readonly status: 200 | 404 | 409 | 503
  readonly document: string
}

export interface NewCallPost {
  readonly info: CallInfo
  readonly program: Program
  readonly call: Omit<NewCall, 'startedAt'>
  /** Variables that do not start at their defaults. */
  readonly vars?: Session['vars']
}

export interface CallRunner {
  /** Starts a call and answers its first turn. */
  start(post: NewCallPost): Promise<TurnAnswer>
  /** Answers a turn: stored, pending or new. */
  turn(callId: string, turn: number, input: Input): Promise<TurnAnswer>
  /** Attaches to a turn that was posted before, without posting anything. */
  repeat(callId: string, turn: number): Promise<TurnAnswer>
  /** Begins the answer to a turn that is likely to come: nothing is kept of it, and nothing is said. */
  prepare(callId: string, turn: number, input: Input): Promise<void>
  /** The line is gone. Closes the call once; later ends change nothing. */
  end(callId: string, reason: string, status: 'completed' | 'failed'): Promise<void>
  /** Goes on with what a stopped process left: effects start again, calls whose line was here end. */
  recover(): Promise<number>
  /** Hides what must not be shown of a call. */
  mask(callId: string, row: NewRow): NewRow
  close(): Promise<void>
}

export interface CallRunnerDeps {
  readonly store: Store
  readonly programs: Programs
  readonly performers: Performers
  readonly clock: Clock
  readonly log: Log
  /** What model turns are saying while they say it. */
  readonly sayings: Sayings
  /** Writes what was reported so far, so that rows stay in order. */
  readonly flushReports: (callId: string) => void
  /** Takes what is to be seen of a call beside its trace. */
  readonly report: Reporter
  /** Those who are told of calls. */
  readonly listen: Subscriptions['listen']
  /** Webhooks were kept that are to be sent. */
  readonly wakeOutbox: () => void
  /** Goes on with a typed call whose process is gone. */
  readonly adoptTyped: (callId: string) => void
}
