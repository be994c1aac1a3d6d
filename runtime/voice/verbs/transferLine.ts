import { type Dial, type DialTarget, defaults } from '#shared/fml/fml.ts'
import type { CallContext } from '../engine/callContext.ts'
import { onAbort } from '../engine/waiting.ts'
import type { Line } from '../line.ts'
import type { Transfer, TransferAsk } from '../transfer.ts'

type Context = Pick<CallContext, 'report' | 'signal' | 'language'>

interface Handed {
  readonly status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled'
  readonly seconds: number
  readonly to: string
  readonly kept: null
}

/** Somebody who was busy is there; somebody who did not answer may be. */
const ranks = ['failed', 'no-answer', 'busy'] as const

/**
 * Lets the caller's network call somebody and connect the two, where it can; null: it cannot, and a leg of ours must be made.
 * It calls one after the other.
 */
export async function transferLine(verb: Dial, line: Line, call: Context): Promise<Handed | null> {
  // Nobody of ours is on the line to ask or to tell them.
  if (verb.acceptKey !== undefined || verb.consent) return null
  const { report } = call
  let worst: (typeof ranks)[number] = 'failed'
  for (const [index, target] of verb.targets.entries()) {
    const transfer = line.transfer?.(target, askOf(verb, call)) ?? null
    // Nobody was called yet: the engine may do all of it.
    if (!transfer && index === 0) return null
    if (index === 0) remark(verb, call)
    const handed = transfer ? await follow(transfer, target, verb, call) : 'failed'
    if (typeof handed !== 'string') return handed
    if (!transfer)
      report({
        ...{ type: 'dial', node: verb.id ?? null, to: target.address, status: 'failed' },
        why: 'The telephone network cannot call this address.',
      })
    if (ranks.indexOf(handed) > ranks.indexOf(worst)) worst = handed
  }
  return { status: worst, seconds: 0, to: '', kept: null }
}

const askOf = (verb: Dial, { language }: Context): TransferAsk => ({
  timeout: 1_000 * (verb.timeout ?? defaults.dialTimeout),
  timeLimit: 1_000 * (verb.timeLimit ?? defaults.timeLimit),
  record: verb.record ?? defaults.record,
  whisper: verb.whisper ? { text: verb.whisper, language } : null,
})

/** Follows one transfer to its end: how the Dial ended, or why the next one is tried. */
async function follow(
  transfer: Transfer,
  { address: to }: DialTarget,
  verb: Dial,
  { report, signal }: Context,
): Promise<Handed | (typeof ranks)[number]> {
  const about = { type: 'dial', node: verb.id ?? null, to } as const
  report({ ...about, status: 'ringing' })
  // A caller who hangs up takes the other side along.
  const forget = onAbort(signal, () => transfer.cancel())
  const ringing = await transfer.ringing
  if (transfer.problem !== null) report({ type: 'problem', message: transfer.problem })
  if (ringing.type === 'answered') {
    report({ ...about, status: 'answered' })
    const seconds = await transfer.ended
    forget()
    report({ ...about, status: 'ended' })
    return { status: 'completed', seconds, to, kept: null }
  }
  // A call that ended meanwhile has told so by then.
  await transfer.ended
  forget()
  if (signal.aborted) {
    report({ ...about, status: 'canceled' })
    return { status: 'canceled', seconds: 0, to: '', kept: null }
  }
  report({ ...about, status: ringing.type, why: ringing.why })
  return ringing.type
}

/** Says what a network does in another way than the flow asks for. */
function remark(verb: Dial, { report }: Context): void {
  if (verb.targets.length > 1 && !(verb.sequential ?? defaults.sequential))
    report({
      type: 'problem',
      message: 'This network calls one after the other, not all at once.',
      remedy: 'Put first who is to be called first.',
    })
  if (verb.record)
    report({
      type: 'problem',
      message: 'The recording of this conversation stays with the network that transferred it.',
      remedy: 'Find it in the dashboard of that network.',
    })
}
