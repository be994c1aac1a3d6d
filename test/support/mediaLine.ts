import {
  frameMs,
  frameSamples,
  type Line,
  type LineListener,
  type Playback,
} from '#runtime/voice/line.ts'
import { PlayQueue } from '#runtime/voice/media/playQueue.ts'
import type { FakeClock } from './fakeClock.ts'

export interface Echo {
  /** Milliseconds until our own voice comes back. */
  readonly delay: number
  /** How much softer it is, dB. */
  readonly loss: number
}

export interface MediaLine extends Line {
  /** What is heard from the caller from now on, at the beat of the line. */
  speak(pcm: Int16Array): void
  /** Milliseconds of media until now. */
  now(): number
  /** When the last frame with sound was sent; 0: none was. */
  lastSoundAt(): number
  /** When each frame with sound was sent. */
  readonly soundAt: readonly number[]
}

/** A line that carries real sound both ways, 20 ms at each beat of the clock; our own comes back as an echo. */
export function createMediaLine(clock: FakeClock, echo: Echo | null): MediaLine {
  const queue = new PlayQueue()
  const sent: Int16Array[] = []
  const soundAt: number[] = []
  const gain = echo ? 10 ** (-echo.loss / 20) : 0
  let said: Int16Array = new Int16Array(0)
  let at = 0
  let listener: LineListener | null = null
  let isUp = true

  const beat = () => {
    if (!isUp) return
    const frame = queue.takeFrame() ?? new Int16Array(frameSamples)
    sent.push(frame)
    if (levelOf(frame) > 30) soundAt.push(sent.length * frameMs)
    listener?.audio(callerFrame())
    clock.after(frameMs, beat)
  }
  const callerFrame = () => {
    const back = echo ? sent[sent.length - 1 - Math.round(echo.delay / frameMs)] : undefined
    const own = said.subarray(at, at + frameSamples)
    at += frameSamples
    return Int16Array.from({ length: frameSamples }, (_, index) =>
      Math.round((own[index] ?? 0) + gain * (back?.[index] ?? 0)),
    )
  }
  clock.after(frameMs, beat)
  return {
    codec: 'opus',
    listen: (next) => {
      listener = next
    },
    play: (pcm): Playback => queue.add(pcm),
    sendDigits: async () => true,
    hangup: () => {
      isUp = false
      queue.close()
    },
    speak: (pcm) => {
      said = pcm
      at = 0
    },
    now: () => sent.length * frameMs,
    lastSoundAt: () => soundAt.at(-1) ?? 0,
    soundAt,
  }
}

/** Root mean square of a piece of sound. */
export function levelOf(pcm: Int16Array): number {
  let sum = 0
  for (const sample of pcm) sum += sample * sample
  return Math.sqrt(sum / Math.max(1, pcm.length))
}

/** Milliseconds until the first frame in which something is said. */
export function firstVoiceAt(pcm: Int16Array): number {
  for (let at = 0; at < pcm.length; at += frameSamples) {
    if (levelOf(pcm.subarray(at, at + frameSamples)) > 200) return (at * frameMs) / frameSamples
  }
  return Number.POSITIVE_INFINITY
}
