import type { Logger } from 'pino'
import { createAudioCache } from '../audioCache.ts'
import { joinPcm } from '../joinPcm.ts'
import { SpeechError, type Synthesizer } from '../speech.ts'
import { splitSentences } from '../splitSentences.ts'
import { createFliteWorker, type FliteWorker } from './fliteWorker.ts'
import { normaliseText } from './normaliseText.ts'

/** The first is the default: a recogniser misunderstands it least. `kal` is the fastest. */
const voices = ['rms', 'awb', 'slt', 'kal'] as const

const longestText = 4_000

export interface FliteSynthesizerOptions {
  readonly log: Pick<Logger, 'warn'>
  /** Bytes of audio kept in memory; 32,000 a second. @defaultValue 32 MiB, some 17 minutes */
  readonly cacheBytes?: number
  readonly worker?: FliteWorker
}

interface Synthesis {
  readonly audio: Promise<Int16Array>
  readonly waiters: { count: number }
}

/** English speech without any outside service. The audio it returns is shared: do not change it. */
export function createFliteSynthesizer(options: FliteSynthesizerOptions): Synthesizer {
  const { log, cacheBytes = 32 * 1024 * 1024 } = options
  const worker = options.worker ?? createFliteWorker({ log })
  const cache = createAudioCache(cacheBytes)
  const running = new Map<string, Synthesis>()
  const warnedLanguages = new Set<string>()

  const join = (voice: string, sentence: string): Synthesis => {
    const key = `${voice} ${sentence}`
    const known = running.get(key)
    // One that every waiter left may already be dropped from the queue: make it anew.
    if (known && known.waiters.count > 0) {
      known.waiters.count++
      return known
    }
    const waiters = { count: 1 }
    const audio = worker
      .speak(voice, sentence, () => waiters.count > 0)
      .then((pcm) => {
        cache.set(key, pcm)
        return pcm
      })
    const synthesis: Synthesis = { audio, waiters }
    running.set(key, synthesis)
    const forget = () => {
      if (running.get(key) === synthesis) running.delete(key)
    }
    audio.then(forget, forget)
    return synthesis
  }
  const speak = async (voice: string, sentence: string, signal?: AbortSignal) => {
    const cached = cache.get(`${voice} ${sentence}`)
    if (cached) return cached
    const { audio, waiters } = join(voice, sentence)
    try {
      return await untilAborted(audio, signal)
    } finally {
      waiters.count--
    }
  }
  return {
    name: 'flite',
    voices,
    synthesize: async ({ text, voice, language }, signal) => {
      signal?.throwIfAborted()
      if (text.length > longestText) {
        const message = `a text may have ${longestText} characters, this one has ${text.length}`
        throw new SpeechError('flite', message, { retryable: false })
      }
      if (language && !/^en\b/i.test(language) && !warnedLanguages.has(language)) {
        warnedLanguages.add(language)
        log.warn({ language }, 'flite speaks English only; configure another synthesizer')
      }
      const chosen = voices.find((known) => known === voice) ?? voices[0]
      const sentences = splitSentences(text).map(normaliseText).filter(Boolean)
      const pieces = await Promise.all(sentences.map((each) => speak(chosen, each, signal)))
      const [only, ...others] = pieces
      return only && others.length === 0 ? only : joinPcm(pieces)
    },
    close: () => worker.close(),
  }
}

/** Waits for a promise that others may wait for as well. */
function untilAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
