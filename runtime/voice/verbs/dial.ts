import { type Dial, type DialTarget, defaults } from '#shared/fml/fml.ts'
import type { DialStatus } from '#shared/session/event.ts'
import { bridge } from '../engine/bridge.ts'
import type { CallContext, Next } from '../engine/callContext.ts'
import type { Callee } from '../engine/callee.ts'
import { createDelays } from '../engine/delays.ts'
import { playClips } from '../engine/playClips.ts'
import { createRingback } from '../engine/ringback.ts'
import { ringTargets } from '../engine/ringTargets.ts'
import { createStereoTrack } from '../engine/stereoTrack.ts'
import { linkedController, onAbort } from '../engine/waiting.ts'
import type { Line } from '../line.ts'
import type { Recording } from '../recorder.ts'
import { recordingFields } from './record.ts'
import { transferLine } from './transferLine.ts'

interface Ended {
  readonly status: DialStatus
  readonly seconds: number
  readonly to: string
  /** Null: none was asked for or kept. */
  readonly kept: Recording | null
}

/** What a Dial needs; the caller's call may still ring. */
export interface DialContext extends Omit<CallContext, 'line' | 'clipsOf'> {
  /** Null: the caller's call is not answered yet. */
  readonly line: Line | null
  /** The caller's line, answering the call where it still rings; null: it is gone. */
  readonly pickUp: () => Promise<Line | null>
  /** Lets a caller whose call still rings hear what comes; null: that cannot be done. */
  readonly ringEarly: () => Promise<Line | null>
}

/** Calls somebody for a caller whose call was answered. */
export const dial = (verb: Dial, call: CallContext): Promise<Next> =>
  dialFor(verb, { ...call, pickUp: async () => call.line, ringEarly: async () => call.line })

/** Calls somebody for the caller, connects the two, and posts how that ended. */
export async function dialFor(verb: Dial, call: DialContext): Promise<Next> {
  const ended = await connect(verb, call)
  const form = {
    Reason: 'dial',
    DialCallStatus: ended.status,
    DialCallDuration: String(ended.seconds),
    ...(ended.to === '' ? {} : { DialedTo: ended.to }),
    ...(ended.kept ? recordingFields(ended.kept) : {}),
  }
  if (!call.signal.aborted) return { type: 'post', path: verb.action, form }
  await call.postLast(verb.action, form)
  return { type: 'hangup', reason: 'over' }
}

const unanswered = (status: DialStatus): Ended => ({ status, seconds: 0, to: '', kept: null })

async function connect(verb: Dial, call: DialContext): Promise<Ended> {
  const handed = call.line ? await transferLine(verb, call.line, call) : null
  if (handed) return handed
  if (!call.dialer) {
    call.report({ type: 'problem', message: 'Nobody can be called from this engine.' })
    return unanswered('failed')
  }
  const acceptKey = verb.acceptKey ?? null
  const asks = acceptKey === null ? '' : call.texts.takeCall.replace('{key}', acceptKey)
  const words = verb.whisper ?? asks
  const clips = words === '' ? [] : call.speak(words)
  // While it rings, so that whoever answers does not wait for it.
  clips[0]?.prefetch()
  const { line: answered, ringEarly: early, signal } = call
  const ringback = createRingback({ line: answered, early, signal })
  const reached = await ringTargets(verb, { clips, acceptKey }, ringback, call)
  ringback.stop()
  if (reached.type === 'nobody') return unanswered(reached.status)
  const { callee, target } = reached
  const line = await call.pickUp()
  if (!line) {
    callee.line.hangup()
    return unanswered('canceled')
  }
  return talk(verb, { call, line, callee, target })
}

interface Talk {
  readonly call: DialContext
  readonly line: Line
  readonly callee: Callee
  readonly target: DialTarget
}

async function talk(verb: Dial, { call, line, callee, target }: Talk): Promise<Ended> {
  const { clock, signal, input, recorder } = call
  const node = verb.id ?? null
  const startedAt = clock.now()
  if (verb.consent) await tellBoth(verb.consent, { call, line, callee, target })
  const sink = verb.record && recorder ? recorder.open({ channels: 2 }) : null
  const track = sink && createStereoTrack((pcm) => sink.write(pcm))
  await bridge({
    ...{ caller: line, callee, input, clock, signal, track },
    timeLimit: 1_000 * (verb.timeLimit ?? defaults.timeLimit),
  })
  const seconds = Math.round((clock.now() - startedAt) / 1_000)
  call.report({ type: 'dial', node, to: target.address, status: 'ended' })
  const kept = (await sink?.finish()) ?? null
  if (sink && sink.problem !== null) {
    call.report({ type: 'problem', message: `A recording is not complete: ${sink.problem}` })
  }
  if (kept) call.report({ type: 'recording', node, ...kept })
  return { status: 'completed', seconds, to: target.address, kept }
}

/** Both hear it to its end, unless one of them leaves. */
async function tellBoth(text: string, { call, line, callee }: Talk): Promise<void> {
  const { clock, signal } = call
  const both = linkedController(signal)
  const forget = onAbort(callee.gone, both.abort)
  const say = (to: Line) =>
    playClips(call.speak(text), 1, { line: to, clock, delays: createDelays(() => {}) }, both.signal)
  await Promise.all([say(line), say(callee.line)])
  forget()
  both.free()
}
