import type { Breaker } from './createBreaker.ts'
import type { ListenFor, Recognition, Recognizer, Utterance } from './speech.ts'

export interface ChosenEars {
  readonly recognizer: Recognizer
  readonly breaker: Breaker
}

export interface FallbackRecognizerOptions {
  /** Asked for each utterance. Null: the built-in recogniser. */
  readonly choose: () => ChosenEars | null
  readonly builtIn: Recognizer
  /** Milliseconds that the chosen one may take after the last word. @defaultValue 5000 */
  readonly patience?: number
}

/** Two minutes of 16 kHz: nobody says more at once. */
const mostSamples = 120 * 16_000

/** Understands by the recogniser that is chosen at the moment; what it cannot, the built-in one tries. */
export function createFallbackRecognizer(options: FallbackRecognizerOptions): Recognizer {
  const { choose, builtIn, patience = 5_000 } = options
  const current = () => choose()?.recognizer ?? builtIn
  return {
    get name() {
      return current().name
    },
    get available() {
      return current().available
    },
    get remedy() {
      return current().remedy
    },
    get languages() {
      return current().languages
    },
    get letters() {
      return current().letters
    },
    open: (listenFor, partial) => {
      const chosen = choose()
      if (!chosen) return builtIn.open(listenFor, partial)
      const why = chosen.breaker.why()
      const other = knows(builtIn, listenFor)
      if (why !== null && other) {
        return withReason(builtIn.open(listenFor, partial), `${chosen.recognizer.name}: ${why}`)
      }
      const utterance = chosen.recognizer.open(listenFor, partial)
      return other ? withOther(utterance, chosen, listenFor) : utterance
    },
    close: () => builtIn.close(),
  }

  /** Keeps what was said until it is understood. */
  function withOther(
    first: Utterance,
    { recognizer, breaker }: ChosenEars,
    listenFor: ListenFor,
  ): Utterance {
    const pieces: Int16Array[] = []
    let samples = 0
    let second: Utterance | null = null
    let result: Promise<Recognition> | null = null
    let isCancelled = false
    const finish = async (): Promise<Recognition> => {
      const start = performance.now()
      try {
        const recognition = await within(first.finish(), patience)
        breaker.reset()
        return recognition
      } catch (error) {
        if (isCancelled) throw error
        const why = error instanceof Error ? error.message : String(error)
        breaker.trip(why)
        first.cancel()
        second = builtIn.open(listenFor)
        for (const piece of pieces.splice(0)) second.feed(piece)
        const recognition = await second.finish()
        const ms = Math.round(performance.now() - start)
        return { ...recognition, ms, instead: `${recognizer.name}: ${why}` }
      }
    }
    return {
      feed: (pcm) => {
        first.feed(pcm)
        if (result || isCancelled || samples > mostSamples) return
        samples += pcm.length
        pieces.push(pcm.slice())
      },
      finish: () => {
        result ??= finish()
        return result
      },
      cancel: () => {
        isCancelled = true
        pieces.length = 0
        first.cancel()
        second?.cancel()
      },
    }
  }
}

function withReason(utterance: Utterance, instead: string): Utterance {
  let result: Promise<Recognition> | null = null
  return {
    ...utterance,
    finish: () => {
      result ??= utterance.finish().then((recognition) => ({ ...recognition, instead }))
      return result
    },
  }
}

const knows = ({ available, languages }: Recognizer, { language }: ListenFor): boolean =>
  available &&
  (languages === null ||
    languages.some((one) => one.split('-')[0] === language.toLowerCase().split('-')[0]))

async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new Error(`it took longer than ${ms / 1_000} seconds`)),
    ms,
  )
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
