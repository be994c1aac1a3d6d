import type { CampaignRules } from '#shared/api/campaigns.ts'
import { localTimeOf } from '#shared/text/localTime.ts'

type Hours = CampaignRules['hours']

const minute = 60_000
const dayMinutes = 1_440
/** Zones that never allow it together are found out within so many days. */
const farthest = 15 * dayMinutes * minute

/** When somebody who may be in any of these zones may be called: `now`, later, or never (null). */
export function allowedAt(hours: Hours, zones: readonly string[], now: number): number | null {
  let at = now
  while (at - now <= farthest) {
    const next = Math.max(...zones.map((zone) => openFrom(hours, zone, at)), at)
    if (next === at) return at
    at = next
  }
  return null
}

/** When a zone allows calls next; `at` itself when it does so then. */
function openFrom(hours: Hours, zone: string, at: number): number {
  const [opens, closes] = [minutesOf(hours.from), minutesOf(hours.to)]
  const local = localTimeOf(at, zone)
  const isDay = hours.weekdays.includes(local.weekday)
  if (isDay && local.minute >= opens && local.minute < closes) return at
  // Whole minutes: what is left of this one is let go.
  const start = at - (at % minute)
  if (isDay && local.minute < opens) {
    const opening = start + (opens - local.minute) * minute
    // Clocks may change on the way there.
    return opening + (opens - localTimeOf(opening, zone).minute) * minute
  }
  // Midnight, or an hour beside it on a day when clocks change: from there it is looked at again.
  return start + (dayMinutes - local.minute) * minute
}

const minutesOf = (time: string): number => {
  const [hour = 0, minutes = 0] = time.split(':').map(Number)
  return hour * 60 + minutes
}
