import type { Breaker } from './createBreaker.ts'
import { joinPcm } from './joinPcm.ts'
import { SpeechError, type SynthesisRequest, type Synthesizer } from './speech.ts'

/** A voice with the memory of its failures. */
export interface ChosenVoice {
  readonly synthesizer: Synthesizer
  readonly breaker: Breaker
}

export interface FallbackSynthesizerOptions {
  /** Asked for each sentence, so that a change counts from the next one on. Null: the built-in voice. */
  readonly choose: () => ChosenVoice | null
  /** Speaks when the chosen voice cannot. */
  readonly builtIn: Synthesizer
  /** Milliseconds to the first sound, and between sounds. @defaultValue 3000 */
  readonly patience?: number
}

/** Samples a character takes to be said, about: 65 ms. */
const samplesPerCharacter = 1_040

/** Speaks by the voice that is chosen at the moment; what it cannot say in time, the built-in voice says. */
export function createFallbackSynthesizer(options: FallbackSynthesizerOptions): Synthesizer {
  const { choose, builtIn, patience = 3_000 } = options
  const current = () => choose()?.synthesizer ?? builtIn

  async function* stream(
    request: SynthesisRequest,
    signal?: AbortSignal,
  ): AsyncGenerator<Int16Array> {
    const chosen = choose()
    if (!chosen) return yield await builtIn.synthesize(request, signal)
    const { synthesizer, breaker } = chosen
    let samples = 0
    let why = breaker.why()
    try {
      if (why === null) {
        for await (const piece of inTime(synthesizer, request, patience, signal)) {
          samples += piece.length
          yield piece
        }
        return breaker.reset()
      }
    } catch (error) {
      if (signal?.aborted || isOurFault(error)) throw error
      why = error instanceof Error ? error.message : String(error)
      breaker.trip(why)
    }
    request.onInstead?.(`${synthesizer.name}: ${why}`)
    const rest = restOf(request.text, samples)
    // Its voices have other names.
    if (rest !== '') yield await builtIn.synthesize({ ...request, text: rest }, signal)
  }
  return {
    get name() {
      return current().name
    },
    get voices() {
      return current().voices
    },
    get languages() {
      return current().languages
    },
    stream,
    synthesize: async (request, signal) => {
      const pieces: Int16Array[] = []
      for await (const piece of stream(request, signal)) pieces.push(piece)
      return pieces.length === 1 && pieces[0] ? pieces[0] : joinPcm(pieces)
    },
    close: () => builtIn.close(),
  }
}

/** A text that no voice takes. */
const isOurFault = (error: unknown): boolean =>
  error instanceof SpeechError && /a text may have/.test(error.message)

/** What a voice that broke off has not said, as far as its sound tells: whole words. */
function restOf(text: string, samples: number): string {
  if (samples === 0) return text
  const said = Math.floor(samples / samplesPerCharacter)
  // The word that was cut is said again.
  return said >= text.length ? '' : text.slice(text.lastIndexOf(' ', said) + 1)
}

/** The pieces of a voice, each within the patience. */
async function* inTime(
  synthesizer: Synthesizer,
  request: SynthesisRequest,
  patience: number,
  signal?: AbortSignal,
): AsyncGenerator<Int16Array> {
  const late = new AbortController()
  const either = signal ? AbortSignal.any([signal, late.signal]) : late.signal
  const slow = new SpeechError(
    synthesizer.name,
    `it took longer than ${patience / 1_000} seconds`,
    {
      retryable: true,
    },
  )
  // Only waiting counts: a line that is held takes its pieces later.
  let pieces: AsyncIterator<Int16Array> | null = null
  const gone = new Promise<never>((_, reject) => {
    if (either.aborted) reject(either.reason)
    either.addEventListener('abort', () => reject(either.reason), { once: true })
  })
  gone.catch(() => {})
  const next = async () => {
    const timer = setTimeout(() => late.abort(slow), patience)
    try {
      pieces ??= open(synthesizer, request, either)[Symbol.asyncIterator]()
      return await Promise.race([pieces.next(), gone])
    } catch (error) {
      throw late.signal.aborted ? slow : error
    } finally {
      clearTimeout(timer)
    }
  }
  try {
    for (let piece = await next(); !piece.done; piece = await next()) yield piece.value
  } finally {
    stop(pieces)
  }
}

/** Without waiting for it: it may be waiting itself. */
const stop = (pieces: AsyncIterator<Int16Array> | null) => {
  pieces?.return?.()?.catch(() => {})
}

async function* open(
  synthesizer: Synthesizer,
  request: SynthesisRequest,
  signal: AbortSignal,
): AsyncGenerator<Int16Array> {
  if (synthesizer.stream) yield* synthesizer.stream(request, signal)
  else yield await synthesizer.synthesize(request, signal)
}
