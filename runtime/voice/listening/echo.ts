import { createRoomEcho } from './roomEcho.ts'

/**
 * Tells our own voice, coming back on the caller's line, from the caller: a frame is echo when it follows what we have
 * just played, or is no louder than such an echo would be. A line returns a copy, which is taken away wave by wave; what
 * comes back through a room is known by its bands.
 */
export interface EchoGuard {
  /** What was sent to the caller since the last call, 16 kHz. */
  played(pcm: Int16Array): void
  /** A frame of 320 samples from the caller. */
  heard(frame: Int16Array): void
  /** Whether the last frame heard is nothing but echo. */
  isEcho(): boolean
  /** The caller was not listened to for a while: what is known of their room stays. */
  pause(): void
}

/** Samples of a frame at 16 kHz. */
const wholeFrame = 320
/** Played sound that has come early by an uneven beat. */
const mostEarly = 2 * wholeFrame

/** 16 kHz down to 2 kHz: enough to tell one sentence from another, at a sixty-fourth of the work. */
const decimation = 8
/** 20 ms. */
const frameSize = 40
/** 200 ms: over less, any two vowels of one pitch are alike. */
const longWindow = 400
/** 60 ms: enough once it is known where the echo is. */
const shortWindow = 120
/** How far an uneven beat moves an echo: 40 ms. */
const wander = 80
/** 700 ms of what was played: satellites and slow softphones stay below. */
const memory = 1_400
/** Frames after the last sound that was played, in which its echo may still come. */
const tailFrames = 35
/** Frames without sent sound that are only an uneven beat. */
const jitterFrames = 3
/** Above it, what is heard is what was played: half of its energy is not the caller's. */
const alike = 0.7
/** An echo that has moved must be this like what was played. */
const stillAlike = 0.85
/** What rooms and codecs leave of an echo when what was played is taken away, as a share of its level. */
const leak = 0.7
/** Nobody speaks this softly. */
const floor = 60
/** No echo is much louder than it was. */
const mostGain = 1.5
/** A learned gain changes slowly. */
const smoothing = 0.1

/** Where the echo of what was played is found. */
interface Place {
  /** Samples between the end of the memory and the end of what is heard now. */
  readonly lag: number
  /** Level of the echo for a played level of 1. */
  readonly gain: number
}

export function createEchoGuard(): EchoGuard {
  let reference = createRing(memory)
  let heard = createRing(longWindow)
  const room = createRoomEcho()
  let early: Int16Array = new Int16Array(0)
  let framesSincePlayed = tailFrames + 1
  let place: Place | null = null
  let verdict: boolean | null = null

  const silence = (samples: number) => {
    for (let count = 0; count < samples; count++) reference.push(0)
  }
  const judge = (): boolean => {
    if (framesSincePlayed > tailFrames) return false
    const past = reference.list()
    const window = heard.list()
    if (place && isExplained(window, past, place)) {
      place = follow(window, past, place)
      return true
    }
    const found = bestMatch(window, past, { from: 0, to: past.length })
    if (found.likeness < (place ? stillAlike : alike)) return false
    place = { lag: past.length - found.end, gain: Math.abs(found.gain) }
    return true
  }
  /** What was played in a frame's time; what has been left behind went while nobody listened. */
  const nextPlayed = (): Int16Array => {
    while (early.length > mostEarly) {
      room.missed(early.subarray(0, wholeFrame))
      early = early.subarray(wholeFrame)
    }
    const next = early.subarray(0, wholeFrame)
    early = early.subarray(next.length)
    return next
  }
  return {
    pause: () => {
      reference = createRing(memory)
      heard = createRing(longWindow)
      framesSincePlayed = tailFrames + 1
      early = new Int16Array(0)
      place = null
      verdict = null
      room.pause()
    },
    played: (pcm) => {
      verdict = null
      early = early.length === 0 ? pcm : joined(early, pcm)
      if (pcm.length === 0) return
      if (framesSincePlayed > tailFrames) silence(longWindow)
      framesSincePlayed = 0
      decimate(pcm, reference.push)
    },
    heard: (frame) => {
      verdict = null
      framesSincePlayed++
      if (framesSincePlayed > jitterFrames && framesSincePlayed <= tailFrames) silence(frameSize)
      decimate(frame, heard.push)
      room.frame(nextPlayed(), frame)
    },
    isEcho: () => {
      verdict ??= room.judge() ?? judge()
      return verdict
    },
  }
}

