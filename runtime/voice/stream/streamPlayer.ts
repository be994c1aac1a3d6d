import { type Line, type Playback, sampleRateHz } from '../line.ts'

/** Plays what a stream sends, and knows when each piece was heard. */
export interface StreamPlayer {
  /** Queues audio; false when so much waits that it was dropped. */
  play(pcm: Int16Array): boolean
  /** Tells when everything queued so far was played or dropped. */
  mark(tell: () => void): void
  /** Drops what was not played yet. */
  clear(): void
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>
}

/** Milliseconds that may wait to be played. */
const mostWaiting = 60_000
const mostMarks = 1_000

export function createStreamPlayer(line: Pick<Line, 'play'>): StreamPlayer {
  const playing = new Set<Playback>()
  let waiting = 0
  let marks = 0
  let last: Promise<unknown> = Promise.resolve()
  return {
    play: (pcm) => {
      const length = (pcm.length * 1_000) / sampleRateHz
      if (waiting + length > mostWaiting) return false
      waiting += length
      const playback = line.play(pcm)
      playing.add(playback)
      const heard = playback.done.then(() => {
        waiting -= length
        playing.delete(playback)
      })
      // In order, also where the last is dropped first.
      last = Promise.all([last, heard])
      return true
    },
    mark: (tell) => {
      if (marks >= mostMarks) return
      marks++
      void last.then(() => {
        marks--
        tell()
      })
    },
    clear: () => {
      // The last first: nothing in the queue must start when what is before it is dropped.
      for (const playback of [...playing].toReversed()) playback.stop()
    },
    idle: async () => {
      await last
    },
  }
}
