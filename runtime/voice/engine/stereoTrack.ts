import { frameSamples } from '../line.ts'

/** Joins two voices into one stream of two channels. */
export interface StereoTrack {
  left(pcm: Int16Array): void
  right(pcm: Int16Array): void
  /** Writes what still waits for its other side. */
  finish(): void
}

/** A side may be so many frames (100 ms) ahead before silence stands in for the other one: it is held, or its packets stay out. */
const mostAhead = 5

/** Frames that come at the same time stand side by side in what is written; neither side stops the other. */
export function createStereoTrack(write: (pcm: Int16Array) => void): StereoTrack {
  const silence = new Int16Array(frameSamples)
  const waiting: { left: Int16Array[]; right: Int16Array[] } = { left: [], right: [] }
  const pass = (mostWaiting: number) => {
    const { left, right } = waiting
    while (
      Math.min(left.length, right.length) > 0 ||
      Math.max(left.length, right.length) > mostWaiting
    ) {
      write(interleave(left.shift() ?? silence, right.shift() ?? silence))
    }
  }
  return {
    left: (pcm) => {
      waiting.left.push(pcm)
      pass(mostAhead)
    },
    right: (pcm) => {
      waiting.right.push(pcm)
      pass(mostAhead)
    },
    finish: () => pass(0),
  }
}

/** One voice beside nobody. */
export const besideSilence = (pcm: Int16Array): Int16Array => interleave(pcm, new Int16Array(0))

function interleave(left: Int16Array, right: Int16Array): Int16Array {
  const length = Math.max(left.length, right.length)
  const both = new Int16Array(2 * length)
  for (let index = 0; index < length; index++) {
    both[2 * index] = left[index] ?? 0
    both[2 * index + 1] = right[index] ?? 0
  }
  return both
}
