import type { Dial, Document, Say } from '#shared/fml/fml.ts'
import type { AnsweredBy } from '#shared/session/session.ts'
import type { Clock } from '../../calls/clock.ts'
import type { IncomingCall, Line } from '../line.ts'
import { createEchoGuard } from '../listening/echo.ts'
import { announce } from '../verbs/announce.ts'
import { dialFor } from '../verbs/dial.ts'
import { rejectionOf } from '../verbs/reject.ts'
import type { CallContext, Direction, Next } from './callContext.ts'
import { createCallerInput } from './callerInput.ts'
import { type ClipSources, createClips } from './clips.ts'
import { converse, type Prepared, prepare, runDocument } from './conversation.ts'
import { createDelays } from './delays.ts'
import type { EngineOptions, EngineTexts } from './engineOptions.ts'
import { createFetchAudio } from './fetchAudio.ts'
import { lastResort, lastResortPath, nothingLeft } from './ladder.ts'
import { performFirst } from './performFirst.ts'
import { createReports } from './reports.ts'
import { screen } from './screening.ts'
import { createSentSound } from './sentSound.ts'
import { postEnded } from './status.ts'
import { type Answer, createTurn, type Refusal } from './turns.ts'
import { explain, linkedController, onAbort, pause, settle } from './waiting.ts'

export interface CallSettings extends EngineOptions {
  readonly clock: Clock
  readonly texts: EngineTexts
  readonly language: string
  readonly longestCall: number
}

/** One call, from the ringing to the last status. */
export interface CallRun {
  /** Resolves when everything is freed and the end is posted. Never rejects. */
  start(): Promise<void>
  end(reason: string): void
}

/** The line must bring media within this time after the answer. */
const answerLimit = 15_000

/** Dials in a row that leave the caller's call unanswered: after them it is answered. */
const mostEarlyDials = 20

/** Milliseconds between the last sound and the hang-up: without them the last word is cut off. */
const lingering = 300

