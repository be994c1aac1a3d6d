import { dayNumber, localTimeOf } from './localTime.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** Minutes that the clocks of a place are ahead of UTC at an instant (unix ms). */
export function offsetAt(at: number, timezone: string): number {
  const { date, minute } = localTimeOf(at, timezone)
  return dayNumber(date) * 1_440 + minute - Math.floor(at / minuteMs)
}

/** When the clocks of a place are next put forward or back, and by how many minutes; null within a year. */
export function nextClockChange(
  from: number,
  timezone: string,
): { readonly at: number; readonly minutes: number } | null {
  const before = offsetAt(from, timezone)
  for (let day = 1; day <= 366; day += 1) {
    const after = offsetAt(from + day * dayMs, timezone)
    if (after === before) continue
    let [low, high] = [from + (day - 1) * dayMs, from + day * dayMs]
    while (high - low > minuteMs) {
      const middle = Math.floor((low + high) / 2)
      if (offsetAt(middle, timezone) === before) low = middle
      else high = middle
    }
    return { at: Math.floor(high / minuteMs) * minuteMs, minutes: after - before }
  }
  return null
}
