import {
  frameMs,
  frameSamples,
  type Line,
  type LineListener,
  type Playback,
} from '#runtime/voice/line.ts'
import { PlayQueue } from '#runtime/voice/media/playQueue.ts'
import type { FakeClock } from './fakeClock.ts'
import { createSpeakerphone } from './speakerphone.ts'

export interface Echo {
  /** Milliseconds until our own voice comes back. */
  readonly delay: number
  /** How much softer it is, dB. */
  readonly loss: number
  /** As from a room: later and softer copies with it. */
  readonly blurred?: true
  /** As from a telephone on a table, by the whole way there and back. */
  readonly speakerphone?: true
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

const roomCopies = [
  { later: 0, share: 1 },
  { later: 7, share: 0.4 },
  { later: 19, share: -0.25 },
]

/** A line that carries real sound both ways, 20 ms at each beat of the clock; our own comes back as an echo. */
export function createMediaLine(clock: FakeClock, echo: Echo | null): MediaLine {
  const queue = new PlayQueue()
  const sent: Int16Array[] = []
  const copies = echo?.blurred ? roomCopies : [{ later: 0, share: 1 }]
  /** A sample of what was sent so many samples ago. */
  const past = (ago: number): number => {
    const index = sent.length * frameSamples - 1 - ago
    return index < 0 ? 0 : (sent[Math.floor(index / frameSamples)]?.[index % frameSamples] ?? 0)
  }
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
  const phone = echo?.speakerphone ? createSpeakerphone(echo.loss, echo.delay) : null
  const callerFrame = () => {
    const fromPhone = phone?.next(sent.at(-1) ?? new Int16Array(frameSamples))
    const late = 16 * (echo?.delay ?? 0)
    const back = (index: number) =>
      copies.reduce(
        (sum, { later, share }) => sum + share * past(late + later * 16 + frameSamples - 1 - index),
        0,
      )
    const own = said.subarray(at, at + frameSamples)
    at += frameSamples
    return Int16Array.from({ length: frameSamples }, (_, index) =>
      Math.round((own[index] ?? 0) + (fromPhone?.[index] ?? (gain > 0 ? gain * back(index) : 0))),
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
