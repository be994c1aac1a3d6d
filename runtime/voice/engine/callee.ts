import type { Line } from '../line.ts'

/** What is done with what the other side of a call sends. */
export interface CalleeSink {
  audio(pcm: Int16Array): void
  digit(digit: string): void
}

/** Whoever answered a call of ours, from the answer on: its line tells a hang-up once, whoever listens then. */
export interface Callee {
  readonly line: Line
  /** Aborted when the other side is gone. */
  readonly gone: AbortSignal
  /** Gives everything to the sink from now on; null: nobody listens. */
  attach(sink: CalleeSink | null): void
}

/** Listens to the line of somebody who answered. */
export function createCallee(line: Line): Callee {
  const over = new AbortController()
  let sink: CalleeSink | null = null
  line.listen({
    audio: (pcm) => sink?.audio(pcm),
    digit: (digit) => sink?.digit(digit),
    text: () => {},
    hangup: () => over.abort(),
  })
  return {
    line,
    gone: over.signal,
    attach: (next) => {
      sink = next
    },
  }
}
