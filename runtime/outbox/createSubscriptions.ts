import type { Subscription } from '#shared/api/subscriptions.ts'
import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import type { CallStore, OutgoingWebhook, TurnCommit } from '../storage/store.ts'
import type { SubscriptionStore } from '../storage/subscriptionStore.ts'
import { type CallFacts, toLifecycle } from './lifecycle.ts'

export interface Subscriptions {
  /** Looks into the store again: at the start, and after a change. */
  refresh(): Promise<void>
  /** Null when nobody wants to hear of calls, so that a turn is not held up; else the webhooks of a commit. */
  listen(): ((commit: TurnCommit) => Promise<readonly OutgoingWebhook[]>) | null
}

interface SubscriptionDeps {
  readonly store: SubscriptionStore & Pick<CallStore, 'findSummary'>
  readonly clock: Clock
  readonly log: Log
}

/** Milliseconds after which changes of other processes are looked for. */
const freshness = 5_000
/** Calls whose facts are remembered. */
const mostKnown = 2_000

/** Who is told of calls, kept in memory: every turn asks. */
export function createSubscriptions({ store, clock, log }: SubscriptionDeps): Subscriptions {
  let all: readonly Subscription[] = []
  let readAt = clock.now()
  const known = new Map<string, CallFacts>()

  const refresh = async () => {
    readAt = clock.now()
    all = (await store.listSubscriptions()).filter(({ isEnabled }) => isEnabled)
  }

  const factsOf = async ({ callId, start }: TurnCommit): Promise<CallFacts | null> => {
    const facts = start ?? known.get(callId) ?? (await store.findSummary(callId))
    if (!facts) return null
    const { flowId, flowName, version, channel, startedAt } = facts
    const [oldest] = known.keys()
    if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest)
    known.set(callId, { flowId, flowName, version, channel, startedAt })
    return known.get(callId) ?? null
  }

  return {
    refresh,
    listen: () => {
      if (clock.now() - readAt > freshness) {
        refresh().catch((error: unknown) => log.warn({ err: error }, 'Receivers were not read.'))
      }
      if (all.length === 0) return null
      return async (commit) => {
        const facts = await factsOf(commit)
        return facts ? toLifecycle(commit, facts, all, clock.now()) : []
      }
    },
  }
}
