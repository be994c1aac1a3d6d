import { frameMs } from '../line.ts'

/** Ticks run at one wake-up: twice the normal speed while catching up, never a burst. */
const maxTicksPerWake = 2
/** A stall longer than this many frames is not made up for: audio goes on from where it was. */
const maxDebt = 10

export interface PacerClock {
  /** Monotonic milliseconds. */
  now(): number
  /** Runs `wake` once after `ms`; returns what cancels it. */
  after(ms: number, wake: () => void): () => void
}

/** One 20 ms beat for every line of a process. It runs only while somebody listens to it. */
export class Pacer {
  #clock: PacerClock
  #listeners = new Set<() => void>()
  #cancel: (() => void) | null = null
  /** When the next tick is due. Kept as a sum of frames, so that it never drifts. */
  #due = 0

  constructor(clock: PacerClock) {
    this.#clock = clock
  }

  get isRunning(): boolean {
    return this.#cancel !== null
  }

  /** Calls `tick` every 20 ms until the returned function is called. */
  add(tick: () => void): () => void {
    const own = () => tick()
    this.#listeners.add(own)
    if (!this.#cancel) {
      this.#due = this.#clock.now() + frameMs
      this.#sleep()
    }
    return () => {
      this.#listeners.delete(own)
      if (this.#listeners.size > 0) return
      this.#cancel?.()
      this.#cancel = null
    }
  }

  #sleep(): void {
    const late = this.#clock.now() - this.#due
    const wait = late >= 0 ? frameMs / maxTicksPerWake : -late
    this.#cancel?.()
    this.#cancel = this.#clock.after(wait, () => this.#wake())
  }

  #wake(): void {
    const now = this.#clock.now()
    this.#due = Math.max(this.#due, now - maxDebt * frameMs)
    for (let ticks = 0; ticks < maxTicksPerWake && this.#due <= now; ticks++) {
      this.#due += frameMs
      for (const tick of this.#listeners) tick()
    }
    if (this.#listeners.size > 0) this.#sleep()
  }
}

/** The beat that all lines of this process share. */
export const sharedPacer = new Pacer({
  now: () => performance.now(),
  after(ms, wake) {
    const timer = setTimeout(wake, ms)
    return () => clearTimeout(timer)
  },
})
