/** A clock that moves only when it is told to. */
export interface FakeClock {
  now(): number
  after(ms: number, run: () => void): () => void
  /** Moves on, running what falls due in order and letting promises settle in between. */
  advance(ms: number): Promise<void>
  /** Lets promises settle without moving. */
  settle(): Promise<void>
  /** Timers that wait. */
  pending(): number
}

/** Makes a clock at 1,000 seconds after the epoch. */
export function createFakeClock(): FakeClock {
  let now = 1_000_000
  let timers: { readonly at: number; readonly run: () => void }[] = []
  // Each turn of the event loop lets every chain of resolved promises run to its end.
  const settle = async () => {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  const takeDue = (until: number) => {
    const due = timers.filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at)[0]
    timers = timers.filter((timer) => timer !== due)
    return due
  }
  return {
    now: () => now,
    pending: () => timers.length,
    settle,
    after: (ms, run) => {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance: async (ms) => {
      const until = now + ms
      await settle()
      for (let due = takeDue(until); due; due = takeDue(until)) {
        now = due.at
        due.run()
        await settle()
      }
      now = until
    },
  }
}
