import type { Line } from '../line.ts'
import { pipeTo } from './bridge.ts'
import { ringingTone } from './ringTargets.ts'

/** What the network of whoever is called says or plays before the answer. */
export interface EarlySound {
  frame(pcm: Int16Array): void
  /** It came from somebody who rings no more. */
  end(): void
}

export interface Ringback extends EarlySound {
  stop(): void
}

export interface RingbackOptions {
  /** Null: the caller's call is not answered, and their own network lets them hear a tone. */
  readonly line: Line | null
  /** Lets a caller hear us without an answer; null: that cannot be done on their line. */
  readonly early: () => Promise<Line | null>
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal
}

/** Quieter than this is silence: our tone goes on until somebody else's is there. */
const audible = 64

/** What a caller hears while somebody is rung: our tone, or what the other network plays in its place. */
export function createRingback({ line, early, signal }: RingbackOptions): Ringback {
  const tone = () => (line ? ringingTone(line, signal) : () => {})
  let stopTone = tone()
  let pipe: ((pcm: Int16Array) => void) | null = null
  let isOpening = false
  let isOver = false
  const open = async () => {
    isOpening = true
    const to = line ?? (await early())
    if (isOver || !to) return
    stopTone()
    pipe = pipeTo(to)
  }
  return {
    frame: (pcm) => {
      if (isOver) return
      if (pipe) pipe(pcm)
      else if (!isOpening && pcm.some((sample) => Math.abs(sample) > audible)) void open()
    },
    end: () => {
      if (isOver || !isOpening || !line) return
      pipe = null
      isOpening = false
      stopTone = tone()
    },
    stop: () => {
      isOver = true
      stopTone()
    },
  }
}
