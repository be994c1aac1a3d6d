import { type Dial, type DialTarget, defaults } from '#shared/fml/fml.ts'
import type { DialStatus } from '#shared/session/event.ts'
import { bridge } from '../engine/bridge.ts'
import type { CallContext, Next } from '../engine/callContext.ts'
import { createDelays } from '../engine/delays.ts'
import { playClips } from '../engine/playClips.ts'
import { type Rung, ringAll, worst } from '../engine/ring.ts'
import { createRinging } from '../engine/tone.ts'
import { linkedController } from '../engine/waiting.ts'
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

/** Calls somebody for the caller, connects the two, and posts how that ended. */
export async function dial(verb: Dial, call: CallContext): Promise<Next> {
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

async function connect(verb: Dial, call: CallContext): Promise<Ended> {
  const handed = await transferLine(verb, call)
  if (handed) return handed
  if (!call.dialer) {
    call.report({ type: 'problem', message: 'Nobody can be called from this engine.' })
    return { status: 'failed', seconds: 0, to: '', kept: null }
  }
  // While it rings, so that whoever answers does not wait for it.
  const whisper = verb.whisper ? call.speak(verb.whisper) : []
  whisper[0]?.prefetch()
  const rung = await ring(verb, call)
  if (rung.type === 'unanswered') return { status: rung.status, seconds: 0, to: '', kept: null }
  const { line, target } = rung
  if (whisper.length > 0) await playToCallee(whisper, line, call)
  return talk(verb, call, line, target)
}

/** Rings with a ringing tone for the caller, at all targets or at one after the other. */
async function ring(verb: Dial, call: CallContext): Promise<Rung> {
  const { clock, signal } = call
  const isInTurn = verb.sequential ?? defaults.sequential
  const groups: readonly (readonly DialTarget[])[] = isInTurn
    ? verb.targets.map((target) => [target])
    : [verb.targets]
  const stopTone = ringingTone(call)
  const statuses: ('busy' | 'no-answer' | 'failed')[] = []
  try {
    for (const targets of groups) {
      const rung = await ringAll(
        {
          targets,
          callerId: verb.callerId ?? call.to,
          timeout: 1_000 * (verb.timeout ?? defaults.dialTimeout),
          node: verb.id ?? null,
        },
        { clock, signal, dialer: call.dialer, report: call.report },
      )
      if (rung.type === 'answered' || rung.status === 'canceled') return rung
      statuses.push(rung.status)
    }
  } finally {
    stopTone()
  }
  return { type: 'unanswered', status: worst(statuses) }
}

function ringingTone({ line, signal }: CallContext): () => void {
  const tone = createRinging()
  let isOver = signal.aborted
  let stop = () => {}
  const round = () => {
    if (isOver) return
    const playback = line.play(tone)
    stop = () => playback.stop()
    void playback.done.then((playedMs) => {
      // A line that is gone plays nothing: no second round.
      if (playedMs > 0) round()
    })
  }
  round()
  return () => {
    isOver = true
    stop()
  }
}

/** Until the last word, or one of the two is gone. */
async function playToCallee(
  clips: ReturnType<CallContext['speak']>,
  line: Line,
  { clock, signal }: CallContext,
): Promise<void> {
  const talking = linkedController(signal)
  line.listen({ audio: () => {}, digit: () => {}, text: () => {}, hangup: talking.abort })
  const delays = createDelays(() => {})
  await playClips(clips, 1, { line, clock, delays }, talking.signal)
  talking.free()
}

async function talk(
  verb: Dial,
  call: CallContext,
  callee: Line,
  target: DialTarget,
): Promise<Ended> {
  const { clock, signal, input, recorder } = call
  const node = verb.id ?? null
  const sink = verb.record && recorder ? recorder.open() : null
  const startedAt = clock.now()
  await bridge({
    ...{ caller: call.line, callee, input, clock, signal, sink },
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
