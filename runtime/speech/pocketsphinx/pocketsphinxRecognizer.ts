import { availableParallelism } from 'node:os'
import type { Logger } from 'pino'
import { type ListenFor, type Recognition, type Recognizer, SpeechError } from '../speech.ts'
import { chooseCandidate, cleanText } from './chooseCandidate.ts'
import { hasLibraries } from './decoder.ts'
import { createGrammar, restorePhrases } from './grammar.ts'
import type { Heard } from './listener.ts'
import { findModel } from './model.ts'
import { readTyped } from './readTyped.ts'
import { createRecognitionPool, type RecognitionPool } from './recognitionPool.ts'

export interface PocketsphinxOptions {
  readonly log: Pick<Logger, 'warn'>
  /** Utterances recognised at one time; each worker is a process of some 230 MB. @defaultValue 2 */
  readonly workers?: number
  /** Milliseconds from the end of an utterance to its words, waiting for a worker included. @defaultValue 20 000 */
  readonly timeout?: number
  /** Laid out as Debian's pocketsphinx-en-us. @defaultValue POCKETSPHINX_MODEL, else Debian's */
  readonly modelFolder?: string
}

/** Its model and its rules of pronunciation are English. */
const english = { languages: ['en'], letters: 'a-z' } as const
const remedy = 'apt-get install libpocketsphinx3 pocketsphinx-en-us'
const name = 'pocketsphinx'

/** Recognises English on this machine: what the flow listens for by a grammar, other words by a general model. */
export function createPocketsphinxRecognizer(options: PocketsphinxOptions): Recognizer {
  const model = findModel(options.modelFolder)
  if (!model || !hasLibraries()) return createAbsentRecognizer()
  const size = options.workers ?? Math.min(2, availableParallelism())
  const { log, timeout } = options
  const pool = createRecognitionPool({
    ...{ log, args: [model.folder], size },
    ...(timeout === undefined ? {} : { timeout }),
  })
  return createRecognizerOn(pool)
}

/** The recogniser over a given pool. */
export function createRecognizerOn(pool: RecognitionPool): Recognizer {
  return {
    name,
    available: true,
    remedy: null,
    ...english,
    open: (listenFor, partial) => {
      const utterance = pool.open(createGrammar(listenFor), partial && cleanPartials(partial))
      let result: Promise<Recognition> | null = null
      const finish = async () => {
        const start = performance.now()
        const heard = await utterance.finish()
        return { ...understand(heard, listenFor), ms: Math.round(performance.now() - start) }
      }
      return {
        feed: utterance.feed,
        finish: () => {
          result ??= finish()
          return result
        },
        cancel: utterance.cancel,
      }
    },
    close: pool.close,
  }
}

function understand(heard: Heard, { phrases, builtin }: ListenFor) {
  const { text, confidence, decoder } = chooseCandidate(heard, { phrases })
  const typed = builtin ? readTyped(builtin, text) : text
  return {
    text: typed === text ? restorePhrases(text, phrases) : typed,
    confidence,
    decoder: `${name} ${decoder}`,
  }
}

/** Reports words only when they changed. */
function cleanPartials(partial: (text: string) => void) {
  let last = ''
  return (text: string) => {
    const words = cleanText(text)
    if (!words || words === last) return
    last = words
    partial(words)
  }
}

function createAbsentRecognizer(): Recognizer {
  const fail = async () => {
    throw new SpeechError(name, `speech recognition is not installed: ${remedy}`, {
      retryable: false,
    })
  }
  return {
    name,
    available: false,
    remedy,
    ...english,
    open: () => ({ feed: () => {}, finish: fail, cancel: () => {} }),
    close: async () => {},
  }
}
