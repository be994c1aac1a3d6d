import { frameSamples, type Playback, sampleRateHz } from '../line.ts'

const samplesPerMs = sampleRateHz / 1000

/** Audio waiting to be sent, in the order it was queued; pieces follow each other without a gap. */
export class PlayQueue {
  #pieces: Piece[] = []
  #closed = false

  add(pcm: Int16Array): Playback {
    const piece = new Piece(pcm, () => {
      this.#pieces = this.#pieces.filter((other) => other !== piece)
    })
    if (this.#closed) piece.stop()
    else if (pcm.length === 0 && this.#pieces.length === 0) piece.stop()
    else this.#pieces.push(piece)
    return piece
  }

  /** The next 20 ms, filled up with silence at the end; null when nothing is left. */
  takeFrame(): Int16Array | null {
    if (this.#pieces.length === 0) return null
    const frame = new Int16Array(frameSamples)
    let filled = 0
    for (const piece of [...this.#pieces]) {
      filled += piece.copyTo(frame, filled)
      if (filled === frameSamples) break
    }
    return frame
  }

  /** Stops everything, now and later. */
  close(): void {
    this.#closed = true
    for (const piece of [...this.#pieces]) piece.stop()
  }
}

class Piece implements Playback {
  readonly done: Promise<number>
  readonly started: Promise<void>
  #start: () => void
  #pcm: Int16Array
  #sent = 0
  #over = false
  #settle: (ms: number) => void
  #remove: () => void

  constructor(pcm: Int16Array, remove: () => void) {
    const { promise, resolve } = Promise.withResolvers<number>()
    this.done = promise
    const start = Promise.withResolvers<void>()
    this.started = start.promise
    this.#start = start.resolve
    this.#settle = resolve
    this.#pcm = pcm
    this.#remove = remove
  }

  get playedMs(): number {
    return this.#sent / samplesPerMs
  }

  stop(): void {
    if (this.#over) return
    this.#over = true
    this.#remove()
    this.#pcm = new Int16Array(0)
    this.#settle(this.playedMs)
  }

  /** Copies what fits behind `offset` and returns how much that was. */
  copyTo(frame: Int16Array, offset: number): number {
    const part = this.#pcm.subarray(this.#sent, this.#sent + frame.length - offset)
    frame.set(part, offset)
    if (this.#sent === 0) this.#start()
    this.#sent += part.length
    if (this.#sent >= this.#pcm.length) this.stop()
    return part.length
  }
}
