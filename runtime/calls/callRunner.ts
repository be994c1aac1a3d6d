import type { Program } from '#shared/compile/program.ts'
import { createSession } from '#shared/session/createSession.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { CallEvent, EffectResult, Input } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Trace } from '#shared/session/trace.ts'
import { performEffect, workOf } from '../effects/performEffect.ts'
import { webhookIdOf } from '../effects/webhookId.ts'
import { hasAnswered } from '../outbox/retry.ts'
import {
  type NewRow,
  StaleSession,
  type StoredSession,
  type StoredTurn,
  StoreFull,
  StoreUnavailable,
  type TurnCommit,
} from '../storage/store.ts'
import { type ActiveCall, createActiveCalls } from './activeCalls.ts'
import type { CallRunner, CallRunnerDeps, NewCallPost, TurnAnswer } from './callRunnerTypes.ts'
import { apologyDocument, defaultApology, errorTextOf, hangupDocument } from './documents.ts'
import { hiddenOf, maskRow, withSecrets } from './maskRow.ts'
import { openSpeech } from './openSpeech.ts'
import { createPreparedTurns } from './prepared.ts'
import { prepareTurn } from './prepareTurn.ts'
import { stepSafely } from './stepSafely.ts'
import { abandonedEffect, type CommitExtra, toCommit } from './toCommit.ts'

/** Times an event is stepped when other processes move its call meanwhile. */
const mostAttempts = 4
/** Milliseconds a turn waits for an effect before it answers something that holds the line. */
const turnPatience = 5_000
/** Milliseconds an ended call is kept in memory. */
const retirement = 60_000
/** Milliseconds past the longest call in which a posted turn still hears the flow's own sentence. */
const lengthGrace = 60_000

/** The session without asking the store, when it awaits just this turn: nothing was answered to it yet. */
function nextTurnOf({ latest }: ActiveCall, turn: number): StoredTurn | null {
  if (latest?.session.status !== 'active' || latest.session.open) return null
  return turn === latest.session.turn + 1 ? { ...latest, answer: null } : null
}

const remedyOf = (error: StoreUnavailable): string =>
  error instanceof StoreFull
    ? 'The disk is full. Free space on the disk of DATA_DIR.'
    : error.message

