import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SpeechError, type Synthesizer } from './speech.ts'

/** What every synthesizer does. The engine it makes must speak English. */
export function describeSynthesizer(
  name: string,
  make: () => Synthesizer | Promise<Synthesizer>,
): void {
  describe(`${name} is a synthesizer that`, { timeout: 90_000 }, () => {
    let synthesizer: Synthesizer
    beforeAll(async () => {
      synthesizer = await make()
    })
    afterAll(() => synthesizer.close())

    it('names itself and its voices', () => {
      expect(synthesizer.name).toMatch(/^[a-z0-9-]+$/)
      expect(synthesizer.voices.length).toBeGreaterThan(0)
      expect(new Set(synthesizer.voices).size).toBe(synthesizer.voices.length)
    })

    it('speaks with every voice, and with its default for a voice it lacks', async () => {
      for (const voice of [...synthesizer.voices, 'no-such-voice', '']) {
        const pcm = await synthesizer.synthesize({ text: 'Hello there.', voice })
        expect(pcm).toBeInstanceOf(Int16Array)
        expect(pcm.length).toBeGreaterThan(3_200)
        expect(pcm.some((sample) => sample !== 0)).toBe(true)
      }
    })

    it('gives equal requests equal audio', async () => {
      const request = { text: 'The same words.', language: 'en-US' }
      const [first, second] = await Promise.all([
        synthesizer.synthesize(request),
        synthesizer.synthesize(request),
      ])
      expect(second).toEqual(first)
      expect(await synthesizer.synthesize(request)).toEqual(first)
    })

    it('streams what it synthesises, where it streams', async () => {
      const request = { text: 'A sentence that comes in pieces, one behind the other.' }
      const pieces: number[] = []
      for await (const piece of synthesizer.stream?.(request) ?? []) pieces.push(...piece)
      if (!synthesizer.stream) return
      expect(pieces).toEqual(Array.from(await synthesizer.synthesize(request)))
    })

    it.for(['', '   ', '…', '😀'])('is silent for %j', async (text) => {
      expect(await synthesizer.synthesize({ text })).toBeInstanceOf(Int16Array)
    })

    it('speaks text that is no plain sentence', async () => {
      const text = '<b>50% & “more”</b>\n\u0000 -voice $(x) ../../o — naïve\ud800'
      expect((await synthesizer.synthesize({ text })).length).toBeGreaterThan(0)
    })

    it('refuses a text longer than 4,000 characters', async () => {
      const error = await synthesizer.synthesize({ text: 'a '.repeat(2_500) }).catch((e) => e)
      expect(error).toBeInstanceOf(SpeechError)
      expect(error).toMatchObject({ retryable: false, provider: synthesizer.name })
    })

    it('stops waiting when its signal aborts, before or while it works', async () => {
      const controller = new AbortController()
      const { signal } = controller
      const running = synthesizer.synthesize({ text: 'Words nobody waits for.' }, signal)
      controller.abort()
      await expect(running).rejects.toThrow()
      await expect(synthesizer.synthesize({ text: 'More.' }, signal)).rejects.toThrow()
      const again = await synthesizer.synthesize({ text: 'Words nobody waits for.' })
      expect(again.length).toBeGreaterThan(0)
    })
  })
}
