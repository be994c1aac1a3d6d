import type { Program } from '#shared/compile/program.ts'
import { printFml } from '#shared/fml/printFml.ts'
import { createSession } from '#shared/session/createSession.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { CallEvent, EffectResult, Input } from '#shared/session/event.ts'
import type { CallInfo, Session } from '#shared/session/session.ts'
import { type Step, step } from '#shared/session/step.ts'
import type { Trace } from '#shared/session/trace.ts'
import { type Performers, performEffect, workOf } from '../effects/performEffect.ts'
import type { Log } from '../log.ts'
import {
  type NewCall,
  type NewRow,
  StaleSession,
  type Store,
  type StoredSession,
  StoreFull,
  type TurnCommit,
} from '../storage/store.ts'
import { type ActiveCall, createActiveCalls } from './activeCalls.ts'
import type { Clock } from './clock.ts'
import { apologyDocument, defaultApology, errorTextOf, hangupDocument } from './documents.ts'
import { maskRow, secretsOf, sensitiveNames } from './maskRow.ts'
import type { Programs } from './programs.ts'

/** What a posted turn gets: an HTTP status and FML. */
export interface TurnAnswer {
  readonly status: 200 | 404 | 409 | 503
  readonly document: string
}

export interface NewCallPost {
  readonly info: CallInfo
  readonly program: Program
  readonly call: Omit<NewCall, 'startedAt'>
  readonly bodyHash: string
}

export interface CallRunner {
  /** Starts a call and answers its first turn. */
  start(post: NewCallPost): Promise<TurnAnswer>
  /** Answers a turn: stored, pending or new. */
  turn(callId: string, turn: number, input: Input, bodyHash: string): Promise<TurnAnswer>
  /** Attaches to a turn that was posted before, without posting anything. */
  repeat(callId: string, turn: number): Promise<TurnAnswer>
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
  /** Writes what was reported so far, so that rows stay in order. */
  readonly flushReports: (callId: string) => void
}

/** Milliseconds a turn waits for an effect before it answers something that holds the line. */
export const turnPatience = 5_000
/** Milliseconds an ended call is kept in memory. */
const retirement = 60_000
/** Milliseconds past the longest call in which a posted turn still hears the flow's own sentence. */
const lengthGrace = 60_000