/** Makes the run of one call; nothing happens before `start`. */
export function createCallRun(call: IncomingCall, settings: CallSettings): CallRun {
  const { clock, texts, log } = settings
  const over = new AbortController()
  let endReason = ''
  const end = (reason: string) => {
    if (over.signal.aborted) return
    endReason = reason
    over.abort()
  }
  const reports = createReports(settings.report)
  const { report } = reports
  const delays = createDelays(report)
  const input = createCallerInput(report, end)
  const ladder = settings.ladderOf?.(call.outbound ? call.from : call.to) ?? null
  const sent = createSentSound()
  const echo = createEchoGuard()
  const turn = createTurn({ client: settings.turns, clock, fallback: ladder?.fallback ?? null })
  let isAnswered = false
  let answeredBy: AnsweredBy | null = null
  let unplayable: Readonly<Record<string, string>> = {}
  const sources: ClipSources = {
    clock,
    report,
    synthesizer: settings.synthesizer,
    fetchAudio: createFetchAudio(settings.fetch, settings.recorder),
    signal: over.signal,
    onUnplayable: (verb, why) => {
      unplayable = { FailedVerb: verb.slice(0, 200), FailedWhy: why.slice(0, 500) }
    },
    voice: settings.voice,
    language: settings.language,
  }

  const post = async (path: string, fields: Readonly<Record<string, string>>) => {
    const form = turnForm(call, path, { ...fields, ...unplayable }, isAnswered)
    unplayable = {}
    const answer = await turn(path, form, over.signal)
    const callId = answer.ok ? answer.value.callId : answer.error.callId
    if (callId !== null) reports.name(callId)
    delays.documentArrived(clock.now(), answer.ok ? answer.value.took : undefined)
    if (!answer.ok) complain(answer.error.why)
    return answer
  }
  const complain = (why: string) => {
    if (over.signal.aborted) return
    log.warn({ callId: reports.callId(), why }, 'A turn failed')
    report({ type: 'problem', message: why })
  }
  const clipsOfSay = (verb: Say) => createClips({ verbs: [verb] }, sources)(verb)
  const say = (text: string): Prepared => prepare({ verbs: [{ type: 'say', text }] }, sources)
  const giveUp = (): Prepared => prepare(lastResort(ladder, texts.failed), sources)

  const start = async () => {
    call.onCancel(() => end('cancelled'))
    try {
      await ring()
    } catch (error) {
      // Ours. The line is closed below; nothing of one call may reach another.
      log.warn({ callId: reports.callId(), error: explain(error) }, 'A call broke')
      report({ type: 'problem', message: `The call broke: ${explain(error)}` })
    }
    end('broken')
    await postEnded(settings.turns, clock, callSidOf(call), endReason, answeredByField())
  }

  const ring = async () => {
    if (call.outbound) {
      const line = await open()
      return line ? runOnLine(line, beginOutbound) : undefined
    }
    const revision = call.claims?.revision ?? null
    const fields = { Streams: '1', ...(revision === null ? {} : { Revision: String(revision) }) }
    await follow(await post('/hooks/voice', fields), 0)
  }

  /** What a ringing call gets: a refusal, somebody who is rung for it first, or an answer. */
  const follow = async (turn: Awaited<ReturnType<typeof post>>, dials: number): Promise<void> => {
    if (endReason === 'cancelled') return
    if (over.signal.aborted) return call.reject(503, 'Service Unavailable')
    const refused = turn.ok ? refusalBy(turn.value) : refusalOf(turn.error)
    if (refused) {
      end('refused')
      return call.reject(refused.status, refused.reason)
    }
    if (turn.ok && call.perform) return letPerform(turn.value.document)
    const early = turn.ok && dials < mostEarlyDials ? earlyDialIn(turn.value.document) : null
    if (early) return dialFirst(early, dials)
    await answerWith(turn.ok ? prepare(turn.value.document, sources) : giveUp())
  }

  const answerWith = async (prepared: Prepared): Promise<void> => {
    const line = await open()
    if (line) await runOnLine(line, async () => prepared)
  }

  /** What the network cannot do without our media, the engine does. */
  const letPerform = async (document: Document): Promise<void> => {
    const rest = await performFirst(document, {
      ...{ call, post, end, report, signal: over.signal },
      postLast: (path, form) =>
        turn(path, turnForm(call, path, form, true), new AbortController().signal),
    })
    if (rest === 'over') return
    await answerWith(rest === 'failed' ? giveUp() : prepare(rest, sources))
  }

  const dialFirst = async (verb: Dial, dials: number): Promise<void> => {
    const next = await dialWhileRinging(verb)
    if (next.type === 'post') return follow(await post(next.path, next.form), dials + 1)
    if (!isAnswered && endReason !== 'cancelled') call.reject(503, 'Service Unavailable')
  }

  /** Where the call goes when nobody took it, still ringing; else it was answered, and is over now. */
  const dialWhileRinging = async (verb: Dial): Promise<Next> => {
    let next: Next = { type: 'hangup', reason: 'over' }
    const done = Promise.withResolvers<void>()
    let talk: Promise<void> | null = null
    const dialling = linkedController(over.signal)
    const pickUp = async () => {
      const line = await open()
      if (!line) return null
      talk = runOnLine(line, async (signal) => {
        // Whatever ends the talk ends the dial.
        const forget = onAbort(signal, dialling.abort)
        await done.promise
        forget()
        return signal.aborted || next.type !== 'post' ? null : ask(next.path, next.form)
      })
      return line
    }
    try {
      const ringEarly = async () => (await call.ringEarly?.().catch(() => null)) ?? null
      const context = { ...contextOf(dialling.signal), line: null, pickUp, ringEarly }
      next = await announce(verb, context, () => dialFor(verb, context))
    } finally {
      dialling.free()
      done.resolve()
      await talk
    }
    return talk ? { type: 'hangup', reason: 'over' } : next
  }

  const ask = async (path: string, form: Readonly<Record<string, string>>) => {
    if (path === lastResortPath) return prepare(nothingLeft, sources)
    const answered = await post(path, form)
    return answered.ok ? prepare(answered.value.document, sources) : giveUp()
  }

  /** Answers the call; null when there is no line, and then the call is over. */
  const open = async (): Promise<Line | null> => {
    const callId = reports.callId()
    const answering = call.answer(callId === null ? {} : { headers: { 'X-Call-Id': callId } })
    const answered = await settle(answering, { clock, within: answerLimit, signal: over.signal })
    if (answered.type === 'value') return answered.value
    // A line that comes later must not stay open.
    answering.then(
      (late) => late.hangup(),
      () => {},
    )
    if (answered.type === 'aborted') return null
    const why = answered.type === 'late' ? 'no media within 15 seconds' : explain(answered.error)
    complain(`The call could not be answered: ${why}`)
    end('no media')
    return null
  }

  /** The first document of a call of ours, once it is known who took it; null: it is over. */
  const beginOutbound = async (signal: AbortSignal): Promise<Prepared | null> => {
    const how = (await settings.screeningOf?.(call.outbound?.callId ?? '')) ?? 'ignore'
    const screened = await screen({ how, input, clock, signal })
    answeredBy = screened.answeredBy
    if (screened.isOver) end('voicemail')
    if (signal.aborted) return null
    const first = await post('/hooks/voice', { Streams: '1', ...answeredByField() })
    if (!first.ok && first.error.status !== 404) return giveUp()
    if (!first.ok || refusalIn(first.value.document)) end('not taken')
    return first.ok ? prepare(first.value.document, sources) : null
  }
  const answeredByField = () => (answeredBy === null ? {} : { AnsweredBy: answeredBy })

  /** Talks on a line until the call is over; `begin` gives the first document, null when the call ended before. */
  const runOnLine = async (
    line: Line,
    begin: (signal: AbortSignal) => Promise<Prepared | null>,
  ) => {
    isAnswered = true
    line.listen(input.listener)
    report({ type: 'line.connected', codec: line.codec })
    reportDeafness()
    const talking = linkedController(over.signal)
    let isTooLong = false
    const stopTimer = clock.after(settings.longestCall, () => {
      isTooLong = true
      talking.abort()
    })
    try {
      const context = { ...contextOf(talking.signal), line }
      const first = await begin(talking.signal)
      const reason = first ? await converse(first, { context, ask, giveUp }) : 'over'
      if (isTooLong) await runDocument(say(texts.tooLong), { ...contextOf(over.signal), line })
      // What was sent last is still on its way through the caller's buffers.
      await pause(clock, lingering, over.signal)
      end(isTooLong ? 'longest call' : reason)
    } finally {
      stopTimer()
      talking.free()
      end('broken')
      line.hangup()
      report({ type: 'line.ended', reason: endReason })
    }
  }

  const contextOf = (signal: AbortSignal): Omit<CallContext, 'line' | 'clipsOf'> => ({
    clock,
    signal,
    report,
    delays,
    input,
    recognizer: settings.recognizer.available ? settings.recognizer : null,
    createDetector: settings.createDetector,
    language: settings.language,
    speak: (text) => clipsOfSay({ type: 'say', text }),
    lines: (path, from, stop) => settings.turns.lines(path, from, stop),
    clipsOfSay,
    recorder: settings.recorder ?? null,
    sent,
    echo,
    prepare: (path, fields) => {
      // An address out of a document must not reach other hosts with our signature.
      if (!/^\/(?!\/)/.test(path)) return
      settings.turns
        .post(path, turnForm(call, path, fields, isAnswered))
        .catch((error: unknown) => {
          log.warn({ callId: reports.callId(), error: explain(error) }, 'A turn was not prepared')
        })
    },
    dialer: settings.dialer ?? null,
    openStream: settings.openStream ?? null,
    callSid: callSidOf(call),
    direction: directionOf(call),
    from: call.from,
    to: call.to,
    postLast: async (path, fields) => {
      await turn(path, turnForm(call, path, fields, isAnswered), new AbortController().signal)
    },
    texts,
  })
  const reportDeafness = () => {
    const { available, remedy, name } = settings.recognizer
    if (available) return
    report({
      type: 'problem',
      message: `Speech is not recognised (${name}): keys and typed words work.`,
      ...(remedy === null ? {} : { remedy }),
    })
  }

  return { start, end }
}

