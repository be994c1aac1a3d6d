import type { Clock } from '../../calls/clock.ts'
import type { SpeechDetector } from '../../speech/detector.ts'
import type { EndpointerOptions } from '../../speech/endpointer.ts'
import type { ListenFor, Recognizer, Utterance } from '../../speech/speech.ts'
import { frameMs } from '../line.ts'
import type { EchoGuard } from '../listening/echo.ts'
import type { Report } from '../report.ts'
import type { GatherEvent } from './gatherTypes.ts'
import type { SentSound } from './sentSound.ts'
import { explain } from './waiting.ts'

/** Listens for speech during one gather. */
export interface Hearing {
  feed(pcm: Int16Array): void
  open(): void
  finish(): void
  cancel(): void
  close(): void
}

/** Makes a detector for one gather. */
export type CreateDetector = (options: EndpointerOptions) => SpeechDetector

export interface HearingOptions {
  readonly recognizer: Recognizer
  readonly clock: Clock
  readonly createDetector: CreateDetector
  readonly report: (report: Report) => void
  /** Milliseconds of silence that end an utterance, by the words so far. */
  readonly silenceAfter: (words: string) => number
  readonly listenFor: ListenFor
  readonly send: (event: GatherEvent) => void
  /** What is being sent to the caller: its echo is not the caller. */
  readonly sent: SentSound | undefined
  /** Of the call: what it has learned of the caller's room stays known. */
  readonly echo: EchoGuard | undefined
  /** Words that have stood still while the caller was silent: likely the answer. */
  readonly onStable: (words: string) => void
}

/** Silence, and words that no longer change, after which they are taken for the answer while we still listen. */
const stableSilence = 200
const stableWords = 140

/** Joins detector and recogniser: frames in, gather events out. */
export function createHearing(options: HearingOptions): Hearing {
  const { recognizer, clock, report, send, listenFor } = options
  const { echo } = options
  echo?.pause()
  const words = createStableWords(options.onStable)
  const detector = options.createDetector({
    endMs: () => options.silenceAfter(words.now()),
    ...(echo ? { isEcho: echo.isEcho } : {}),
  })
  // The detector decides after some frames of speech; the recogniser must get the word's beginning too.
  let preRoll: readonly Int16Array[] = []
  let utterance: Utterance | null = null
  let isSpeaking = false

  const cancel = () => {
    utterance?.cancel()
    utterance = null
    isSpeaking = false
  }
  const open = () => {
    cancel()
    isSpeaking = true
    words.reset()
    report({ type: 'speech.started' })
    try {
      const opened = recognizer.open(listenFor, (text) => {
        if (utterance !== opened) return
        words.change(text)
        report({ type: 'speech.partial', text })
        send({ type: 'speech.partial', text, at: clock.now() })
      })
      utterance = opened
      for (const frame of preRoll) opened.feed(frame)
    } catch (error) {
      report({ type: 'problem', message: `Speech cannot be recognised: ${explain(error)}` })
    }
    preRoll = []
  }
  const finish = () => {
    const finished = utterance
    isSpeaking = false
    if (!finished) {
      // Later: the machine is still performing the outputs that brought us here.
      queueMicrotask(() => send({ type: 'recognised', text: '', confidence: 0, at: clock.now() }))
      return
    }
    finished.finish().then(
      ({ text, confidence, decoder, ms, instead }) => {
        if (utterance !== finished) return
        utterance = null
        if (instead !== undefined) {
          const message = `Speech was understood by the built-in recogniser instead of ${instead}`
          report({ type: 'problem', message })
        }
        report({ type: 'speech.final', text, confidence, decoder, ms })
        send({ type: 'recognised', text, confidence, at: clock.now() })
      },
      (error: unknown) => {
        if (utterance !== finished) return
        utterance = null
        report({ type: 'problem', message: `Speech was not recognised: ${explain(error)}` })
        send({ type: 'recognised', text: '', confidence: 0, at: clock.now() })
      },
    )
  }
  const feed = (pcm: Int16Array) => {
    if (options.sent) echo?.played(options.sent.take())
    echo?.heard(pcm)
    if (isSpeaking) utterance?.feed(pcm)
    const event = detector.push(pcm)
    if (event?.type === 'start') {
      preRoll = event.preRoll
      send({ type: 'speech.started', at: clock.now() })
    }
    if (event?.type === 'end') {
      send({ type: 'speech.ended', at: clock.now(), silence: event.silenceMs })
    }
    if (isSpeaking) words.frame(detector.silenceMs())
  }
  return {
    feed,
    open,
    finish,
    cancel,
    close: () => {
      cancel()
      detector.close()
    },
  }
}

/** Watches the words of an utterance, by the beat of its frames. */
function createStableWords(onStable: (words: string) => void) {
  let words = ''
  let unchanged = 0
  let told = ''
  return {
    now: () => words,
    reset: () => {
      words = ''
      unchanged = 0
      told = ''
    },
    change: (text: string) => {
      if (text === words) return
      words = text
      unchanged = 0
    },
    frame: (silence: number) => {
      unchanged += frameMs
      const isStable = silence >= stableSilence && unchanged >= stableWords
      if (!isStable || words.trim() === '' || words === told) return
      told = words
      onStable(words)
    },
  }
}
