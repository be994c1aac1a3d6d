import { frameMs } from '../voice/line.ts'

/** When speech begins and ends. All times in milliseconds. */
export interface EndpointerOptions {
  /** Speech needed, less the gaps in it, before it counts. @defaultValue 80 */
  readonly startMs?: number
  /** Silence that ends it (hang-over); asked again at every silent frame when it changes. @defaultValue 600 */
  readonly endMs?: number | (() => number)
  /** Audio from before the start that belongs to it. @defaultValue 400 */
  readonly preRollMs?: number
  /** Frames quieter than this RMS are no speech. @defaultValue 80 */
  readonly leastLevel?: number
  /** Asked of a voiced frame: whether it is our own voice coming back. @defaultValue it never is */
  readonly isEcho?: () => boolean
}

export type SpeechEvent =
  /** `preRoll`: the frames up to this one, which is the last of them. */
  | { readonly type: 'start'; readonly preRoll: readonly Int16Array[] }
  /** `speechMs`: from the first voiced frame to the last; `silenceMs`: since then. */
  | { readonly type: 'end'; readonly speechMs: number; readonly silenceMs: number }

export interface Endpointer {
  /** `voiced`: what the voice activity detector said of this frame of 20 ms. */
  push(frame: Int16Array, voiced: boolean): SpeechEvent | null
  /** Milliseconds of silence so far in the utterance under way; 0 while it is spoken or there is none. */
  silenceMs(): number
  reset(): void
}

/** What a gap takes from an onset: clicks do not add up, and the stop in “st” does not begin it anew. */
const gapWeight = 1

/** Turns the detector's answers for single frames into utterances. */
export function createEndpointer(options: EndpointerOptions = {}): Endpointer {
  const { startMs = 80, endMs = 600, preRollMs = 400, leastLevel = 80, isEcho } = options
  const endOf = typeof endMs === 'number' ? () => endMs : endMs
  const preRollFrames = Math.max(1, Math.ceil(preRollMs / frameMs))
  let preRoll: Int16Array[] = []
  let speaking = false
  let onsetMs = 0
  let silenceMs = 0
  let speechMs = 0

  const reset = () => {
    preRoll = []
    speaking = false
    onsetMs = 0
    silenceMs = 0
    speechMs = 0
  }
  const waitForStart = (frame: Int16Array, speech: boolean): SpeechEvent | null => {
    preRoll.push(frame)
    if (preRoll.length > preRollFrames) preRoll.shift()
    onsetMs = speech ? onsetMs + frameMs : Math.max(0, onsetMs - gapWeight * frameMs)
    if (onsetMs < startMs) return null
    const event: SpeechEvent = { type: 'start', preRoll }
    const heard = onsetMs
    reset()
    speaking = true
    speechMs = heard
    return event
  }
  const waitForEnd = (speech: boolean): SpeechEvent | null => {
    if (speech) {
      speechMs += silenceMs + frameMs
      silenceMs = 0
      return null
    }
    silenceMs += frameMs
    if (silenceMs < endOf()) return null
    const event: SpeechEvent = { type: 'end', speechMs, silenceMs }
    reset()
    return event
  }
  return {
    push: (frame, voiced) => {
      const speech = voiced && level(frame) >= leastLevel && !isEcho?.()
      return speaking ? waitForEnd(speech) : waitForStart(frame, speech)
    },
    silenceMs: () => (speaking ? silenceMs : 0),
    reset,
  }
}

/** Root mean square. */
function level(frame: Int16Array): number {
  let sum = 0
  for (const sample of frame) sum += sample * sample
  return Math.sqrt(sum / Math.max(1, frame.length))
}