/** Samples of what was played in which an echo at this place may be. */
const around = ({ lag }: Place, size: number, length: number) => ({
  from: Math.max(0, length - lag - wander - size),
  to: Math.min(length, length - lag + wander),
})

/** Whether nothing is left of the last frame but what an echo leaves, once the echo is taken away. */
function isExplained(window: Float32Array, past: Float32Array, place: Place): boolean {
  const last = window.subarray(-shortWindow)
  const { gain, end } = bestMatch(last, past, around(place, shortWindow, past.length))
  if (end < frameSize) return levelOf(window.subarray(-frameSize)) <= floor
  const most = place.gain * mostGain
  const taken = Math.max(-most, Math.min(most, gain))
  const frame = window.subarray(-frameSize)
  const played = past.subarray(end - frameSize, end)
  let rest = 0
  for (let index = 0; index < frameSize; index++) {
    rest += ((frame[index] ?? 0) - taken * (played[index] ?? 0)) ** 2
  }
  const echoLevel = place.gain * levelOf(played)
  return Math.sqrt(rest / frameSize) <= Math.max(floor, leak * echoLevel)
}

/** The place after one more frame of pure echo. */
function follow(window: Float32Array, past: Float32Array, place: Place): Place {
  const last = window.subarray(-shortWindow)
  const found = bestMatch(last, past, around(place, shortWindow, past.length))
  if (found.likeness < stillAlike) return place
  const gain = place.gain + smoothing * (Math.abs(found.gain) - place.gain)
  return { lag: past.length - found.end, gain }
}

interface Match {
  /** 0..1. */
  readonly likeness: number
  /** What the played sound is multiplied by to be the heard one. */
  readonly gain: number
  /** Index behind the matching piece. */
  readonly end: number
}

/** The piece of `past`, within some limits, that is most like `window`. */
function bestMatch(
  window: Float32Array,
  past: Float32Array,
  { from, to }: { readonly from: number; readonly to: number },
): Match {
  const size = window.length
  const energy = sumOfSquares(window, 0, size)
  let best: Match = { likeness: 0, gain: 0, end: 0 }
  if (energy === 0 || to - from < size) return best
  let pastEnergy = sumOfSquares(past, from, from + size)
  for (let at = from; at + size <= to; at++) {
    let product = 0
    for (let index = 0; index < size; index++) {
      product += (window[index] ?? 0) * (past[at + index] ?? 0)
    }
    // Either sign: some lines turn the wave over.
    const likeness = pastEnergy > 1 ? Math.abs(product) / Math.sqrt(energy * pastEnergy) : 0
    if (likeness > best.likeness) best = { likeness, gain: product / pastEnergy, end: at + size }
    pastEnergy += (past[at + size] ?? 0) ** 2 - (past[at] ?? 0) ** 2
  }
  return best
}

function sumOfSquares(samples: Float32Array, from: number, to: number): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += (samples[index] ?? 0) ** 2
  return sum
}

const levelOf = (samples: Float32Array): number =>
  Math.sqrt(sumOfSquares(samples, 0, samples.length) / Math.max(1, samples.length))

/** Means of 8 samples. */
function decimate(pcm: Int16Array, push: (sample: number) => void): void {
  for (let at = 0; at + decimation <= pcm.length; at += decimation) {
    let sum = 0
    for (let index = 0; index < decimation; index++) sum += pcm[at + index] ?? 0
    push(sum / decimation)
  }
}

/** The last samples, oldest first. */
function createRing(size: number) {
  // Twice the size: the newest `size` samples always lie in one piece.
  const samples = new Float32Array(2 * size)
  let end = 0
  return {
    push: (sample: number) => {
      if (end === samples.length) {
        samples.copyWithin(0, size)
        end = size
      }
      samples[end++] = sample
    },
    list: () => samples.subarray(Math.max(0, end - size), end),
  }
}

function joined(one: Int16Array, other: Int16Array): Int16Array {
  const both = new Int16Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
