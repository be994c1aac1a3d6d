/** 20 ms at 16 kHz. */
const frame = 320
/** A second of speech gives a stable mean; half a second is clearly worse (see the README). */
const primerSamples = 16_000
/** A frame this much quieter than the loudest so far is before the speech. */
const onsetShare = 0.25

/**
 * Collects the first second of speech, without the silence before it. A decoder takes its cepstral
 * mean from it, which makes each utterance independent of the callers before and of the line.
 */
export interface Primer {
  /** Adds audio; true as soon as there is enough. */
  push(pcm: Int16Array): boolean
  /** Everything pushed. */
  all(): Int16Array
  /** The part that has speech. */
  speech(): Int16Array
}

/** Makes an empty primer. */
export function createPrimer(): Primer {
  let audio = new Int16Array()
  return {
    push: (pcm) => {
      const longer = new Int16Array(audio.length + pcm.length)
      longer.set(audio)
      longer.set(pcm, audio.length)
      audio = longer
      return audio.length - speechStart(audio) >= primerSamples
    },
    all: () => audio,
    speech: () => {
      const start = speechStart(audio)
      return audio.slice(start, start + primerSamples)
    },
  }
}

/** First sample of the first frame that is nearly as loud as the loudest. */
function speechStart(pcm: Int16Array): number {
  const levels: number[] = []
  for (let at = 0; at + frame <= pcm.length; at += frame) {
    levels.push(level(pcm.subarray(at, at + frame)))
  }
  const loudest = Math.max(0, ...levels)
  return (
    Math.max(
      0,
      levels.findIndex((each) => each >= loudest * onsetShare),
    ) * frame
  )
}

function level(pcm: Int16Array): number {
  let sum = 0
  for (const sample of pcm) sum += sample * sample
  return Math.sqrt(sum / pcm.length)
}
