import { frameSamples } from '#runtime/voice/line.ts'

const rateHz = 16_000
/** What a small loudspeaker and a telephone let through. */
const [lowHz, highHz] = [350, 3_600]
/** Milliseconds in which the room falls silent by 60 dB. */
const reverberation = 320
/** Milliseconds of it that are kept. */
const longest = 180

/** The echo of a telephone that lies on a table: what its loudspeaker plays comes back through the room and its microphone. */
export interface Speakerphone {
  /** The next frame that was played, and the frame of echo that its microphone sends meanwhile. */
  next(played: Int16Array): Float64Array
}

/**
 * A loudspeaker that distorts, a room with walls, and a telephone line: the echo is no copy of what was played. `loss` in
 * dB, for speech; the phone's own attempt to take the echo away is part of it.
 */
export function createSpeakerphone(loss: number, delay: number): Speakerphone {
  const response = roomResponse()
  const late = Math.round((delay * rateHz) / 1_000)
  const size = late + response.length + frameSamples
  let past = new Float64Array(size)
  const random = createRandom(11)
  const gain = 10 ** (-loss / 20)
  return {
    next: (played) => {
      const moved = new Float64Array(size)
      moved.set(past.subarray(frameSamples))
      for (let index = 0; index < frameSamples; index++) {
        moved[size - frameSamples + index] = distorted(played[index] ?? 0)
      }
      past = moved
      return Float64Array.from({ length: frameSamples }, (_, index) => {
        const now = size - frameSamples + index - late
        let sum = 0
        for (let back = 0; back < response.length; back++) {
          sum += (response[back] ?? 0) * (past[now - back] ?? 0)
        }
        // The hum of an office, at about -65 dB.
        return gain * sum + 18 * random()
      })
    },
  }
}

/** A small loudspeaker turned up. */
const distorted = (sample: number): number => 12_000 * Math.tanh(sample / 12_000)

/** Direct sound, the table, and walls whose reflections grow dense and fade: as loud in all as what goes in. */
function roomResponse(): Float64Array {
  const random = createRandom(5)
  const room = new Float64Array((longest * rateHz) / 1_000)
  room[0] = 1
  for (const [ms, share] of [
    [2.1, 0.6],
    [5.4, -0.45],
    [9.7, 0.35],
    [14.2, 0.3],
    [21.5, -0.25],
  ] as const) {
    room[Math.round((ms * rateHz) / 1_000)] = share
  }
  for (let index = Math.round(0.008 * rateHz); index < room.length; index++) {
    const fade = 10 ** ((-3 * index * 1_000) / (rateHz * reverberation))
    room[index] = (room[index] ?? 0) + 0.07 * fade * random()
  }
  const filtered = convolve(bandPass(), room)
  let energy = 0
  for (const sample of filtered) energy += sample * sample
  return filtered.map((sample) => sample / Math.sqrt(energy))
}

/** A windowed sinc of 4 ms. */
function bandPass(): Float64Array {
  const half = 32
  return Float64Array.from({ length: 2 * half + 1 }, (_, index) => {
    const at = index - half
    const window = 0.5 + 0.5 * Math.cos((Math.PI * at) / (half + 1))
    return window * (lowPass(at, highHz) - lowPass(at, lowHz))
  })
}

const lowPass = (at: number, hz: number): number =>
  at === 0 ? (2 * hz) / rateHz : Math.sin((2 * Math.PI * hz * at) / rateHz) / (Math.PI * at)

function convolve(one: Float64Array, other: Float64Array): Float64Array {
  const joined = new Float64Array(one.length + other.length - 1)
  for (const [at, share] of one.entries()) {
    for (let index = 0; index < other.length; index++) {
      joined[at + index] = (joined[at + index] ?? 0) + share * (other[index] ?? 0)
    }
  }
  return joined
}

/** From -1 to 1, the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return state / 2 ** 31
  }
}
