import type { Clock } from '../../calls/clock.ts'
import type { Transfer, TransferAsk, TransferRinging } from '../../voice/transfer.ts'
import { findLeg, legState } from './legs.ts'
import type { Leg } from './replies.ts'
import type { TransferOptions, TransferTarget } from './telerClient.ts'
import { explainRefusal, TelerError } from './telerError.ts'

/** What a transfer needs of its call. */
export interface TransferCall {
  readonly clock: Clock
  transfer(target: TransferTarget, options: TransferOptions): Promise<string | null>
  legs(): Promise<readonly Leg[]>
  hangupLeg(legId: string): Promise<void>
  /** Runs when anything is told about this call; the answer takes it back. */
  onNews(listener: () => void): () => void
  isOver(): boolean
}

/** Milliseconds between looks when no webhook tells anything. */
const lookPause = 2_000
/** Milliseconds after the ringing in which Teler must have given it up by itself. */
const patience = 10_000
const roles = ['transfer_target', 'dial_target'] as const

/** Lets Teler hand the caller on, and follows the new leg by webhooks and looks. */
export function startTransfer(
  target: TransferTarget,
  ask: TransferAsk,
  call: TransferCall,
): Transfer {
  const ringing = Promise.withResolvers<TransferRinging>()
  const ended = Promise.withResolvers<number>()
  const { clock } = call
  let problem: string | null = null
  let legId: string | null = null
  let known: ReadonlySet<string> = new Set()
  let answeredAt: number | null = null
  let isOver = false
  let cancelLook = () => {}
  let cancelLimit = () => {}
  let isLooking = false

  const finish = (how: TransferRinging, seconds = 0) => {
    if (isOver) return
    isOver = true
    cancelLook()
    cancelLimit()
    forget()
    ringing.resolve(how)
    ended.resolve(seconds)
  }
  const answer = () => {
    if (answeredAt !== null || isOver) return
    answeredAt = clock.now()
    cancelLimit()
    cancelLimit = clock.after(ask.timeLimit, cancel)
    ringing.resolve({ type: 'answered' })
  }
  const sinceAnswer = () =>
    answeredAt === null ? 0 : Math.round((clock.now() - answeredAt) / 1_000)
  const judge = (leg: Leg | null) => {
    const state = leg && legState(leg)
    if (state?.type === 'answered') answer()
    else if (state?.type === 'over') finish({ type: 'answered' }, state.seconds || sinceAnswer())
    else if (state && state.type !== 'ringing') finish(state)
    else if (call.isOver()) finishWithCall()
    // Somebody talks, and the call is over without a word about the leg.
    if (call.isOver() && !isOver) finishWithCall()
  }
  const finishWithCall = () => {
    if (answeredAt !== null) finish({ type: 'answered' }, sinceAnswer())
    else finish({ type: 'no-answer', why: 'The call ended before anybody answered.' })
  }
  const look = async () => {
    if (isLooking || isOver) return
    isLooking = true
    cancelLook()
    try {
      const leg = findLeg(await call.legs(), { id: legId, roles, known })
      legId ??= leg?.id ?? null
      judge(leg)
    } catch {
      // The next look may succeed; the time limit ends those that never do.
      if (call.isOver()) finishWithCall()
    } finally {
      isLooking = false
      if (!isOver) cancelLook = clock.after(lookPause, () => void look())
    }
  }
  const cancel = () => {
    if (isOver) return
    if (legId !== null) call.hangupLeg(legId).catch(() => {})
    if (answeredAt === null) finish({ type: 'no-answer', why: 'The call was given up.' })
    else finish({ type: 'answered' }, sinceAnswer())
  }
  const forget = call.onNews(() => void look())

  const begin = async () => {
    known = new Set((await call.legs().catch(() => [])).map(({ id }) => id))
    const options = {
      timeout: Math.min(600, Math.max(1, Math.round(ask.timeout / 1_000))),
      ...{ record: ask.record, whisper: ask.whisper },
    }
    try {
      legId = await call.transfer(target, options)
    } catch (error) {
      // Teler's documents and libraries do not agree on whether it can say something to whoever answers.
      const isWhisper = ask.whisper !== null && error instanceof TelerError && error.status === 422
      if (!isWhisper) throw error
      problem = 'Teler did not say the whisper to whoever was called.'
      legId = await call.transfer(target, { ...options, whisper: null })
    }
    if (isOver) {
      if (legId !== null) await call.hangupLeg(legId).catch(() => {})
      return
    }
    cancelLimit = clock.after(ask.timeout + patience, cancel)
    await look()
  }
  begin().catch((error: unknown) => {
    const { message, remedy } = explainRefusal(error)
    finish({ type: 'failed', why: `${message} ${remedy}` })
  })
  return {
    ringing: ringing.promise,
    ended: ended.promise,
    cancel,
    get problem() {
      return problem
    },
  }
}
