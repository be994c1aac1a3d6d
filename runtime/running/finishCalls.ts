import type { Clock } from '../calls/clock.ts'

/** Milliseconds between looks. */
const pause = 200

/** Resolves with how many calls are left: none, or those that go on when `limit` milliseconds are over. */
export async function finishCalls(
  countCalls: () => number,
  limit: number,
  clock: Clock,
): Promise<number> {
  const until = clock.now() + limit
  while (countCalls() > 0 && clock.now() < until) {
    await new Promise<void>((resolve) => clock.after(pause, resolve))
  }
  return countCalls()
}
