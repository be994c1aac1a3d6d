import type { CampaignRules } from '#shared/api/campaigns.ts'

export interface Progress {
  readonly waiting: number
  readonly calling: number
  readonly done: number
  readonly startedAt: number
  readonly now: number
  /** When the next one may be called. */
  readonly nextAt: number | null
}

/** Before this many calls nobody can say how long they take. */
const fewest = 5
/** A guess at how long a call takes. */
const usualCall = 60_000

/** When all have been called once more or less: by the pace, by how fast it went so far, and not before it goes on. */
export function estimateEnd(rules: CampaignRules, progress: Progress): number | null {
  const { waiting, calling, done, now, nextAt } = progress
  const left = waiting + calling
  if (left === 0) return null
  const byPace = (waiting / rules.perMinute) * 60_000
  const took = (now - progress.startedAt) / Math.max(1, done)
  const byLines = (left * usualCall) / rules.atOnce
  const bySpeed = done >= fewest ? Math.min(left * took, byLines * 10) : byLines
  const from = Math.max(now, nextAt ?? now)
  return Math.round(from + Math.max(byPace, bySpeed))
}
