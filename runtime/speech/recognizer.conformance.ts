import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ListenFor, type Recognizer, SpeechError } from './speech.ts'

const anything: ListenFor = { phrases: [], language: 'en-US' }
const menu: ListenFor = { phrases: ['Sales', 'Opening hours'], language: 'en-US' }
const second = new Int16Array(16_000)

function feed(recognizer: Recognizer, listenFor: ListenFor, pcm: Int16Array) {
  const utterance = recognizer.open(listenFor)
  for (let at = 0; at < pcm.length; at += 320) utterance.feed(pcm.subarray(at, at + 320))
  return utterance
}

/** What every recogniser that is available does. */
export function describeRecognizer(
  name: string,
  make: () => Recognizer | Promise<Recognizer>,
  options: { skip?: string | false } = {},
): void {
  const title = options.skip ? `${name} (${options.skip})` : `${name} is a recognizer that`
  describe.skipIf(Boolean(options.skip))(title, { timeout: 90_000 }, () => {
    let recognizer: Recognizer
    beforeAll(async () => {
      recognizer = await make()
    })
    afterAll(() => recognizer.close())

    it('is available and needs no remedy', () => {
      expect(recognizer).toMatchObject({ available: true, remedy: null })
    })

    it.for<[string, ListenFor]>([
      ['anything', anything],
      ['a menu', menu],
      ['digits', { ...anything, builtin: 'digits' }],
      ['a date or a phrase', { ...menu, builtin: 'date' }],
      [
        'phrases it cannot say',
        { ...anything, phrases: ['', '中文', '<x> | ; {', 'a'.repeat(999)] },
      ],
    ])('gives a whole result while it listens for %s', async ([, listenFor]) => {
      const result = await feed(recognizer, listenFor, second).finish()
      expect(result.text).toBe(result.text.toLowerCase().trim())
      expect(result.confidence).toBeGreaterThanOrEqual(0)
      expect(result.confidence).toBeLessThanOrEqual(1)
      expect(result.decoder).toMatch(new RegExp(`^${recognizer.name}\\b`))
      expect(result.ms).toBeGreaterThanOrEqual(0)
    })

    it('understands nothing when it was told nothing', async () => {
      const result = await recognizer.open(menu).finish()
      expect(result).toMatchObject({ text: '', confidence: 0 })
    })

    it('finishes an utterance once and ignores audio after it', async () => {
      const utterance = feed(recognizer, menu, second)
      const result = utterance.finish()
      utterance.feed(second)
      expect(await utterance.finish()).toBe(await result)
    })

    it('throws a cancelled utterance away, any number of times', async () => {
      const utterance = feed(recognizer, menu, second)
      utterance.cancel()
      utterance.cancel()
      utterance.feed(second)
      await expect(utterance.finish()).rejects.toBeInstanceOf(SpeechError)
    })

    it('takes an utterance in pieces of any length', async () => {
      const utterance = recognizer.open(anything)
      for (const length of [0, 1, 319, 16_000, 5]) utterance.feed(new Int16Array(length))
      await expect(utterance.finish()).resolves.toBeDefined()
    })

    it('hears many utterances that run at one time', async () => {
      const utterances = Array.from({ length: 8 }, () => feed(recognizer, menu, second))
      const results = await Promise.all(utterances.map((utterance) => utterance.finish()))
      expect(results.length).toBe(8)
    })

    it('refuses utterances once it is closed', async () => {
      const closed = await make()
      const running = feed(closed, menu, second).finish()
      const settled = Promise.allSettled([running])
      await closed.close()
      await settled
      await expect(feed(closed, menu, second).finish()).rejects.toBeInstanceOf(SpeechError)
    })
  })
}
