import type { Clock } from '../../calls/clock.ts'
import type { Playback } from '../../voice/line.ts'

export interface PlayoutDeps {
  readonly clock: Clock
  /** Sends a chunk at 8 kHz. */
  readonly send: (chunk: Int16Array) => void
  /** Empties what the other side still has to play. */
  readonly clear: () => void
}

const samplesPerMs = 8
/** Shorter chunks stutter at Teler. */
export const chunkMs = 500
/** Sound that is at Teler and not played yet: enough for any delay, little to throw away. */
const leadMs = 10_000
/** From our sending to the caller's ear; also how long before the end of what is there more must be sent. */
const lagMs = 120
/** Sound that comes in small pieces is gathered; after this silence no more is waited for. */
const gatherMs = 60
/** So many pieces in one chunk are sound that comes as it is spoken. */
const livePieces = 5

interface Span {
  readonly at: number
  readonly ms: number
}

/**
 * What the caller hears when. Teler plays what it was sent and tells nothing: sound begins when it is sent, or after what
 * was sent before, and runs by the clock.
 */
export class Playout {
  #deps: PlayoutDeps
  #pieces: Piece[] = []
  /** When everything that was sent is over. */
  #freeAt = 0
  #lastAdded = 0
  #cancelPump = () => {}
  #isClearing = false
  #isClosed = false

  constructor(deps: PlayoutDeps) {
    this.#deps = deps
  }

  /** Queues sound of 8 kHz behind what was queued before. */
  add(pcm: Int16Array): Playback {
    const { clock } = this.#deps
    const before = this.#pieces.at(-1)
    const piece = new Piece(pcm, clock, (over, isCut) => this.#remove(over, isCut))
    if (this.#isClosed) piece.stop()
    else if (pcm.length > 0) {
      this.#pieces.push(piece)
      this.#lastAdded = clock.now()
      this.#pump()
    } else if (before) void before.done.then(() => piece.stop())
    else piece.stop()
    return piece
  }

  /** Milliseconds until everything is heard. */
  get leftMs(): number {
    const unsent = this.#pieces.reduce((sum, piece) => sum + piece.unsent, 0) / samplesPerMs
    return Math.max(0, this.#freeAt - this.#deps.clock.now()) + unsent
  }

  /** Stops everything, now and later; sends nothing more. */
  close(): void {
    this.#isClosed = true
    this.#cancelPump()
    for (const piece of [...this.#pieces]) piece.stop()
  }

  #pump(): void {
    this.#cancelPump()
    for (let wait = this.#wait(); wait !== null; wait = this.#wait()) {
      if (wait > 0) {
        this.#cancelPump = this.#deps.clock.after(wait, () => this.#pump())
        return
      }
      this.#sendChunk()
    }
  }

  /** Milliseconds until the next chunk is due; null when there is nothing to send. */
  #wait(): number | null {
    const unsent = this.#pieces.reduce((sum, piece) => sum + piece.unsent, 0)
    if (unsent === 0 || this.#isClosed) return null
    const now = this.#deps.clock.now()
    const ahead = this.#freeAt - now
    if (ahead >= leadMs) return ahead - leadMs / 2
    if (unsent >= chunkMs * samplesPerMs) return 0
    if (ahead > lagMs) return ahead - lagMs
    return Math.max(0, this.#lastAdded + gatherMs - now)
  }

  #sendChunk(): void {
    const now = this.#deps.clock.now()
    const unsent = this.#pieces.reduce((sum, piece) => sum + piece.unsent, 0)
    const least = chunkMs * samplesPerMs
    const length = unsent >= 2 * least ? least : unsent
    const waiting = this.#pieces.filter((piece) => piece.unsent > 0)
    const isIdle = this.#freeAt <= now
    // Sound that comes as it is spoken gets a little reserve, or each chunk would come a moment too late.
    const reserve = isIdle && waiting.length >= livePieces ? lagMs * samplesPerMs : 0
    const chunk = new Int16Array(Math.max(least, reserve + length))
    const startsAt = Math.max(this.#freeAt, now + lagMs)
    let filled = reserve
    for (const piece of waiting) {
      if (filled === chunk.length) break
      filled += piece.copyTo(chunk, filled, startsAt + filled / samplesPerMs)
    }
    this.#freeAt = startsAt + chunk.length / samplesPerMs
    this.#deps.send(chunk)
  }

  #remove(piece: Piece, isCut: boolean): void {
    this.#pieces = this.#pieces.filter((other) => other !== piece)
    if (!isCut || this.#isClosed || this.#isClearing) return
    this.#isClearing = true
    // Several that are stopped together need one message.
    queueMicrotask(() => this.#clear())
  }

  /** Only everything can be taken back: what is still wanted is sent again from where it was. */
  #clear(): void {
    this.#isClearing = false
    if (this.#isClosed) return
    this.#deps.clear()
    this.#freeAt = 0
    for (const piece of this.#pieces) piece.rewind()
    this.#pump()
  }
}

class Piece implements Playback {
  readonly done: Promise<number>
  #pcm: Int16Array
  #clock: Clock
  #sent = 0
  #spans: Span[] = []
  #over: number | null = null
  #settle: (ms: number) => void
  #remove: (piece: Piece, isCut: boolean) => void
  #cancelEnd = () => {}

  constructor(pcm: Int16Array, clock: Clock, remove: (piece: Piece, isCut: boolean) => void) {
    const { promise, resolve } = Promise.withResolvers<number>()
    this.done = promise
    this.#settle = resolve
    this.#pcm = pcm
    this.#clock = clock
    this.#remove = remove
  }

  get unsent(): number {
    return this.#pcm.length - this.#sent
  }

  get playedMs(): number {
    if (this.#over !== null) return this.#over
    const now = this.#clock.now()
    return this.#spans.reduce((sum, { at, ms }) => sum + Math.min(ms, Math.max(0, now - at)), 0)
  }

  stop(): void {
    const last = this.#spans.at(-1)
    // Some of it is at Teler and was not heard yet.
    const isCut = last !== undefined && last.at + last.ms > this.#clock.now()
    this.#end(this.playedMs, isCut)
  }

  #end(playedMs: number, isCut: boolean): void {
    if (this.#over !== null) return
    this.#over = playedMs
    this.#cancelEnd()
    this.#remove(this, isCut)
    this.#settle(playedMs)
  }

  /** Copies what fits behind `offset`, to be heard at `at`; returns how much that was. */
  copyTo(chunk: Int16Array, offset: number, at: number): number {
    const part = this.#pcm.subarray(this.#sent, this.#sent + chunk.length - offset)
    chunk.set(part, offset)
    this.#sent += part.length
    const ms = part.length / samplesPerMs
    this.#spans.push({ at, ms })
    if (this.unsent === 0) {
      const length = this.#pcm.length / samplesPerMs
      const wait = Math.ceil(at + ms - this.#clock.now())
      this.#cancelEnd = this.#clock.after(wait, () => this.#end(length, false))
    }
    return part.length
  }

  /** What was not heard counts as not sent. */
  rewind(): void {
    const played = this.playedMs
    this.#cancelEnd()
    this.#sent = Math.floor(played * samplesPerMs)
    this.#spans = played > 0 ? [{ at: this.#clock.now() - played, ms: played }] : []
  }
}
