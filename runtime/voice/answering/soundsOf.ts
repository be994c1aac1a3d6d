import { toneOf } from './toneOf.ts'

/** What one frame of 20 ms sounds like. */
export type Sound =
  | { readonly type: 'silence' }
  | { readonly type: 'speech' }
  | { readonly type: 'tone'; readonly hz: number }

/** Root mean square below which nobody speaks, however quiet the line: about -42 dB of full scale. */
const quiet = 260
/** How far above the noise of its line a voice is. */
const aboveNoise = 3
/** The line's own noise can be no louder than this. */
const loudestNoise = 900

/** Tells silence, speech and tones of one line apart, frame by frame; it learns how noisy the line is. */
export function createSoundReader(): (frame: Int16Array) => Sound {
  let noise = quiet / aboveNoise
  return (frame) => {
    const level = levelOf(frame)
    if (level < Math.max(quiet, noise * aboveNoise)) {
      noise = Math.min(loudestNoise, noise + (level - noise) * 0.05)
      return { type: 'silence' }
    }
    // A hum of the line is taken for noise after a few seconds; speech pauses before that.
    noise = Math.min(loudestNoise, noise * 1.004)
    const hz = toneOf(frame)
    return hz === null ? { type: 'speech' } : { type: 'tone', hz }
  }
}

function levelOf(frame: Int16Array): number {
  let power = 0
  for (const sample of frame) power += sample * sample
  return Math.sqrt(power / Math.max(1, frame.length))
}
