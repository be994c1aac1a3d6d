import type { EffectResult } from '#shared/session/event.ts'

/** Attempts until a webhook is given up. */
const mostAttempts = 10
/** Milliseconds: 5 s, 20 s, 80 s, … up to six hours; the last attempt is about 20 hours after the first. */
const firstPause = 5_000
const factor = 4
const longestPause = 6 * 3_600_000

/** Whether the receiver has taken it (Standard Webhooks: any 2xx). */
export const hasArrived = (result: EffectResult): boolean =>
  result.type === 'response' && result.status >= 200 && result.status < 300

/** Whether the receiver has answered, well or not: nothing to send again for a step that was waiting for it. */
export const hasAnswered = (result: EffectResult): boolean =>
  result.type === 'response' &&
  result.status < 500 &&
  result.status !== 408 &&
  result.status !== 429

/**
 * Milliseconds until the next attempt, spread by a quarter either way so that what failed together does not come back
 * together; null when there is none. 410 says that nobody wants it any more (Standard Webhooks).
 */
export function pauseAfter(result: EffectResult, attempts: number, random: number): number | null {
  const isGone = result.type === 'response' && result.status === 410
  if (isGone || attempts >= mostAttempts) return null
  const pause = Math.min(firstPause * factor ** (attempts - 1), longestPause)
  return Math.round(pause * (0.75 + random / 2))
}
