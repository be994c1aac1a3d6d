import type { Page } from 'playwright-core'
import { recogniseClip } from './recognise.ts'

declare global {
  interface Window {
    heardSamples?: number[]
  }
}

/** Records what the softphone's audio element plays from the moment there is a call, at 16 kHz. */
export async function startListening(page: Page): Promise<void> {
  await page.evaluate(() => {
    const samples: number[] = []
    window.heardSamples = samples
    const audio = document.querySelector<HTMLAudioElement>('audio[aria-label="Call audio"]')
    if (!audio) throw new Error('The page has no call audio.')
    const attach = (stream: MediaStream) => {
      const context = new AudioContext({ sampleRate: 16_000 })
      const source = context.createMediaStreamSource(stream)
      const tap = context.createScriptProcessor(4_096, 1, 1)
      tap.onaudioprocess = (event) => {
        for (const sample of event.inputBuffer.getChannelData(0)) {
          samples.push(Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767))))
        }
      }
      source.connect(tap)
      tap.connect(context.destination)
    }
    let known: unknown = null
    const look = () => {
      const stream = audio.srcObject
      if (stream instanceof MediaStream && stream !== known) {
        known = stream
        attach(stream)
      }
      requestAnimationFrame(look)
    }
    look()
  })
}

/** The words in what was heard so far, by the general recogniser, which knows nothing of the flow. */
export async function wordsHeard(page: Page): Promise<string> {
  const samples = await page.evaluate(() => window.heardSamples ?? [])
  const loud = samples.findIndex((sample) => Math.abs(sample) > 500)
  return recogniseClip(Int16Array.from(samples.slice(Math.max(0, loud - 3_200))))
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
