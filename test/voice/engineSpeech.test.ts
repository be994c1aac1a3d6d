import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '#runtime/calls/clock.ts'
import { createSpeechDetector, loadVad } from '#runtime/speech/detector.ts'
import { createFliteSynthesizer } from '#runtime/speech/flite/fliteSynthesizer.ts'
import { createPocketsphinxRecognizer } from '#runtime/speech/pocketsphinx/pocketsphinxRecognizer.ts'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import {
  frameMs,
  frameSamples,
  type Line,
  type LineListener,
  sampleRateHz,
} from '#runtime/voice/line.ts'
import type { Report } from '#runtime/voice/report.ts'
import { createFakeCall, createFakeTurns } from '../support/fakeVoice.ts'

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const recognizer = createPocketsphinxRecognizer({ log })
const synthesizer = createFliteSynthesizer({ log })

beforeAll(loadVad)
afterAll(() => Promise.all([recognizer.close(), synthesizer.close()]))

/** A line whose prompts take no time, and whose caller speaks in real time. */
function createLoopbackLine(onPlay: () => void) {
  let listener: LineListener | null = null
  const gone = Promise.withResolvers<void>()
  const line: Line = {
    codec: 'opus',
    sendDigits: async () => true,
    listen: (next) => {
      listener = next
    },
    play: (pcm) => {
      onPlay()
      const playedMs = (pcm.length * 1_000) / sampleRateHz
      return { done: Promise.resolve(playedMs), playedMs, stop: () => {} }
    },
    hangup: () => gone.resolve(),
  }
  const speak = async (pcm: Int16Array, silenceMs: number) => {
    const frames = Math.ceil(pcm.length / frameSamples) + silenceMs / frameMs
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

it.skipIf(!recognizer.available)(
  'hears a spoken option and accounts for every millisecond of the answer',
  async () => {
    const listening = Promise.withResolvers<void>()
    const { line, speak, gone } = createLoopbackLine(listening.resolve)
    const reports: Report[] = []
    const turns = createFakeTurns({
      '/hooks/voice':
        '<Gather action="/hooks/voice/C1/2" input="dtmf speech" hints="appointment, test results"><Say>Hello.</Say></Gather>',
      '/hooks/voice/C1/2': '<Say>An appointment.</Say><Hangup/>',
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
    engine.take(createFakeCall(() => Promise.resolve(line)))
    const words = await synthesizer.synthesize({ text: 'an appointment please', voice: 'slt' })
    await listening.promise
    await speak(words, 2_000)
    await gone
    await engine.close()

    expect(turns.posts[1]?.form['SpeechResult']).toContain('appointment')
    const delay = reports.find((report) => report.type === 'delay')
    if (!delay) throw new Error('No delay was reported.')
    const { endpointing, recognition, turn, network, synthesis, audio, total } = delay
    expect(endpointing + recognition + turn + network + synthesis + audio).toBe(total)
    expect(endpointing).toBe(600)
  },
)
