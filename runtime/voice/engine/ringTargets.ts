import { type Dial, type DialTarget, defaults } from '#shared/fml/fml.ts'
import type { Line } from '../line.ts'
import type { CallContext } from './callContext.ts'
import { type Callee, createCallee } from './callee.ts'
import { ringAll, worst } from './ring.ts'
import type { EarlySound } from './ringback.ts'
import { type Screening, screenCallee } from './screenCallee.ts'
import { createRinging } from './tone.ts'

/** Who takes the call, or how it ended without anybody. */
export type Reached =
  | { readonly type: 'taken'; readonly callee: Callee; readonly target: DialTarget }
  | { readonly type: 'nobody'; readonly status: 'busy' | 'no-answer' | 'failed' | 'canceled' }

type Context = Pick<CallContext, 'clock' | 'signal' | 'dialer' | 'report' | 'to'>

/** Rings at all targets or at one after the other until somebody takes the call. */
export async function ringTargets(
  verb: Dial,
  screening: Screening,
  early: EarlySound,
  call: Context,
): Promise<Reached> {
  const isInTurn = verb.sequential ?? defaults.sequential
  const groups: readonly (readonly DialTarget[])[] = isInTurn
    ? verb.targets.map((target) => [target])
    : [verb.targets]
  const statuses: ('busy' | 'no-answer' | 'failed')[] = []
  for (const targets of groups) {
    const rung = await ringAll(
      {
        targets,
        callerId: verb.callerId ?? call.to,
        timeout: 1_000 * (verb.timeout ?? defaults.dialTimeout),
        node: verb.id ?? null,
        early,
      },
      call,
    )
    if (rung.type === 'unanswered') {
      if (rung.status === 'canceled') return { type: 'nobody', status: 'canceled' }
      statuses.push(rung.status)
      continue
    }
    // What was heard until now is over: the caller hears our tone while somebody is asked whether they take the call.
    early.end()
    const { target } = rung
    const callee = createCallee(rung.line)
    if (await screenCallee(screening, callee, call)) return { type: 'taken', callee, target }
    callee.line.hangup()
    if (call.signal.aborted) return { type: 'nobody', status: 'canceled' }
    const why = 'The call was answered and not taken.'
    const node = verb.id ?? null
    call.report({ type: 'dial', node, to: target.address, status: 'no-answer', why })
    statuses.push('no-answer')
  }
  return { type: 'nobody', status: worst(statuses) }
}

/** The ringing tone for a caller, until it is stopped or the line is gone. */
export function ringingTone(line: Line, signal: AbortSignal): () => void {
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
