import { createHash } from 'node:crypto'
import type { NumberPlan } from '#shared/api/plans.ts'

interface Answer {
  readonly flowId: string
  readonly version: number
}

/** What a plan says instead of the number's own answer; null: nothing. `share` is from 0 to below 100. */
export function plannedFor(
  { next, split }: Pick<NumberPlan, 'next' | 'split'>,
  own: Answer | null,
  now: number,
  share: number,
): Answer | null {
  if (next && next.at <= now) return { flowId: next.flowId, version: next.version }
  if (!split || !own || share >= split.share) return null
  return { flowId: own.flowId, version: split.version }
}

/** Where a caller falls among a hundred: always the same for one caller of one number, evenly spread over callers. */
export function shareOf(number: string, caller: string): number {
  const digest = createHash('sha256').update(`${number} ${caller}`).digest()
  return (digest.readUInt32BE(0) / 2 ** 32) * 100
}

/** Callers who show no number are not one caller. */
export const isHidden = (from: string): boolean =>
  /^(|anonymous|restricted|unknown|unavailable|private)$/i.test(from)