/** The only loop: one event of a call after another; step, commit, start effects, answer. */
export function createCallRunner(deps: CallRunnerDeps): CallRunner {
  const { store, programs, clock, log } = deps
  const active = createActiveCalls()

  /** Does one event. The document of the turn that was open, if it is answered now. */
  const advance = async (
    call: ActiveCall,
    program: Program,
    stored: StoredSession,
    event: CallEvent,
    extra: { readonly start?: NewCall; readonly bodyHash?: string } = {},
  ): Promise<void> => {
    const result = safeStep(program, stored.session, event)
    const { next } = result
    if (next.session === stored.session && !extra.start) return
    call.secrets = secretsOf(program, next.session)
    call.sensitive = sensitiveNames(program)
    const commit: TurnCommit = {
      ...commitOf(program, stored, event, result, extra.bodyHash ?? ''),
      start: extra.start ?? null,
      rows: next.trace.map((trace) => rowOf(call, trace)),
    }
    deps.flushReports(commit.callId)
    await store.commitTurn(commit)
    follow(call, program, commit)
  }

  /** What a commit leads to: the answer, the patience of an open turn, effects, the end. */
  const follow = (call: ActiveCall, program: Program, { session, answer, pending }: TurnCommit) => {
    if (answer) call.answer(answer.turn, { status: 200, document: answer.document })
    else if (session.open) holdLater(call, session.turn)
    if (session.status === 'ended') return finish(call, session)
    watchLength(call, program, session)
    startEffects(call, pending)
  }

  const safeStep = (program: Program, session: Session, event: CallEvent): SafeStep => {
    try {
      return { next: step(program, session, event), failed: false }
    } catch (error) {
      log.error(
        { err: error, callId: session.call.id, program: program.hash, event: event.type },
        'A step failed: the caller hears the error sentence and the call ends.',
      )
      return { next: failedStep(session, event, error), failed: true }
    }
  }

  const rowOf = (call: ActiveCall, { type, at, ...rest }: Trace): NewRow => {
    const data: NewRow['data'] = JSON.parse(JSON.stringify(rest))
    return maskRow({ at, type, data }, call.secrets, call.sensitive)
  }

  /** Starts those that are not being performed already: what a full disk or a crash left behind starts again. */
  const startEffects = (call: ActiveCall, effects: readonly Effect[]) => {
    for (const effect of effects) startEffect(call, effect)
  }

  const startEffect = (call: ActiveCall, effect: Effect) => {
    const work = workOf(deps.performers, effect)
    const signal = call.startEffect(effect.id, work.stopsWithCall)
    if (!signal) return
    const context = { callId: call.id, signal }
    const feed = (result: EffectResult) =>
      inTurn(call, (stored, program) => {
        const at = clock.now()
        return advance(call, program, stored, {
          type: 'effect.finished',
          at,
          id: effect.id,
          result,
        })
      })
    const done = performEffect(work, context, clock.after)
      .then((result) => (active.isClosed ? false : feed(result)))
      .finally(() => call.endEffect(effect.id))
    active.track(done)
  }

  const holdLater = (call: ActiveCall, turn: number) =>
    call.holdLater(() =>
      clock.after(turnPatience, () => {
        call.clearHold()
        active.track(
          inTurn(call, (stored, program) =>
            advance(call, program, stored, { type: 'turn.held', at: clock.now(), turn }),
          ),
        )
      }),
    )

  const watchLength = (call: ActiveCall, program: Program, session: Session) =>
    call.watchLength(() =>
      clock.after(
        Math.max(0, session.startedAt + program.longestCall + lengthGrace - clock.now()),
        () => {
          active.track(end(call.id, 'The longest call of the flow was reached.', 'completed'))
        },
      ),
    )

  const finish = (call: ActiveCall, session: Session) => {
    call.answer(session.turn, { status: 200, document: hangupDocument })
    call.finish()
    retire(call)
  }

  /** An ended call is kept a while: its goodbye is still being spoken and reported. */
  const retire = (call: ActiveCall) => {
    clock.after(retirement, () => active.forget(call))
  }

  /**
   * Runs work on a call behind everything that came before, with the session as it is stored; once more when somebody
   * else moved it meanwhile. What fails answers the waiting turn.
   */
  const inTurn = (
    call: ActiveCall,
    work: (stored: StoredSession & { answer: string | null }, program: Program) => Promise<void>,
    turn = 0,
  ): Promise<boolean> =>
    active.enqueue(call, async () => {
      for (let attempt = 1; ; attempt++) {
        const stored = await store.loadTurn(call.id, turn)
        if (!stored) return false
        try {
          await work(stored, await programs.load(stored.session.program))
          return true
        } catch (error) {
          if (error instanceof StaleSession && attempt === 1) continue
          await fail(call, stored, error)
          return true
        }
      }
    })

  /** Our own failure: the caller hears a sentence, and never silence. */
  const fail = async (call: ActiveCall, stored: StoredSession | null, error: unknown) => {
    const ids = { err: error, callId: call.id, turn: stored?.session.turn }
    if (error instanceof StoreFull) {
      log.error(ids, 'A turn was refused: the disk is full. Free space on the disk of DATA_DIR.')
      call.answerAll({ status: 503, document: apologyDocument(defaultApology) })
      return
    }
    log.error(ids, 'A turn failed: the caller hears the error sentence and the call ends.')
    const program = stored ? await programs.load(stored.session.program).catch(() => null) : null
    call.answerAll({ status: 200, document: apologyDocument(errorTextOf(program)) })
    await store
      .closeCall(call.id, { status: 'failed', at: clock.now() })
      .catch((cause: unknown) => log.error({ ...ids, err: cause }, 'A call could not be closed.'))
  }

  const start = async ({
    info,
    program,
    call: meta,
    bodyHash,
  }: NewCallPost): Promise<TurnAnswer> => {
    const call = active.of(info.id)
    const answer = call.waitFor(1)
    const at = clock.now()
    const fresh: StoredSession = { session: createSession(program, info), version: 0, pending: [] }
    active.track(
      active.enqueue(call, async () => {
        try {
          const event: CallEvent = { type: 'call.started', at }
          await advance(call, program, fresh, event, {
            start: { ...meta, startedAt: at },
            bodyHash,
          })
        } catch (error) {
          await fail(call, fresh, error)
        }
        return true
      }),
    )
    return answer
  }

  const answerTurn = async (
    callId: string,
    turn: number,
    post: { readonly input: Input; readonly bodyHash: string } | null,
  ): Promise<TurnAnswer> => {
    const call = active.of(callId)
    const answer = Promise.withResolvers<TurnAnswer>()
    const attach = () => {
      call.waitFor(turn).then(answer.resolve, answer.reject)
    }
    const isKnown = await inTurn(
      call,
      async (stored, program) => {
        const { session } = stored
        if (stored.answer !== null) return answer.resolve({ status: 200, document: stored.answer })
        if (session.status === 'ended') {
          retire(call)
          return answer.resolve({ status: 200, document: hangupDocument })
        }
        if (turn === session.turn && session.open) {
          attach()
          startEffects(call, stored.pending)
          return holdLater(call, turn)
        }
        if (turn !== session.turn + 1 || session.open || !post) {
          return answer.resolve({ status: 409, document: '' })
        }
        attach()
        const event: CallEvent = { type: 'turn.posted', at: clock.now(), turn, input: post.input }
        await advance(call, program, stored, event, { bodyHash: post.bodyHash })
      },
      turn,
    )
    if (!isKnown) {
      active.forget(call)
      return { status: 404, document: '' }
    }
    return answer.promise
  }

  const end = async (callId: string, reason: string, status: 'completed' | 'failed') => {
    const at = clock.now()
    const call = active.of(callId)
    await inTurn(call, async (stored, program) => {
      if (stored.session.status === 'ended') return
      await advance(call, program, stored, { type: 'call.ended', at, reason })
    })
    await store.closeCall(callId, { status, at })
    retire(call)
  }

  const resume = async (callId: string) => {
    const call = active.of(callId)
    await inTurn(call, async (stored, program) => {
      call.secrets = secretsOf(program, stored.session)
      call.sensitive = sensitiveNames(program)
      watchLength(call, program, stored.session)
      startEffects(call, stored.pending)
    })
  }

  return {
    start,
    turn: (callId, turn, input, bodyHash) => answerTurn(callId, turn, { input, bodyHash }),
    repeat: (callId, turn) => answerTurn(callId, turn, null),
    end,
    recover: async () => {
      const calls = await store.unfinishedCalls()
      for (const { callId, channel } of calls) {
        // Voice and text calls were held by this very process; over HTTP the caller is still there.
        if (channel === 'http') await resume(callId)
        else await end(callId, 'The server was restarted during the call.', 'failed')
      }
      return calls.length
    },
    mask: (callId, row) => {
      const call = active.find(callId)
      return call ? maskRow(row, call.secrets, call.sensitive) : row
    },
    close: () => active.close(),
  }
}

