import { type Playback, sampleRateHz } from '../line.ts'

/** Remembers what is being sent to the caller, for telling its echo from the caller. */
export interface SentSound {
  add(pcm: Int16Array, playback: Playback): void
  /** What was sent since the last call. */
  take(): Int16Array
}

interface Sending {
  readonly pcm: Int16Array
  readonly playback: Playback
  taken: number
  isOver: boolean
}

const samplesPerMs = sampleRateHz / 1_000
/** 700 ms: an echo comes sooner. */
const mostSamples = 700 * samplesPerMs
const nothing = new Int16Array(0)

export function createSentSound(): SentSound {
  let sending: readonly Sending[] = []
  return {
    add: (pcm, playback) => {
      const entry: Sending = { pcm, playback, taken: 0, isOver: false }
      sending = [...sending, entry]
      void playback.done.then(() => {
        entry.isOver = true
      })
    },
    take: () => {
      if (sending.length === 0) return nothing
      const pieces = sending.map((entry) => {
        const sent = Math.min(entry.pcm.length, Math.round(entry.playback.playedMs * samplesPerMs))
        const piece = entry.pcm.subarray(Math.max(entry.taken, sent - mostSamples), sent)
        entry.taken = sent
        return piece
      })
      sending = sending.filter(({ isOver }) => !isOver)
      const [first = nothing] = pieces
      return pieces.length === 1 ? first : joined(pieces)
    },
  }
}

function joined(pieces: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
