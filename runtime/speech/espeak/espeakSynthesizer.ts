import { execFile } from 'node:child_process'
import { sampleRateHz } from '../../voice/line.ts'
import { joinPcm } from '../joinPcm.ts'
import { resample } from '../resample.ts'
import { shareSynthesis } from '../sharedSynthesis.ts'
import { SpeechError, type Synthesizer } from '../speech.ts'
import { splitSentences } from '../splitSentences.ts'
import { parseWav } from '../wav.ts'

const longestText = 4_000
const cacheBytes = 32 * 1024 * 1024
/** Programs running at once: a sentence takes some 15 ms of one core. */
const atOnce = 4
const longestRunMs = 10_000
/** Some nine minutes of audio: more than any sentence of 4,000 characters. */
const mostBytes = 24 * 1024 * 1024

export interface EspeakOptions {
  /** What `listEspeakLanguages` found; the first is the default. */
  readonly languages: readonly string[]
}

/** Speech by Debian's `espeak-ng` as a process of its own: some hundred languages, one plain voice each. */
export function createEspeakSynthesizer({ languages }: EspeakOptions): Synthesizer {
  const closing = new AbortController()
  const turn = createTurns(atOnce)
  const speak = shareSynthesis(async (language, sentence, unwanted) => {
    const signal = AbortSignal.any([unwanted, closing.signal])
    const done = await turn(signal)
    try {
      return toLine(await run(language, sentence, signal))
    } finally {
      done()
    }
  }, cacheBytes)
  const [first = 'en'] = languages
  return {
    name: 'espeak-ng',
    voices: ['default'],
    languages,
    synthesize: async ({ text, language = 'en' }, signal) => {
      signal?.throwIfAborted()
      if (text.length > longestText) {
        const message = `a text may have ${longestText} characters, this one has ${text.length}`
        throw new SpeechError('espeak-ng', message, { retryable: false })
      }
      const spoken = findLanguage(languages, language) ?? findLanguage(languages, 'en') ?? first
      const sentences = splitSentences(plain(text)).filter((each) => /[\p{L}\p{N}]/u.test(each))
      return joinPcm(await Promise.all(sentences.map((each) => speak(spoken, each, signal))))
    },
    close: async () => closing.abort(),
  }
}

/** The language that comes nearest: `de-AT` is spoken as `de`. */
export function findLanguage(languages: readonly string[], wanted: string): string | null {
  const asked = wanted.toLowerCase()
  const base = asked.split('-')[0]
  return languages.find((one) => one === asked) ?? languages.find((one) => one === base) ?? null
}

/** Marks that the program would take for its own markup, and what no voice can say. */
const plain = (text: string) => text.toWellFormed().replace(/[[\]<>\p{Cc}\ufffd]/gu, ' ')

function run(language: string, text: string, signal: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'espeak-ng',
      ['--stdin', '--stdout', '-b', '1', '-v', language],
      { encoding: 'buffer', timeout: longestRunMs, maxBuffer: mostBytes, signal },
      (error, stdout) => (error ? reject(toSpeechError(error, signal)) : resolve(stdout)),
    )
    // A program that died at once closes the pipe before it is written: the callback says why.
    child.stdin?.on('error', () => {})
    child.stdin?.end(text)
  })
}

const toSpeechError = (cause: Error, signal: AbortSignal): unknown =>
  signal.aborted
    ? signal.reason
    : new SpeechError('espeak-ng', 'espeak-ng did not speak the sentence', {
        retryable: true,
        cause,
      })

function toLine(bytes: Uint8Array): Int16Array {
  const wav = parseWav(bytes)
  if (wav) return resample(wav.pcm, wav.rateHz, sampleRateHz)
  throw new SpeechError('espeak-ng', 'espeak-ng wrote no 16-bit WAV audio', { retryable: false })
}

/** Lets so many in at once; the others wait in order. The result gives the place back. */
function createTurns(places: number) {
  const waiting: (() => void)[] = []
  let free = places
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return async (signal: AbortSignal): Promise<() => void> => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    if (!signal.aborted) return leave
    leave()
    throw signal.reason
  }
}
