import { sampleRateHz } from '../line.ts'

/** Quiet: a sixth of full scale. */
const amplitude = 5_000

export interface ToneOptions {
  readonly pitchesHz?: readonly number[]
  readonly lengthMs?: number
  readonly silenceMs?: number
}

/** A short tone, heard in place of a sentence that could not be spoken: never dead air. */
export function createTone(options: ToneOptions = {}): Int16Array {
  const { pitchesHz = [440], lengthMs = 200, silenceMs = 0 } = options
  const samples = (sampleRateHz * lengthMs) / 1_000
  const pcm = new Int16Array(samples + (sampleRateHz * silenceMs) / 1_000)
  for (let index = 0; index < samples; index++) {
    const fade = Math.min(1, index / 160, (samples - index) / 160)
    const sum = pitchesHz.reduce(
      (value, pitch) => value + Math.sin((2 * Math.PI * pitch * index) / sampleRateHz),
      0,
    )
    pcm[index] = Math.round((amplitude * fade * sum) / pitchesHz.length)
  }
  return pcm
}

/** Says that a recording begins. */
export const createBeep = (): Int16Array => createTone({ pitchesHz: [1_000], lengthMs: 250 })

/** What a caller hears while somebody's phone rings: once, with its pause. */
export const createRinging = (): Int16Array =>
  createTone({ pitchesHz: [440, 480], lengthMs: 2_000, silenceMs: 4_000 })
