/** Time, so that tests can hold it. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number
  /** Runs once after so many milliseconds; returns what cancels it. */
  after(ms: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: Date.now,
  after: (ms, run) => {
    // Longer delays would overflow a timer and fire at once.
    const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
