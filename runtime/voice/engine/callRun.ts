import type { Document, Say } from '#shared/fml/fml.ts'
import type { AnsweredBy } from '#shared/session/session.ts'
import type { Clock } from '../../calls/clock.ts'
import type { IncomingCall, Line } from '../line.ts'
import { rejectionOf } from '../verbs/reject.ts'
import type { CallContext } from './callContext.ts'
import { createCallerInput } from './callerInput.ts'
import { type ClipSources, createClips } from './clips.ts'
import { converse, type Prepared, prepare, runDocument } from './conversation.ts'
import { createDelays } from './delays.ts'
import type { EngineOptions, EngineTexts } from './engineOptions.ts'
import { createFetchAudio } from './fetchAudio.ts'
import { lastResort, lastResortPath, nothingLeft } from './ladder.ts'
import { createReports } from './reports.ts'
import { screen } from './screening.ts'
import { postEnded } from './status.ts'
import { createTurn, type Refusal } from './turns.ts'
import { explain, linkedController, pause, settle } from './waiting.ts'

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
  const turn = createTurn({ client: settings.turns, clock, fallback: ladder?.fallback ?? null })
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
    const form = turnForm(call, path, { ...fields, ...unplayable })
    unplayable = {}
    const answer = await turn(path, form, over.signal)
    const callId = answer.ok ? answer.value.callId : answer.error.callId
    if (callId !== null) reports.name(callId)
    delays.documentArrived(clock.now())
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
    call.outbound?.onEnd?.()
  }

  const ring = async () => {
    if (call.outbound) return answer(null)
    const revision = call.claims?.revision ?? null
    const fields = { Streams: '1', ...(revision === null ? {} : { Revision: String(revision) }) }
    const first = await post('/hooks/voice', fields)
    if (endReason === 'cancelled') return
    if (over.signal.aborted) return call.reject(503, 'Service Unavailable')
    const refused = first.ok ? refusalIn(first.value.document) : refusalOf(first.error)
    if (refused) {
      end('refused')
      return call.reject(refused.status, refused.reason)
    }
    await answer(first.ok ? prepare(first.value.document, sources) : giveUp())
  }

  /** Null: the first turn is posted when somebody is there to hear it. */
  const answer = async (prepared: Prepared | null) => {
    const callId = reports.callId()
    const answering = call.answer(callId === null ? {} : { headers: { 'X-Call-Id': callId } })
    const answered = await settle(answering, { clock, within: answerLimit, signal: over.signal })
    if (answered.type === 'value') return runOnLine(answered.value, prepared)
    // A line that comes later must not stay open.
    answering.then(
      (late) => late.hangup(),
      () => {},
    )
    if (answered.type === 'aborted') return
    const why = answered.type === 'late' ? 'no media within 15 seconds' : explain(answered.error)
    complain(`The call could not be answered: ${why}`)
    end('no media')
  }

  /** The first document of a call of ours, once it is known who took it; null: it is over. */
  const begin = async (signal: AbortSignal): Promise<Prepared | null> => {
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

  const runOnLine = async (line: Line, given: Prepared | null) => {
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
      const context = contextOf(line, talking.signal)
      const ask = async (path: string, form: Readonly<Record<string, string>>) => {
        if (path === lastResortPath) return prepare(nothingLeft, sources)
        const answered = await post(path, form)
        return answered.ok ? prepare(answered.value.document, sources) : giveUp()
      }
      const first = given ?? (await begin(talking.signal))
      if (first === null || talking.signal.aborted) return
      const reason = await converse(first, { context, ask, giveUp })
      if (isTooLong) await runDocument(say(texts.tooLong), contextOf(line, over.signal))
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

  const contextOf = (line: Line, signal: AbortSignal): Omit<CallContext, 'clipsOf'> => ({
    line,
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
    dialer: settings.dialer ?? null,
    from: call.from,
    to: call.to,
    postLast: async (path, fields) => {
      await turn(path, turnForm(call, path, fields), new AbortController().signal)
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
): Record<string, string> {
  const turn = /\/(\d{1,9})$/.exec(path)?.[1]
  return {
    CallSid: callSidOf(call),
    AccountSid: 'local',
    From: call.from,
    To: call.to,
    Direction: call.outbound ? 'outbound-api' : 'inbound',
    CallStatus: 'in-progress',
    ...(turn === undefined ? {} : { Turn: turn }),
    ...fields,
  }
}

/** Our own id of a call that we made. A SIP Call-ID has no bound; the turn protocol does. */
const callSidOf = (call: IncomingCall) => (call.outbound?.callId ?? call.id).slice(0, 200)

interface SipRefusal {
  readonly status: number
  readonly reason: string
}

/** A document that begins with Reject refuses the call before it costs the caller anything. */
function refusalIn(document: Document): SipRefusal | null {
  const first = document.verbs[0]
  return first?.type === 'reject' ? rejectionOf(first) : null
}

/** Nobody is at that number; any other failure is answered, so that the caller hears what happened. */
function refusalOf({ status }: Refusal): SipRefusal | null {
  return status === 404 ? { status: 404, reason: 'Not Found' } : null
}
