import { type Delay, delayPartNames, delaySchema } from '#shared/api/delays.ts'

/** The mean of several waits, part by part; null of none. */
export function averageDelay(delays: readonly Delay[]): Delay | null {
  if (delays.length === 0) return null
  const keys = [...delayPartNames, 'total', 'saved'] as const
  const mean = (key: (typeof keys)[number]) =>
    delays.reduce((sum, delay) => sum + delay[key], 0) / delays.length
  return delaySchema.parse(Object.fromEntries(keys.map((key) => [key, mean(key)])))
}
