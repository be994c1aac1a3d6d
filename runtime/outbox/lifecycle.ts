import type { CallSummary } from '#shared/api/api.ts'
import type { CallEventName, Subscription } from '#shared/api/subscriptions.ts'
import type { RequestEffect } from '#shared/session/effect.ts'
import { webhookIdOf } from '../effects/webhookId.ts'
import type { OutgoingWebhook, TurnCommit } from '../storage/store.ts'

/** What receivers learn of every call. */
export type CallFacts = Pick<
  CallSummary,
  'flowId' | 'flowName' | 'version' | 'channel' | 'startedAt'
>

interface Happening {
  readonly type: CallEventName
  readonly at: number
  readonly data: Readonly<Record<string, string | number | null>>
}

/** Milliseconds a receiver may take. */
const timeout = 10_000

/** What a commit means to those outside, in order. */
export function happeningsOf(commit: TurnCommit, at: number): readonly Happening[] {
  const { start, session, rows, outcome } = commit
  const happenings: Happening[] = []
  if (start) {
    // A call that we make was told of when it was asked for.
    if (session.call.direction === 'inbound') {
      happenings.push({ type: 'call.initiated', at: start.startedAt, data: {} })
    }
    happenings.push({ type: 'call.answered', at: start.startedAt, data: {} })
  }
  for (const { type, at: reachedAt, data } of rows) {
    if (type === 'node.entered') {
      happenings.push({ type: 'call.node', at: reachedAt, data: { node: String(data['node']) } })
    }
  }
  if (outcome) {
    const type = outcome.status === 'completed' ? 'call.completed' : 'call.failed'
    const { startedAt, outcome: name } = session
    const seconds = Math.max(0, Math.round((at - startedAt) / 1_000))
    happenings.push({ type, at, data: { outcome: name, seconds } })
  }
  return happenings
}

/** The webhooks of a commit: one for each receiver and each thing it wants to hear of. */
export function toLifecycle(
  commit: TurnCommit,
  facts: CallFacts,
  subscriptions: readonly Subscription[],
  at: number,
): readonly OutgoingWebhook[] {
  const { callId, session, version } = commit
  const { from, to, direction } = session.call
  return happeningsOf(commit, at).flatMap((happening, index) =>
    subscriptions
      .filter(({ isEnabled, events }) => isEnabled && events.includes(happening.type))
      .map(({ id, url }) => {
        // The same commit, tried again, says the same under the same id.
        const about = { callId, ...facts, from, to, direction }
        const request = toRequest(`l${version}.${index}.${id}`, { id, url }, happening, about)
        return { id: webhookIdOf(callId, request.id), request, createdAt: at, dueAt: at }
      }),
  )
}

/** What a receiver is sent to see that it works. */
export const exampleRequest = (id: string, receiver: Receiver, at: number): RequestEffect =>
  toRequest(
    id,
    receiver,
    { type: 'call.completed', at, data: { outcome: 'example', seconds: 42 } },
    { callId: 'example', flowId: 'example', flowName: 'Example', version: 1, test: true },
  )

type Receiver = Pick<Subscription, 'id' | 'url'>

const toRequest = (
  id: string,
  { id: receiver, url }: Receiver,
  { type, at, data }: Happening,
  call: Readonly<Record<string, unknown>>,
): RequestEffect => ({
  ...{ type: 'request', id, node: noNode, method: 'POST', url, timeout, receiver, detached: true },
  headers: { 'content-type': 'application/json' },
  // As Standard Webhooks recommends: type, timestamp, data.
  body: JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: { ...call, ...data } }),
})

/** Webhooks of no step: what becomes of them is no part of the call's history. */
export const noNode = ''
