import type { Delay } from './transcript.ts'

/** The mean of several waits, part by part; null of none. */
export function averageDelay(delays: readonly Delay[]): Delay | null {
  if (delays.length === 0) return null
  const mean = (key: keyof Delay) =>
    delays.reduce((sum, delay) => sum + delay[key], 0) / delays.length
  return {
    endpointing: mean('endpointing'),
    recognition: mean('recognition'),
    turn: mean('turn'),
    synthesis: mean('synthesis'),
    total: mean('total'),
  }
}
