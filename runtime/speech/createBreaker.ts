/** Keeps a service that failed from being asked again for a while. */
export interface Breaker {
  /** Why it is not asked now; null: it may be asked. */
  why(): string | null
  trip(why: string): void
  reset(): void
}

/** Milliseconds of quiet after one failure; doubled with each one after it, up to a minute. */
const firstPause = 5_000
const longestPause = 60_000

export function createBreaker(now: () => number): Breaker {
  let failures = 0
  let until = Number.NEGATIVE_INFINITY
  let last = ''
  return {
    why: () => (now() < until ? last : null),
    trip: (why) => {
      failures++
      last = why
      until = now() + Math.min(firstPause * 2 ** (failures - 1), longestPause)
    },
    reset: () => {
      failures = 0
      until = Number.NEGATIVE_INFINITY
    },
  }
}
