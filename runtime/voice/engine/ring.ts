import type { DialTarget } from '#shared/fml/fml.ts'
import type { OutgoingCall, Ringing } from '../dialer.ts'
import type { Line } from '../line.ts'
import type { CallContext } from './callContext.ts'
import type { EarlySound } from './ringback.ts'
import { onAbort } from './waiting.ts'

/** Who answered, or how it ended without anybody. */
export type Rung =
  | { readonly type: 'answered'; readonly line: Line; readonly target: DialTarget }
  | { readonly type: 'unanswered'; readonly status: 'busy' | 'no-answer' | 'failed' | 'canceled' }

export interface RingOptions {
  readonly targets: readonly DialTarget[]
  readonly callerId: string
  /** Milliseconds of ringing, for all of them together. */
  readonly timeout: number
  readonly node: string | null
  /** Takes what the first network plays that plays anything. */
  readonly early: EarlySound
}

type RingContext = Pick<CallContext, 'dialer' | 'clock' | 'signal' | 'report'>

/** Rings at all targets at once: the first answer wins, the others are given up. */
export function ringAll(options: RingOptions, call: RingContext): Promise<Rung> {
  const { clock, signal, dialer } = call
  return new Promise((resolve) => {
    const calls = new Map<DialTarget, OutgoingCall>()
    const statuses: ('busy' | 'no-answer' | 'failed')[] = []
    let heard: DialTarget | null = null
    let isOver = false
    let stopTimer = () => {}
    let forget = () => {}
    const tell = (target: DialTarget, ringing: Ringing['type'] | 'ringing', why?: string) =>
      call.report({
        type: 'dial',
        node: options.node,
        to: target.address,
        status: ringing,
        ...(why === undefined ? {} : { why }),
      })
    const finish = (rung: Rung) => {
      if (isOver) return
      isOver = true
      stopTimer()
      forget()
      for (const outgoing of calls.values()) outgoing.cancel()
      resolve(rung)
    }
    const take = (target: DialTarget, ringing: Ringing) => {
      calls.delete(target)
      if (isOver) {
        if (ringing.type === 'answered') ringing.line.hangup()
        return
      }
      if (heard === target && ringing.type !== 'answered') {
        heard = null
        options.early.end()
      }
      if (ringing.type === 'answered') {
        tell(target, 'answered')
        return finish({ type: 'answered', line: ringing.line, target })
      }
      tell(target, ringing.type, ringing.why)
      statuses.push(ringing.type)
      if (calls.size === 0) finish({ type: 'unanswered', status: worst(statuses) })
    }
    forget = onAbort(signal, () => finish({ type: 'unanswered', status: 'canceled' }))
    if (isOver) return
    stopTimer = clock.after(options.timeout, () => {
      for (const target of calls.keys()) tell(target, 'no-answer')
      finish({ type: 'unanswered', status: 'no-answer' })
    })
    for (const target of options.targets) {
      const outgoing = dialer?.dial(target, { callerId: options.callerId }) ?? null
      if (!outgoing) {
        tell(target, 'failed', 'Nobody is registered under this address, and no trunk leads there.')
        statuses.push('failed')
        continue
      }
      tell(target, 'ringing')
      calls.set(target, outgoing)
      outgoing.hear?.((pcm) => {
        heard ??= target
        if (!isOver && heard === target) options.early.frame(pcm)
      })
      void outgoing.ringing.then((ringing) => take(target, ringing))
    }
    if (calls.size === 0) finish({ type: 'unanswered', status: 'failed' })
  })
}

/** Somebody who was busy is there; somebody who did not answer may be; a failure says nothing. */
export const worst = (
  statuses: readonly ('busy' | 'no-answer' | 'failed')[],
): 'busy' | 'no-answer' | 'failed' =>
  statuses.includes('busy') ? 'busy' : statuses.includes('no-answer') ? 'no-answer' : 'failed'