function turnForm(
  call: IncomingCall,
  path: string,
  fields: Readonly<Record<string, string>>,
  isAnswered: boolean,
): Record<string, string> {
  const turn = /\/(\d{1,9})$/.exec(path)?.[1]
  return {
    CallSid: callSidOf(call),
    AccountSid: 'local',
    From: call.from,
    To: call.to,
    Direction: directionOf(call),
    CallStatus: isAnswered ? 'in-progress' : 'ringing',
    ...(turn === undefined ? {} : { Turn: turn }),
    ...fields,
  }
}

const directionOf = ({ outbound }: IncomingCall): Direction =>
  outbound ? 'outbound-api' : 'inbound'

/** Our own id of a call that we made. A SIP Call-ID has no bound; the turn protocol does. */
const callSidOf = (call: IncomingCall) => (call.outbound?.callId ?? call.id).slice(0, 200)

interface SipRefusal {
  readonly status: number
  readonly reason: string
}

const notFound: SipRefusal = { status: 404, reason: 'Not Found' }

/** A call that is refused before it became one: the number is none of ours. */
const refusalBy = ({ document, callId }: Pick<Answer, 'document' | 'callId'>): SipRefusal | null =>
  callId === null && refusalIn(document) ? notFound : refusalIn(document)

/** A document that begins with Reject refuses the call before it costs the caller anything. */
function refusalIn(document: Document): SipRefusal | null {
  const first = document.verbs[0]
  return first?.type === 'reject' ? rejectionOf(first) : null
}

/** A call that begins with such a Dial is answered when the other side is. */
function earlyDialIn(document: Document): Dial | null {
  const first = document.verbs[0]
  return first?.type === 'dial' && first.answerOnBridge ? first : null
}

/** Nobody is at that number; any other failure is answered, so that the caller hears what happened. */
function refusalOf({ status }: Refusal): SipRefusal | null {
  return status === 404 ? notFound : null
}
