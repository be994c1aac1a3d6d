import { describe, expect, it } from 'vitest'
import { createSpeechDetector, loadVad } from '#runtime/speech/detector.ts'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import { createTone } from '#runtime/voice/engine/tone.ts'
import { frameMs, type LineListener, sampleRateHz } from '#runtime/voice/line.ts'
import type { RtpLine } from '#runtime/voice/media/plain/rtpLine.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import { createFakeCall, createFakeSynthesizer, createFakeTurns } from '../support/fakeVoice.ts'
import { canRecognise, recogniseRemedy, testRecognizer } from '../support/recognise.ts'
import { VirtualRtp } from '../support/virtualRtp.ts'
import { hasTestVoice, speakWithTestVoice, testVoiceRemedy } from '../support/voices.ts'

const bad = { loss: 0.05, jitter: 60 }
const quiet: LineListener = { audio() {}, digit() {}, text() {}, hangup() {} }
const seeds = [1, 2, 3, 4, 5, 6]

/** Keys that a line hears from now on. */
function keysOf(line: RtpLine): string[] {
  const keys: string[] = []
  line.listen({ ...quiet, digit: (digit) => keys.push(digit) })
  return keys
}

const withoutKeys = (offer: string) =>
  offer.replace(' 101\r\n', '\r\n').replace(/a=.*101.*\r\n/g, '')

describe('a leg that loses 5 % of its packets, the others up to 60 ms late', () => {
  it.for(seeds)('carries every key once and in order, both ways (%i)', async (seed) => {
    const network = new VirtualRtp({ ...bad, seed })
    const [near, far] = await network.pair()
    const [there, back] = [keysOf(far), keysOf(near)]
    near.play(createTone({ lengthMs: 8_000 }))
    const pressed = '1122334455667788990*#'
    void near.sendDigits(pressed)
    void far.sendDigits('000111')
    await network.pass(7_000)
    expect([there.join(''), back.join('')]).toEqual([pressed, '000111'])
    expect(network.counts.lost).toBeGreaterThan(5)
  })

  it.for(seeds)('has no hole of more than 100 ms in what is heard (%i)', async (seed) => {
    const network = new VirtualRtp({ ...bad, seed })
    const [near, far] = await network.pair()
    const levels: number[] = []
    far.listen({ ...quiet, audio: (pcm) => levels.push(Math.max(...pcm.map(Math.abs))) })
    near.play(createTone({ lengthMs: 20_000 }))
    await network.pass(20_000)
    const heard = levels.slice(levels.findIndex((level) => level > 500))
    expect(heard.length).toBeGreaterThan(19_000 / frameMs)
    let [longest, hole] = [0, 0]
    for (const level of heard) {
      hole = level < 500 ? hole + frameMs : 0
      longest = Math.max(longest, hole)
    }
    expect(longest).toBeLessThanOrEqual(100)
  })
})

it('hears each key once where keys are tones, and passes on no tone that would be a second one', async () => {
  const network = new VirtualRtp()
  const [near, far] = await network.pair(withoutKeys)
  const keys: string[] = []
  let loudest = 0
  let run = 0
  far.listen({
    ...quiet,
    digit: (digit) => keys.push(digit),
    audio: (pcm) => {
      run = Math.max(...pcm) > 500 ? run + frameMs : 0
      loudest = Math.max(loudest, run)
    },
  })
  void near.sendDigits('1593#')
  await network.pass(2_000)
  expect(keys.join('')).toBe('1593#')
  // Tones of less than 40 ms are no key to anybody (ITU-T Q.24).
  expect(loudest).toBeLessThanOrEqual(40)
})

describe.skipIf(!canRecognise() || !hasTestVoice())(
  `a menu on a bad leg (needs: ${recogniseRemedy}; ${testVoiceRemedy})`,
  () => {
    it.for(seeds.slice(0, 1))('is understood (%i)', async (seed) => {
      await loadVad()
      const words = await speakWithTestVoice('test results please')
      if (!words) throw new Error('no voice')
      const network = new VirtualRtp({ ...bad, seed })
      const [phone, line] = await network.pair()
      phone.listen(quiet)
      const turns = createFakeTurns({
        '/hooks/voice':
          '<Gather action="/hooks/voice/C1/2" input="speech" timeout="9" hints="appointment, test results, opening hours"><Say>Hello.</Say></Gather>',
        '/hooks/voice/C1/2': '<Hangup/>',
      })
      const engine = createVoiceEngine({
        ...{ turns, clock: network.timers, createDetector: createSpeechDetector },
        synthesizer: createFakeSynthesizer(createFakeClock()),
        recognizer: testRecognizer(),
        report: () => {},
        log: { warn: () => {} },
        fetch: async () => new Response(null, { status: 404 }),
      })
      engine.take(createFakeCall(() => Promise.resolve(line)))
      await network.pass(1_500)
      phone.play(words)
      // Then only the recogniser works, in its own time.
      await network.pass((words.length * 1_000) / sampleRateHz + 1_500)
      await expect.poll(() => turns.posts[1], { timeout: 15_000, interval: 20 }).toBeDefined()
      const closing = engine.close()
      await network.pass(1_000)
      await closing
      expect(turns.posts[1]?.form['SpeechResult']).toContain('test results')
    })
  },
)
