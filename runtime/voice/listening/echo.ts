/**
 * Tells our own voice, coming back on the caller's line, from the caller: a frame is echo when it follows what we have
 * just played, or is no louder than such an echo would be.
 */
export interface EchoGuard {
  /** What was sent to the caller since the last call, 16 kHz. */
  played(pcm: Int16Array): void
  /** A frame of 320 samples from the caller. */
  heard(frame: Int16Array): void
  /** Whether the last frame heard is nothing but echo. */
  isEcho(): boolean
  /** Share of what was heard lately that follows what was played, -1..1; for tests and reports. */
  likeness(): number
}

/** 16 kHz down to 2 kHz: enough to tell one sentence from another, at a sixty-fourth of the work. */
const decimation = 8
/** 200 ms: over less, any two vowels of one pitch are alike. */
const windowSamples = 400
/** 700 ms of what was played: satellites and slow softphones stay below. */
const memorySamples = 1_400
/** Frames after the last sound that was played, in which its echo may still come. */
const tailFrames = 35
/** Frames without sent sound that are only an uneven beat. */
const jitterFrames = 3
/** 20 ms. */
const frameHere = 40
/** Above it, what is heard is what was played: half of its energy is not the caller's. */
const alike = 0.7
/** What a known echo may be louder than before: rooms and codecs. */
const headroom = 1.4
/** A learned echo is forgotten slowly. */
const smoothing = 0.2
/** Around its place an echo is smeared by rooms, and moved by an uneven beat: 40 ms before, 80 ms after. */
const before = 80
const after = 160

export function createEchoGuard(): EchoGuard {
  const reference = createRing(memorySamples)
  const heard = createRing(windowSamples)
  let framesSincePlayed = tailFrames + 1
  /** Level of the echo for a played level of 1; 0: no echo was met. */
  let gain = 0
  /** Samples between the end of the memory and the end of what was matched last. */
  let lag = 0
  let frameLevel = 0
  let verdict: { readonly likeness: number; readonly isEcho: boolean } | null = null

  const silence = (samples: number) => {
    for (let count = 0; count < samples; count++) reference.push(0)
  }
  const judge = () => {
    if (framesSincePlayed > tailFrames) return { likeness: 0, isEcho: false }
    const window = heard.list()
    const past = reference.list()
    const { likeness, level, end } = bestMatch(window, past)
    if (likeness >= alike && level > 0) {
      lag = past.length - end
      const now = levelOf(window) / level
      gain = gain === 0 ? now : gain + smoothing * (now - gain)
      return { likeness, isEcho: true }
    }
    // Rooms blur an echo past recognition, but make it no louder.
    const last = past.length - lag
    const near = past.subarray(Math.max(0, last - frameHere - after), Math.max(0, last + before))
    return { likeness, isEcho: gain > 0 && frameLevel <= gain * headroom * loudest(near) }
  }
  const judged = () => {
    verdict ??= judge()
    return verdict
  }
  return {
    played: (pcm) => {
      verdict = null
      if (pcm.length === 0) return
      if (framesSincePlayed > tailFrames) silence(windowSamples)
      framesSincePlayed = 0
      decimate(pcm, reference.push)
    },
    heard: (frame) => {
      verdict = null
      framesSincePlayed++
      if (framesSincePlayed > jitterFrames && framesSincePlayed <= tailFrames) silence(frameHere)
      const from = heard.total()
      decimate(frame, heard.push)
      frameLevel = levelOf(heard.list().subarray(-(heard.total() - from)))
    },
    isEcho: () => judged().isEcho,
    likeness: () => judged().likeness,
  }
}

/** The piece of `past` most like `window`: their correlation, and the piece's level. */
function bestMatch(window: Float32Array, past: Float32Array) {
  const size = window.length
  const energy = sumOfSquares(window, 0, size)
  let likeness = 0
  let level = 0
  let end = 0
  if (size < windowSamples || energy === 0) return { likeness, level, end }
  let pastEnergy = sumOfSquares(past, 0, size)
  for (let at = 0; at + size <= past.length; at++) {
    let product = 0
    for (let index = 0; index < size; index++) {
      product += (window[index] ?? 0) * (past[at + index] ?? 0)
    }
    // Either sign: some lines turn the wave over.
    const now = pastEnergy > 0 ? Math.abs(product) / Math.sqrt(energy * pastEnergy) : 0
    if (now > likeness) {
      likeness = now
      level = Math.sqrt(pastEnergy / size)
      end = at + size
    }
    pastEnergy += (past[at + size] ?? 0) ** 2 - (past[at] ?? 0) ** 2
  }
  return { likeness, level, end }
}

function sumOfSquares(samples: Float32Array, from: number, to: number): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += (samples[index] ?? 0) ** 2
  return sum
}

const levelOf = (samples: Float32Array): number =>
  Math.sqrt(sumOfSquares(samples, 0, samples.length) / Math.max(1, samples.length))

/** The highest level of any 20 ms. */
function loudest(samples: Float32Array): number {
  let most = 0
  for (let at = 0; at + 40 <= samples.length; at += 40) {
    most = Math.max(most, levelOf(samples.subarray(at, at + 40)))
  }
  return most
}

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
  let total = 0
  return {
    push: (sample: number) => {
      if (end === samples.length) {
        samples.copyWithin(0, size)
        end = size
      }
      samples[end++] = sample
      total++
    },
    list: () => samples.subarray(Math.max(0, end - size), end),
    total: () => total,
  }
}
