import type { Log } from '../../log.ts'
import type { LineListener } from '../line.ts'

/** Whoever listens to a line: told of its end once, and unable to stop the beat that other lines share. */
export class LineEar {
  #log: Pick<Log, 'error'>
  #listener: LineListener | null = null
  /** Why the line is over; null: it is not. */
  #end: string | null = null
  #isEndTold = false

  constructor(log: Pick<Log, 'error'>) {
    this.#log = log
  }

  get isOver(): boolean {
    return this.#end !== null
  }

  listen(listener: LineListener): void {
    if (this.#end === null) this.#listener = listener
    else this.#tellEnd(listener, this.#end)
  }

  audio(frame: Int16Array): void {
    this.#guard(() => this.#listener?.audio(frame))
  }

  digit(digit: string): void {
    this.#guard(() => this.#listener?.digit(digit))
  }

  text(text: string): void {
    this.#guard(() => this.#listener?.text(text))
  }

  /** We end the line: nobody is told. False when it was over. */
  hangup(free: (reason: string) => void): boolean {
    if (this.#end !== null) return false
    this.#isEndTold = true
    this.#close('hung up', free)
    return true
  }

  /** The line came to its end: whoever listens is told, or who listens next. False when it was over. */
  end(reason: string, free: (reason: string) => void): boolean {
    if (this.#end !== null) return false
    const listener = this.#listener
    this.#close(reason, free)
    if (listener) this.#tellEnd(listener, reason)
    return true
  }

  #close(reason: string, free: (reason: string) => void): void {
    this.#listener = null
    this.#end = reason
    free(reason)
  }

  #tellEnd(listener: LineListener, reason: string): void {
    if (this.#isEndTold) return
    this.#isEndTold = true
    this.#guard(() => listener.hangup(reason))
  }

  #guard(tell: () => void): void {
    try {
      tell()
    } catch (error) {
      this.#log.error({ err: error }, 'a line listener failed')
    }
  }
}
