import type { Store } from '../storage/store.ts'

/** How many calls numbers may have at once. */
export interface LineLimits {
  /** Runs `begin` where a number may have one more call; null: it has as many as it may. */
  within<Value>(place: NewPlace, begin: () => Promise<Value>): Promise<Value | null>
}

interface NewPlace {
  readonly number: string
  /** Null: as many as come. */
  readonly most: number | null
  readonly callId: string
}

/**
 * Counts the calls that the store has and those that begin here now: a call's first turn may wait for a webhook, and the
 * next caller should not wait for it. Several processes may let one more in at the same instant.
 */
export function createLineLimits(store: Pick<Store, 'liveCallsTo'>): LineLimits {
  const beginning = new Map<string, Set<string>>()
  return {
    within: async ({ number, most, callId }, begin) => {
      if (most === null) return begin()
      const here = beginning.get(number) ?? new Set()
      beginning.set(number, here)
      // One that is kept while the store is asked stands in neither list afterwards.
      const before = [...here]
      const live = new Set([...(await store.liveCallsTo(number)), ...before, ...here])
      if (live.size >= most) return null
      here.add(callId)
      try {
        return await begin()
      } finally {
        here.delete(callId)
        if (here.size === 0) beginning.delete(number)
      }
    },
  }
}