interface SafeStep {
  readonly next: Step
  /** The step threw: a mistake of ours. */
  readonly failed: boolean
}

function commitOf(
  program: Program,
  stored: StoredSession,
  event: CallEvent,
  { next, failed }: SafeStep,
  bodyHash: string,
): Omit<TurnCommit, 'start' | 'rows'> {
  const { session } = next
  const document = documentOf(stored.session, next, program, failed)
  const isOver = session.status === 'ended'
  const finished = event.type === 'effect.finished' ? event.id : null
  return {
    callId: session.call.id,
    session,
    version: stored.version,
    pending: isOver ? [] : [...stored.pending.filter(({ id }) => id !== finished), ...next.effects],
    answer: document === null ? null : { turn: session.turn, bodyHash, document },
    outcome: isOver ? { status: failed ? 'failed' : 'completed', at: event.at } : null,
  }
}

/** A turn that ends the call owes its caller a hang-up; a failed step owes a sentence too. */
function documentOf(before: Session, next: Step, program: Program, failed: boolean): string | null {
  if (failed) return apologyDocument(errorTextOf(program))
  if (next.document) return printFml(next.document)
  return next.session.status === 'ended' && before.open ? hangupDocument : null
}

function failedStep(session: Session, event: CallEvent, error: unknown): Step {
  const message = error instanceof Error ? error.message : String(error)
  const turn = event.type === 'turn.posted' ? event.turn : session.turn
  return {
    session: {
      ...session,
      status: 'ended',
      outcome: 'error',
      open: false,
      turn: Math.max(1, turn),
      waiting: { for: 'nothing' },
    },
    document: null,
    effects: [],
    trace: [
      { type: 'error.caught', at: event.at, node: '', message },
      { type: 'call.ended', at: event.at, outcome: 'error', reason: 'Unexpected error' },
    ],
  }
}
