/** So much within so long. */
export interface RateLimit {
  readonly most: number
  /** Milliseconds. */
  readonly within: number
}

export interface RateLimits {
  /** Counts one; the milliseconds to wait when it was too much, else 0. */
  take(who: string, limit: RateLimit): number
}

/** Most that are counted at a time: whoever was heard of longest ago is forgotten first. */
const mostCounted = 10_000

/**
 * Counts in windows, in memory: each process counts its own, as what is counted here is its own work; attempts to come in
 * are counted in the store (`attempts.ts`). Windows that begin with the first request need one number
 * for each who asks; twice the limit may pass around the end of one, which is enough against guessing.
 */
export function createRateLimits(now: () => number): RateLimits {
  const windows = new Map<string, { count: number; until: number }>()
  const windowOf = (who: string, { within }: RateLimit) => {
    const found = windows.get(who)
    if (found && found.until > now()) return found
    const fresh = { count: 0, until: now() + within }
    windows.delete(who)
    windows.set(who, fresh)
    const [oldest] = windows.keys()
    if (windows.size > mostCounted && oldest !== undefined) windows.delete(oldest)
    return fresh
  }
  return {
    take: (who, limit) => {
      const window = windowOf(who, limit)
      window.count += 1
      return window.count > limit.most ? window.until - now() : 0
    },
  }
}

const minute = 60_000
export const limits = {
  /** By an API key, and by a signed-in person with all their windows. */
  key: { most: 600, within: minute },
  person: { most: 2_000, within: minute },
  /** From one address without saying who asks, or wrongly. */
  stranger: { most: 120, within: minute },
  /** Wrong passwords from one address, for one account from one address, and for one account from anywhere. */
  address: { most: 30, within: 15 * minute },
  attempt: { most: 8, within: 15 * minute },
  account: { most: 60, within: 15 * minute },
} as const satisfies Readonly<Record<string, RateLimit>>
