import { systemClock } from '#runtime/calls/clock.ts'
import { createSpeechDetector, loadVad } from '#runtime/speech/detector.ts'
import { createFliteSynthesizer } from '#runtime/speech/flite/fliteSynthesizer.ts'
import { createPocketsphinxRecognizer } from '#runtime/speech/pocketsphinx/pocketsphinxRecognizer.ts'
import type { Recognizer, Synthesizer } from '#runtime/speech/speech.ts'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import {
  frameMs,
  frameSamples,
  type Line,
  type LineListener,
  sampleRateHz,
} from '#runtime/voice/line.ts'
import type { Report as CallReport } from '#runtime/voice/report.ts'
import { createFakeCall, createFakeTurns } from '../support/fakeVoice.ts'
import { type Measured, median, ms, type Report } from './gates.ts'
import { mediaReports } from './media.ts'

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const runs = 3
/** Milliseconds of silence after the caller's words: longer than any end-pointing. */
const silence = 2_000
/** Milliseconds after which a spoken turn counts as lost. */
const patience = 20_000

/** Delays of spoken turns with the built-in speech engines, and what the media of a call costs. */
export async function measureVoice(): Promise<Measured> {
  const media = await mediaReports()
  await loadVad()
  const recognizer = createPocketsphinxRecognizer({ log })
  const synthesizer = createFliteSynthesizer({ log })
  try {
    if (!recognizer.available) {
      return { gates: [], reports: media, skipped: ['spoken turns: pocketsphinx is not installed'] }
    }
    const measure = (kind: Kind) => delayReport({ recognizer, synthesizer }, kind)
    return {
      gates: [],
      reports: [await measure(grammarTurn), await measure(dictation), ...media],
    }
  } finally {
    await Promise.all([recognizer.close(), synthesizer.close()])
  }
}

interface Kind {
  readonly name: string
  readonly target: string
  /** Attributes of the Gather. */
  readonly listening: string
  readonly words: string
}

const grammarTurn: Kind = {
  name: 'grammar turn',
  target: '100 ms',
  listening: 'hints="appointment, test results"',
  words: 'an appointment please',
}
const dictation: Kind = {
  name: 'dictation',
  target: '150 ms',
  listening: '',
  words: 'I would like to move my visit to Friday morning',
}

interface Engines {
  readonly recognizer: Recognizer
  readonly synthesizer: Synthesizer
}

async function delayReport(engines: Engines, kind: Kind): Promise<Report> {
  const delays: number[] = []
  for (let run = 0; run < runs; run++) delays.push(await speakOnce(engines, kind))
  return {
    name: `end of speech → first audio, without end-pointing silence: ${kind.name}`,
    target: kind.target,
    figure: ms(median(delays)),
  }
}

/** Milliseconds between the moment the caller was known to be done and the answer's first audio. */
async function speakOnce({ recognizer, synthesizer }: Engines, kind: Kind): Promise<number> {
  const listening = Promise.withResolvers<void>()
  const { line, speak, gone } = createLoopbackLine(listening.resolve)
  const reports: CallReport[] = []
  const turns = createFakeTurns({
    '/hooks/voice': `<Gather action="/hooks/voice/C1/2" input="dtmf speech" ${kind.listening}><Say>Hello.</Say></Gather>`,
    '/hooks/voice/C1/2': '<Say>Thank you, that is noted.</Say><Hangup/>',
  })
  const engine = createVoiceEngine({
    turns,
    synthesizer,
    recognizer,
    createDetector: createSpeechDetector,
    log,
    clock: systemClock,
    report: (_, report) => reports.push(report),
    fetch: async () => new Response(null, { status: 404 }),
  })
  const late = setTimeout(() => line.hangup(), patience)
  try {
    const words = await synthesizer.synthesize({ text: kind.words, voice: 'slt' })
    engine.take(createFakeCall(() => Promise.resolve(line)))
    await listening.promise
    await speak(words)
    await gone
  } finally {
    clearTimeout(late)
    await engine.close()
  }
  const delay = reports.find((report) => report.type === 'delay')
  if (!delay || !turns.posts[1]?.form['SpeechResult'])
    throw new Error(`The ${kind.name} was not heard`)
  return delay.total - delay.endpointing
}

/** A line whose prompts take no time, and whose caller speaks in real time, as recognition needs it. */
function createLoopbackLine(onPlay: () => void) {
  let listener: LineListener | null = null
  const gone = Promise.withResolvers<void>()
  const line: Line = {
    codec: 'opus',
    listen: (next) => {
      listener = next
    },
    play: (pcm) => {
      onPlay()
      const playedMs = (pcm.length * 1_000) / sampleRateHz
      return { done: Promise.resolve(playedMs), playedMs, stop: () => {} }
    },
    sendDigits: async () => true,
    hangup: () => gone.resolve(),
  }
  const speak = async (pcm: Int16Array) => {
    const frames = Math.ceil(pcm.length / frameSamples) + silence / frameMs
    const startedAt = performance.now()
    for (let index = 0; index < frames; index++) {
      const frame = new Int16Array(frameSamples)
      frame.set(pcm.subarray(index * frameSamples, (index + 1) * frameSamples))
      listener?.audio(frame)
      const due = startedAt + (index + 1) * frameMs
      await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
    }
  }
  return { line, speak, gone: gone.promise }
}
