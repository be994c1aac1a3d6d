import type { Page } from 'playwright-core'
import { resample } from '#runtime/speech/resample.ts'
import { sampleRateHz } from '#runtime/voice/line.ts'
import { recogniseClip } from './recognise.ts'

declare global {
  interface Window {
    heardSamples?: number[]
    heardRateHz?: number
  }
  // Chromium only, so TypeScript's DOM library does not have it.
  class MediaStreamTrackProcessor {
    constructor(init: { track: MediaStreamTrack; maxBufferSize?: number })
    readable: ReadableStream<AudioData>
  }
}

/** Records what the softphone's audio element plays from the moment there is a call. */
export async function startListening(page: Page): Promise<void> {
  await page.evaluate(() => {
    const samples: number[] = []
    window.heardSamples = samples
    const audio = document.querySelector<HTMLAudioElement>('audio[aria-label="Call audio"]')
    if (!audio) throw new Error('The page has no call audio.')
    const attach = async (stream: MediaStream) => {
      const [track] = stream.getAudioTracks()
      if (!track) return
      // Frames of 10 ms. By default ten may wait, and a page that is busy for longer loses what comes then.
      const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: 6_000 })
      const reader = readable.getReader()
      for (;;) {
        const { value, done } = await reader.read()
        if (done) return
        const frame = new Float32Array(value.numberOfFrames)
        value.copyTo(frame, { planeIndex: 0, format: 'f32-planar' })
        window.heardRateHz = value.sampleRate
        value.close()
        for (const sample of frame) {
          samples.push(Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767))))
        }
      }
    }
    let known: unknown = null
    const look = () => {
      const stream = audio.srcObject
      if (stream instanceof MediaStream && stream !== known) {
        known = stream
        void attach(stream)
      }
      requestAnimationFrame(look)
    }
    look()
  })
}

/** The words in what was heard so far, by the general recogniser, which knows nothing of the flow. */
export async function wordsHeard(page: Page): Promise<string> {
  return recogniseClip(await pcmHeard(page))
}

/** Which of several sentences was heard in the first seconds; other words when none was. */
export async function sentenceHeard(
  page: Page,
  sentences: readonly string[],
  seconds: number,
): Promise<string> {
  return recogniseClip((await pcmHeard(page)).slice(0, seconds * sampleRateHz), sentences)
}

/**
 * How many words of a sentence were heard, by the general recogniser. It hears more or fewer in the very same samples, as
 * they begin a little sooner or later: until it has heard enough it listens again from elsewhere, three times at most.
 */
export async function mostWordsHeard(
  page: Page,
  sentence: string,
  enough: number,
): Promise<number> {
  const pcm = await pcmHeard(page)
  let most = 0
  for (const skipped of [0, 1_200, 2_400]) {
    const words = wordsInOrder(await recogniseClip(pcm.slice(skipped)), sentence)
    most = Math.max(most, words)
    if (most >= enough) break
  }
  return most
}

/** What was heard so far, at 16 kHz, from 200 ms before the first sound on. */
export async function pcmHeard(page: Page): Promise<Int16Array> {
  const { samples, rateHz } = await page.evaluate(() => ({
    samples: window.heardSamples ?? [],
    rateHz: window.heardRateHz ?? 16_000,
  }))
  const pcm = resample(Int16Array.from(samples), rateHz, sampleRateHz)
  const loud = pcm.findIndex((sample) => Math.abs(sample) > 500)
  return pcm.slice(Math.max(0, loud - 3_200))
}

/** How many words of a sentence were heard in their order (longest common subsequence). */
export function wordsInOrder(heard: string, sentence: string): number {
  const [a, b] = [heard.split(' '), sentence.split(' ')]
  let row: readonly number[] = new Array(b.length + 1).fill(0)
  for (const word of a) {
    const next = [0]
    for (const [index, other] of b.entries()) {
      const same = word === other ? (row[index] ?? 0) + 1 : 0
      next.push(Math.max(same, row[index + 1] ?? 0, next[index] ?? 0))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
