import { createHash } from 'node:crypto'
import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import type { AttemptStore } from '../storage/attemptStore.ts'
import type { RateLimit } from './rateLimits.ts'

/** Who is counted, and how often they may try. */
export type Counted = readonly [who: string, limit: RateLimit]

/** Counts attempts to come in, for all processes together. */
export interface Attempts {
  /**
   * Counts one against each, until one of them is too much: then the milliseconds to wait, else 0. Before the attempt, so
   * that many guesses at once are no more guesses.
   */
  take(counted: readonly Counted[]): Promise<number>
  /** It was no guess. */
  forgive(counted: readonly Counted[]): Promise<void>
}

interface AttemptsDeps {
  readonly store: AttemptStore
  readonly clock: Pick<Clock, 'now'>
  readonly log: Pick<Log, 'warn'>
}

/** Milliseconds between clean-ups. */
const cleaning = 3_600_000

export function createAttempts({ store, clock, log }: AttemptsDeps): Attempts {
  let cleanedAt = clock.now()
  const clean = () => {
    if (clock.now() - cleanedAt < cleaning) return
    cleanedAt = clock.now()
    store
      .forgetAttempts(clock.now())
      .catch((error: unknown) => log.warn({ err: error }, 'Old attempts were not forgotten.'))
  }
  return {
    take: async (counted) => {
      clean()
      for (const [who, { most, within }] of counted) {
        const { count, until } = await store.countAttempt(nameOf(who), clock.now(), within)
        if (count > most) return until - clock.now()
      }
      return 0
    },
    forgive: async (counted) => {
      for (const [who] of counted) await store.forgiveAttempt(nameOf(who))
    },
  }
}

/** Addresses of people and of their networks are not kept as they are. */
const nameOf = (who: string): string => createHash('sha256').update(who).digest('base64url')
