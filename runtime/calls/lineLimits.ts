import { randomUUID } from 'node:crypto'
import type { Store } from '../storage/store.ts'
import type { Clock } from './clock.ts'

/** How many calls numbers may have at once. */
export interface LineLimits {
  /** Runs `begin` where a number may have one more call; null: it has as many as it may. */
  within<Value>(place: NewLine, begin: () => Promise<Value>): Promise<Value | null>
}

interface NewLine {
  readonly number: string
  /** Null: as many as come. */
  readonly most: number | null
  readonly callId: string
}

/** Milliseconds that a call may take until its first turn is kept: then it counts by itself. */
const longestBeginning = 60_000

/**
 * Counts the calls that the store has and those that begin in any process: a call's first turn may wait for a webhook,
 * and the next caller should not wait for it. A number without a limit pays nothing.
 */
export function createLineLimits(
  store: Pick<Store, 'takePlace' | 'dropPlace'>,
  clock: Pick<Clock, 'now'>,
): LineLimits {
  const owner = randomUUID()
  return {
    within: async ({ number, most, callId }, begin) => {
      if (most === null) return begin()
      const scope = `number:${number}`
      const now = clock.now()
      const until = now + longestBeginning
      if (!(await store.takePlace({ ...{ scope, id: callId, most, owner, now, until, number } })))
        return null
      try {
        return await begin()
      } finally {
        // Nobody waits for it: a call that is kept counts once, and one that is not stops counting a moment later.
        store.dropPlace(scope, callId).catch(() => {})
      }
    },
  }
}