/** The only loop: one event of a call after another; step, commit, start effects, answer. */
export function createCallRunner(deps: CallRunnerDeps): CallRunner {
  const { store, programs, clock, log, sayings } = deps
  const active = createActiveCalls()
  const prepared = createPreparedTurns({
    model: deps.performers.model,
    clock,
    report: deps.report,
  })

  /** Does one event; false when it changed nothing. */
  const advance = async (
    call: ActiveCall,
    program: Program,
    stored: StoredSession,
    event: CallEvent,
    extra: CommitExtra = {},
  ): Promise<boolean> => {
    const result = stepSafely(program, stored.session, event, log)
    const { next } = result
    if (next.session === stored.session) return false
    const hidden = hiddenOf(program, next.session)
    // Rows of this step tell of what was heard before it, and of what it has just kept.
    call.hidden = withSecrets(hidden, call.hidden.secrets)
    const bare: TurnCommit = {
      ...toCommit(program, stored, event, result, extra),
      start: extra.start ?? null,
      rows: next.trace.map((trace) => rowOf(call, trace)),
    }
    const listen = deps.listen()
    const commit = listen ? { ...bare, outbox: [...bare.outbox, ...(await listen(bare))] } : bare
    deps.flushReports(commit.callId)
    call.latest = null
    await store.commitTurn(commit)
    call.latest = { session: commit.session, version: stored.version + 1, pending: commit.pending }
    const abandoned = abandonedEffect(stored.session, commit.session)
    if (abandoned !== null) call.stopEffect(abandoned)
    follow(call, program, commit)
    return true
  }

  /** What a commit leads to: the answer, the patience of an open turn, effects, the end. */
  const follow = (call: ActiveCall, program: Program, commit: TurnCommit) => {
    const { session, answer, pending, outbox } = commit
    if (outbox.length > 0) deps.wakeOutbox()
    if (answer) call.answer(answer.turn, { status: 200, document: answer.document })
    else if (session.open) {
      holdLater(call, session.turn)
      if (call.unsaid.size > 0) active.track(sayParts(call))
    }
    if (session.status === 'ended') return finish(call, session)
    watchLength(call, program, session)
    startEffects(call, program, pending)
  }

  const rowOf = (call: ActiveCall, { type, at, ...rest }: Trace): NewRow => {
    // Plain JSON already, but for the values of authors and callers, which the session holds on to.
    const isShared = 'value' in rest && typeof rest.value === 'object'
    const data: NewRow['data'] = isShared ? JSON.parse(JSON.stringify(rest)) : rest
    return maskRow({ at, type, data }, call.hidden)
  }

  /** Starts those that are not being performed already: what a full disk or a crash left behind starts again. */
  const startEffects = (call: ActiveCall, program: Program, effects: readonly Effect[]) => {
    for (const effect of effects) startEffect(call, program, effect)
  }

  const startEffect = (call: ActiveCall, program: Program, effect: Effect) => {
    const ready = effect.type === 'model' ? prepared.take(call.id, effect) : null
    const usual = workOf(deps.performers, effect)
    const work = ready ? { ...usual, perform: ready.perform } : usual
    const signal = call.startEffect(effect.id, work.stopsWithCall)
    if (!signal) return
    const onPart = () => active.track(sayParts(call))
    const speech = openSpeech({ sayings, clock, onPart }, call, program, effect, ready)
    const context = {
      callId: call.id,
      signal,
      ...(speech ? { say: speech.say, onToken: speech.onToken } : {}),
    }
    const feed = (result: EffectResult) =>
      inTurn(call, (stored, program) => {
        const at = clock.now()
        if (stored.session.status === 'ended') return settle(call, effect, result)
        return advance(call, program, stored, {
          type: 'effect.finished',
          at,
          id: effect.id,
          result,
        })
      })
    const done = performEffect(work, context, clock.after)
      .then(async (result) => {
        if (!active.isClosed) await feed(result)
        speech?.end(result)
      })
      .finally(() => call.endEffect(effect.id))
    active.track(done)
  }

  /** The caller hung up meanwhile: what arrived before need not be sent again. */
  const settle = async ({ id }: ActiveCall, effect: Effect, result: EffectResult) => {
    if (effect.type !== 'request' || !hasAnswered(result)) return
    await store.dropWebhook(webhookIdOf(id, effect.id), '')
  }

  /** Answers the open turn with what has come of the model's answer. */
  const sayParts = (call: ActiveCall) =>
    inTurn(call, async (stored, program) => {
      const { waiting, open } = stored.session
      const unsaid = waiting.for === 'effect' && open ? call.unsaid.get(waiting.id) : undefined
      if (waiting.for !== 'effect' || !unsaid || unsaid.length === 0) return
      const text = unsaid.splice(0).join(' ')
      const event: CallEvent = { type: 'effect.said', at: clock.now(), id: waiting.id, text }
      await advance(call, program, stored, event)
    })

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
    sayings.forget(call.id)
    prepared.forget(call.id)
    retire(call)
  }

  /** An ended call is kept a while: its goodbye is still being spoken and reported. */
  const retire = (call: ActiveCall) => {
    clock.after(retirement, () => active.forget(call))
  }

  /**
   * Runs work on a call behind everything that came before, with the session as it is stored; again when somebody
   * else moved it meanwhile. Null when it went well, else what the waiting turn hears.
   */
  const inTurn = (
    call: ActiveCall,
    work: (stored: StoredTurn, program: Program) => Promise<unknown>,
    turn = 0,
  ): Promise<TurnAnswer | null> =>
    active.enqueue(call, async () => {
      let program: Program | null = null
      for (let attempt = 1; ; attempt++) {
        try {
          const stored = nextTurnOf(call, turn) ?? (await store.loadTurn(call.id, turn))
          if (!stored) return { status: 404, document: '' }
          program = await programs.load(stored.session.program)
          await work(stored, program)
          await answerFromStore(call)
          return null
        } catch (error) {
          if (!(error instanceof StaleSession) || attempt === mostAttempts) {
            return fail(call, program, error)
          }
        }
      }
    })

  /** A turn that is waited for here and was answered by another process has the answer that was given there. */
  const answerFromStore = (call: ActiveCall): Promise<unknown> | null => {
    const { latest, waitingTurns } = call
    const open = latest?.session.open ? latest.session.turn : null
    const elsewhere = waitingTurns.filter((turn) => turn !== open)
    return elsewhere.length === 0
      ? null
      : Promise.all(elsewhere.map((turn) => readAnswer(call, turn)))
  }

  const readAnswer = async (call: ActiveCall, turn: number) => {
    const stored = await store.loadTurn(call.id, turn)
    if (stored && stored.answer !== null)
      call.answer(turn, { status: 200, document: stored.answer })
  }

  /** Our own failure: the caller hears a sentence, and never silence. */
  const fail = async (call: ActiveCall, program: Program | null, error: unknown) => {
    const isAway = error instanceof StoreUnavailable
    const answer: TurnAnswer = isAway
      ? { status: 503, document: apologyDocument(defaultApology) }
      : { status: 200, document: apologyDocument(errorTextOf(program)) }
    call.answerAll(answer)
    const fields = { err: error, callId: call.id, program: program?.hash }
    if (isAway) {
      log.error(fields, `A turn was refused. ${remedyOf(error)}`)
      return answer
    }
    log.error(fields, 'A turn failed: the caller hears the error sentence and the call ends.')
    await store
      .closeCall(call.id, { status: 'failed', at: clock.now() })
      .catch((cause: unknown) => log.error({ err: cause, callId: call.id }, 'A call stays open.'))
    return answer
  }

  const start = async ({ info, program, call: meta, vars }: NewCallPost) => {
    const call = active.of(info.id)
    const answer = call.waitFor(1)
    const at = clock.now()
    const session = createSession(program, info, vars)
    const fresh: StoredSession = { session, version: 0, pending: [] }
    const extra = { start: { ...meta, startedAt: at } }
    const begin = () => advance(call, program, fresh, { type: 'call.started', at }, extra)
    await active.enqueue(call, () =>
      begin().catch(async (error: unknown) => {
        // Another process has started it meanwhile.
        if (error instanceof StaleSession) call.answer(1, { status: 409, document: '' })
        else await fail(call, program, error)
      }),
    )
    return answer
  }

  const answerTurn = async (
    callId: string,
    turn: number,
    input: Input | null,
  ): Promise<TurnAnswer> => {
    const call = active.of(callId)
    const answer = Promise.withResolvers<TurnAnswer>()
    const attach = () => {
      call.waitFor(turn).then(answer.resolve, answer.reject)
    }
    const failure = await inTurn(
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
          startEffects(call, program, stored.pending)
          return holdLater(call, turn)
        }
        if (turn !== session.turn + 1 || session.open || !input) {
          return answer.resolve({ status: 409, document: '' })
        }
        attach()
        const event: CallEvent = { type: 'turn.posted', at: clock.now(), turn, input }
        const isTaken = await advance(call, program, stored, event)
        if (!isTaken) answer.resolve({ status: 409, document: '' })
      },
      turn,
    )
    if (failure === null) return answer.promise
    if (failure.status === 404) active.forget(call)
    return failure
  }

  const end = async (callId: string, reason: string, status: 'completed' | 'failed') => {
    let at = clock.now()
    const call = active.of(callId)
    await inTurn(call, async (stored, program) => {
      at = Math.max(at, stored.session.startedAt)
      if (stored.session.status === 'ended') return
      await advance(
        call,
        program,
        stored,
        { type: 'call.ended', at, reason },
        { endStatus: status },
      )
    })
    await store.closeCall(callId, { status, at })
    retire(call)
  }

  const resume = async (callId: string) => {
    const call = active.of(callId)
    await inTurn(call, async (stored, program) => {
      call.hidden = hiddenOf(program, stored.session)
      watchLength(call, program, stored.session)
      startEffects(call, program, stored.pending)
    })
  }

  return {
    start,
    prepare: (callId, turn, input) =>
      prepareTurn({ active, store, programs, prepared, clock, log }, callId, turn, input),
    turn: answerTurn,
    repeat: (callId, turn) => answerTurn(callId, turn, null),
    end,
    recover: async () => {
      const calls = await store.takeOrphans()
      for (const { callId, channel } of calls) {
        // The line of a voice call went with its process; who calls over HTTP or types is still there.
        if (channel !== 'voice') await resume(callId)
        else await end(callId, 'The server was restarted during the call.', 'failed')
        if (channel === 'text') deps.adoptTyped(callId)
      }
      return calls.length
    },
    mask: (callId, row) => {
      const call = active.find(callId)
      return call ? maskRow(row, call.hidden) : row
    },
    close: () => active.close(),
  }
}
