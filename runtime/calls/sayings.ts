import type { EffectResult } from '#shared/session/event.ts'
import { splitSentences } from '../speech/splitSentences.ts'
import type { SentenceTiming } from '../voice/engine/delays.ts'
import type { Clock } from './clock.ts'
import type { TurnTiming } from './sentenceTiming.ts'

/** One line of a stream of sentences (`shared/fml/README.md`). */
export type SayLine =
  | { readonly say: string; readonly filler?: true; readonly timing?: SentenceTiming }
  /** Inside a Gather: listen now, or post the reason `stream`. */
  | { readonly end: 'listen' | 'leave' }

/** What model turns are saying, sentence by sentence, while they say it. */
export interface Sayings {
  /** Makes a turn readable. `filler` is said when nothing has come after `fillerAfter` milliseconds. */
  open(callId: string, turn: number, filler: string): void
  say(callId: string, turn: number, sentence: string, timing?: SentenceTiming): void
  end(callId: string, turn: number, how: 'listen' | 'leave'): void
  /** Lines from the sentence with index `from` on, then the end; null when nothing is said on this turn. */
  read(callId: string, turn: number, from: number): AsyncIterable<SayLine> | null
  /** Ends what is being said and forgets it. */
  forget(callId: string): void
}

/** Milliseconds of silence that a caller takes for thinking; longer sounds like a dead line. */
const fillerAfter = 2_500
/** A reader that lost its connection asks for the last turn again; older ones were answered. */
const keptTurns = 2
const mostSentences = 200

interface Saying {
  readonly lines: SayLine[]
  isOver: boolean
  wake: () => void
  woken: Promise<void>
  stopFiller: () => void
}

export function createSayings(clock: Pick<Clock, 'after'>): Sayings {
  const calls = new Map<string, Map<number, Saying>>()
  const find = (callId: string, turn: number) => calls.get(callId)?.get(turn)

  const add = (saying: Saying, line: SayLine) => {
    saying.lines.push(line)
    saying.isOver = 'end' in line
    saying.wake()
    const { promise, resolve } = Promise.withResolvers<void>()
    saying.woken = promise
    saying.wake = resolve
  }
  const close = (saying: Saying, how: 'listen' | 'leave') => {
    saying.stopFiller()
    if (!saying.isOver) add(saying, { end: how })
  }

  return {
    open: (callId, turn, filler) => {
      const turns = calls.get(callId) ?? new Map<number, Saying>()
      if (turns.has(turn)) return
      calls.set(callId, turns)
      const { promise, resolve } = Promise.withResolvers<void>()
      const saying: Saying = {
        lines: [],
        isOver: false,
        wake: resolve,
        woken: promise,
        stopFiller: () => {},
      }
      if (filler !== '') {
        saying.stopFiller = clock.after(fillerAfter, () => {
          if (saying.lines.length === 0) add(saying, { say: filler, filler: true })
        })
      }
      turns.set(turn, saying)
      for (const old of [...turns.keys()].slice(0, -keptTurns)) {
        const forgotten = turns.get(old)
        if (forgotten) close(forgotten, 'leave')
        turns.delete(old)
      }
    },
    say: (callId, turn, sentence, timing) => {
      const saying = find(callId, turn)
      if (!saying || saying.isOver || saying.lines.length >= mostSentences) return
      saying.stopFiller()
      add(saying, { say: sentence, ...(timing ? { timing } : {}) })
    },
    end: (callId, turn, how) => {
      const saying = find(callId, turn)
      if (saying) close(saying, how)
    },
    read: (callId, turn, from) => {
      const saying = find(callId, turn)
      return saying ? follow(saying, from) : null
    },
    forget: (callId) => {
      for (const saying of calls.get(callId)?.values() ?? []) close(saying, 'leave')
      calls.delete(callId)
    },
  }
}

async function* follow(saying: Saying, from: number): AsyncGenerator<SayLine> {
  for (let index = from; ; index++) {
    while (index >= saying.lines.length) {
      if (saying.isOver) return
      await saying.woken
    }
    const line = saying.lines[index]
    if (line) yield line
    if (line && 'end' in line) return
  }
}

/** Takes a model's sentences as they come, and its result. */
export interface Speech {
  say(sentence: string): void
  /** The model's first text has come. */
  onToken(): void
  end(result: EffectResult): void
}

interface SpeechPlace {
  readonly callId: string
  readonly turn: number
  /** Tells how long the first sentence took. */
  readonly timing?: TurnTiming
}

/** Streams a model's turn; one that answers in one piece is heard all the same. */
export function streamTo(
  sayings: Sayings,
  { callId, turn, timing }: SpeechPlace,
  howToEnd: () => 'listen' | 'leave',
): Speech {
  let isSilent = true
  const say = (sentence: string) => {
    sayings.say(callId, turn, sentence, isSilent ? timing?.firstSentence() : undefined)
    isSilent = false
  }
  return {
    say,
    onToken: () => timing?.onToken(),
    end: (result) => {
      if (isSilent && result.type === 'model') splitSentences(result.answer.say).forEach(say)
      sayings.end(callId, turn, howToEnd())
    },
  }
}
