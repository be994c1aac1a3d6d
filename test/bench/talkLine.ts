import type { Recognizer, Synthesizer } from '#runtime/speech/speech.ts'
import {
  frameMs,
  frameSamples,
  type Line,
  type LineListener,
  type Playback,
  sampleRateHz,
} from '#runtime/voice/line.ts'

/** What callers of the bench say; it takes this long. */
const words = 'a table for two please'
const speaking = 400
/** How long the line is quiet before the caller answers a question. */
const thinking = 120
const sentenceMs = 200
/** What finding words, and making a sentence, takes here. */
const recognitionMs = 30
const synthesisMs = 20

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Makes short sounds that know their text. */
export function createTalkVoice() {
  const texts = new WeakMap<Int16Array, string>()
  const synthesizer: Synthesizer = {
    name: 'bench',
    voices: [],
    languages: null,
    synthesize: async ({ text }) => {
      await after(synthesisMs)
      const pcm = new Int16Array((sentenceMs * sampleRateHz) / 1_000)
      texts.set(pcm, text)
      return pcm
    },
    close: async () => {},
  }
  return { synthesizer, textOf: (pcm: Int16Array) => texts.get(pcm) ?? '' }
}

/** Understands every caller of the bench, with early words while they speak. */
export const talkRecognizer: Recognizer = {
  name: 'bench',
  available: true,
  remedy: null,
  languages: null,
  letters: 'any',
  open: (_listenFor, partial) => {
    let voiced = 0
    return {
      feed: (pcm) => {
        if (pcm[0] === 0) return
        voiced += frameMs
        if (voiced === speaking / 2) partial?.(words)
      },
      finish: async () => {
        await after(recognitionMs)
        return { text: words, confidence: 0.9, decoder: 'bench', ms: recognitionMs }
      },
      cancel: () => {},
    }
  },
  close: async () => {},
}

/** A line in real time whose caller answers each question so many times, and then hangs up. */
export function createTalkLine(turns: number, textOf: (pcm: Int16Array) => string) {
  const gone = Promise.withResolvers<void>()
  let listener: LineListener | null = null
  let playing: Promise<unknown> = Promise.resolve()
  let answered = 0
  let voicedUntil = 0
  const beat = setInterval(() => {
    const frame = new Int16Array(frameSamples)
    if (performance.now() < voicedUntil) frame[0] = 1
    listener?.audio(frame)
  }, frameMs)
  const hangup = () => {
    clearInterval(beat)
    gone.resolve()
  }
  const answer = async () => {
    await after(thinking)
    if (answered++ < turns) voicedUntil = performance.now() + speaking
    else {
      hangup()
      listener?.hangup('the caller hung up')
    }
  }
  const play = (pcm: Int16Array): Playback => {
    const before = playing
    const stopped = Promise.withResolvers<void>()
    let playedMs = 0
    const started = before.then(() => {})
    const done = started
      .then(() => Promise.race([after((pcm.length * 1_000) / sampleRateHz), stopped.promise]))
      .then(() => {
        playedMs = (pcm.length * 1_000) / sampleRateHz
        if (textOf(pcm).endsWith('?')) void answer()
        return playedMs
      })
    playing = done
    return { done, started, stop: stopped.resolve, playedMs }
  }
  const line: Line = {
    codec: 'opus',
    listen: (next) => {
      listener = next
    },
    play,
    sendDigits: async () => true,
    hangup,
  }
  return { line, gone: gone.promise }
}
