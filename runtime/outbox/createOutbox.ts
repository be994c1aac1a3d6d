import type { EffectResult } from '#shared/session/event.ts'
import type { Clock } from '../calls/clock.ts'
import type { EffectContext } from '../effects/performEffect.ts'
import type { Log } from '../log.ts'
import type { ClaimedWebhook, NewRow, Store } from '../storage/store.ts'
import { noNode } from './lifecycle.ts'
import { hasArrived, pauseAfter } from './retry.ts'

export interface Outbox {
  /** There may be something to send: now, at the start, and from time to time where others write too. */
  wake(): void
  /** Gives back what is being sent, and sends nothing more. */
  close(): Promise<void>
}

export interface OutboxDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  /** From 0 to 1. */
  readonly random: () => number
  /** Sends it once; never rejects. */
  readonly perform: (webhook: ClaimedWebhook, context: EffectContext) => Promise<EffectResult>
  /** Hides what must not be shown of a call. */
  readonly mask: (callId: string, row: NewRow) => NewRow
}

/** Webhooks under way at once, and of them to one server by all processes together. */
const mostAtOnce = 32
const mostPerHost = 8
/** Milliseconds between attempts to reach a store that is away. */
const storePause = 5_000

/**
 * Sends the webhooks that no caller waits for, until they arrive. Each is held by one worker at once: by a lease that
 * is longer than an attempt can be, so that a worker that dies gives it back by itself.
 */
export function createOutbox(deps: OutboxDeps): Outbox {
  const { store, clock, log } = deps
  const stop = new AbortController()
  const sending = new Set<Promise<void>>()
  let looking: Promise<void> | null = null
  let isWoken = false
  let cancelTimer = () => {}

  const wake = () => {
    isWoken = true
    looking ??= look().finally(() => {
      looking = null
      if (isWoken && !stop.signal.aborted && sending.size < mostAtOnce) wake()
    })
  }

  const look = async (): Promise<void> => {
    try {
      while (isWoken && !stop.signal.aborted && sending.size < mostAtOnce) {
        isWoken = false
        const webhooks = await claim()
        for (const webhook of webhooks) start(webhook)
        if (webhooks.length > 0) isWoken = true
      }
      await sleep()
    } catch (error) {
      isWoken = false
      log.warn({ err: error }, 'Webhooks wait: the store cannot be reached.')
      wakeIn(storePause)
    }
  }

  const claim = async () => {
    const lease = deps.newId()
    const claimed = await store.claimWebhooks({
      ...{ lease, now: clock.now(), perHost: mostPerHost },
      limit: mostAtOnce - sending.size,
    })
    return claimed.map((webhook) => ({ ...webhook, lease }))
  }

  /** Until the next one falls due; what ends before wakes it too. */
  const sleep = async () => {
    const due = await store.nextDue()
    if (due !== null) wakeIn(Math.max(due - clock.now(), leastPause))
  }

  const wakeIn = (pause: number) => {
    cancelTimer()
    if (!stop.signal.aborted) cancelTimer = clock.after(pause, wake)
  }

  const start = (webhook: Claimed) => {
    const sent = send(webhook)
      .catch((error: unknown) =>
        // Its lease ends, and it is sent again under the same id.
        log.warn({ err: error, webhook: webhook.id }, 'What became of a webhook was not kept.'),
      )
      .finally(() => {
        sending.delete(sent)
        if (!stop.signal.aborted) wake()
      })
    sending.add(sent)
  }

  const send = async (webhook: Claimed): Promise<void> => {
    const { id, callId, lease, attempts } = webhook
    const result = await deps.perform(webhook, { callId, signal: stop.signal })
    if (hasArrived(result)) {
      if (await store.dropWebhook(id, lease)) await tell(webhook, true, summaryOf(result))
      return
    }
    const error = summaryOf(result)
    if (stop.signal.aborted) {
      await store.delayWebhook(id, lease, { dueAt: clock.now(), error: 'The server stopped.' })
      return
    }
    const pause = pauseAfter(result, attempts, deps.random())
    const dueAt = pause === null ? null : clock.now() + pause
    const isOurs = await store.delayWebhook(id, lease, { dueAt, error })
    if (!isOurs || pause !== null) return
    log.error({ webhook: id, callId, attempts }, 'A webhook was given up: see /api/outbox.')
    await tell(webhook, false, `given up after ${attempts} attempts: ${error}`)
  }

  const tell = async ({ callId, request }: ClaimedWebhook, ok: boolean, summary: string) => {
    if (request.node === noNode) return
    const data = { node: request.node, ok, summary }
    const row = deps.mask(callId, { type: 'effect.finished', at: clock.now(), data })
    await store.appendRows(callId, [row])
  }

  return {
    wake,
    close: async () => {
      stop.abort(new Error('The server stopped.'))
      cancelTimer()
      await looking
      await Promise.all(sending)
    },
  }
}

interface Claimed extends ClaimedWebhook {
  readonly lease: string
}

/** Milliseconds: servers at their limit do not keep the store busy. */
const leastPause = 50

const summaryOf = (result: EffectResult): string => {
  if (result.type === 'response') return `answered ${result.status}`
  return result.type === 'failed' ? result.why : 'answered something else'
}
