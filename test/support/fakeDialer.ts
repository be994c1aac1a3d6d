import type { Dialer, Ringing } from '#runtime/voice/dialer.ts'
import { sampleRateHz } from '#runtime/voice/line.ts'
import type { Recorder } from '#runtime/voice/recorder.ts'

export interface FakeDialer extends Dialer {
  /** What happened, in order: `ring ann`, `cancel bob`. */
  readonly log: string[]
  /** Ends the ringing at somebody. */
  settle(name: string, ringing: Ringing): void
  /** Somebody's network plays something before the answer. */
  sound(name: string, pcm: Int16Array): void
}

/** Rings at everybody who is named; the test says how that ends. */
export function createFakeDialer(names: readonly string[]): FakeDialer {
  const log: string[] = []
  const waiting = new Map<string, (ringing: Ringing) => void>()
  const ears = new Map<string, (pcm: Int16Array) => void>()
  return {
    log,
    dial: ({ address }, { callerId }) => {
      if (!names.includes(address)) return null
      log.push(`ring ${address} from ${callerId}`)
      const ringing = new Promise<Ringing>((resolve) => waiting.set(address, resolve))
      return {
        ringing,
        cancel: () => log.push(`cancel ${address}`),
        hear: (ear) => ears.set(address, ear),
      }
    },
    sound: (name, pcm) => ears.get(name)?.(pcm),
    settle: (name, ringing) => waiting.get(name)?.(ringing),
  }
}

export interface FakeRecorder extends Recorder {
  /** Milliseconds kept of each recording. */
  readonly kept: number[]
  /** The loudest sample of each channel, of all recordings together. */
  readonly loudest: number[]
}

/** Keeps lengths only; `room` is what the disk takes, in milliseconds. */
export function createFakeRecorder(room = Number.POSITIVE_INFINITY): FakeRecorder {
  const kept: number[] = []
  const loudest: number[] = []
  return {
    kept,
    loudest,
    load: async () => null,
    open: ({ channels } = { channels: 1 }) => {
      let samples = 0
      let problem: string | null = null
      return {
        get problem() {
          return problem
        },
        write: (pcm) => {
          if (problem !== null) return
          samples += pcm.length / channels
          for (const [index, sample] of pcm.entries()) {
            const channel = index % channels
            loudest[channel] = Math.max(loudest[channel] ?? 0, Math.abs(sample))
          }
          if ((samples * 1_000) / sampleRateHz > room) problem = 'The disk is full.'
        },
        finish: async (limit = samples) => {
          const ms = (Math.min(samples, limit) * 1_000) / sampleRateHz
          kept.push(ms)
          return ms === 0 ? null : { url: '/api/recordings/r1', seconds: ms / 1_000 }
        },
      }
    },
  }
}
