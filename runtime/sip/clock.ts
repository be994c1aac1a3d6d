/** Time for timers: real in the runtime, hand-driven in tests. */
export interface SipClock {
  /** Unix milliseconds. */
  now(): number
  /** Runs `wake` once after `ms`; returns what cancels it. */
  after(ms: number, wake: () => void): () => void
}

/** Timers that do not keep the process alive. */
export const createSipClock = (now: () => number): SipClock => ({
  now,
  after(ms, wake) {
    const timer = setTimeout(wake, ms).unref()
    return () => clearTimeout(timer)
  },
})
