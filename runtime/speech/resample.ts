/** Zero crossings of the sinc on each side: about 70 dB of stop band with a Blackman window. */
const zeroCrossings = 16

/** Changes the sample rate of a whole piece of audio by a windowed-sinc polyphase filter. */
export function resample(pcm: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz || pcm.length === 0) return pcm
  const filter = createFilter(fromHz, toHz)
  const output = new Int16Array(filter.outputs(pcm.length))
  for (let index = 0; index < output.length; index++) output[index] = filter.at(pcm, 0, index)
  return output
}

/** The same for audio that comes in pieces: they sound as one. */
export interface Resampler {
  push(pcm: Int16Array): Int16Array
  /** What is left at the end. */
  end(): Int16Array
}

export function createResampler(fromHz: number, toHz: number): Resampler {
  if (fromHz === toHz) return { push: (pcm) => pcm, end: () => new Int16Array() }
  const filter = createFilter(fromHz, toHz)
  let kept = new Int16Array()
  /** Index of the first kept sample, and of the next one to be made. */
  let offset = 0
  let made = 0
  const take = (until: number) => {
    const output = new Int16Array(Math.max(0, until - made))
    for (let index = 0; index < output.length; index++) {
      output[index] = filter.at(kept, offset, made + index)
    }
    made += output.length
    const unused = Math.min(Math.max(0, filter.firstInput(made) - offset), kept.length)
    kept = kept.slice(unused)
    offset += unused
    return output
  }
  return {
    push: (pcm) => {
      const joined = new Int16Array(kept.length + pcm.length)
      joined.set(kept)
      joined.set(pcm, kept.length)
      kept = joined
      return take(filter.ready(offset + kept.length))
    },
    end: () => take(filter.outputs(offset + kept.length)),
  }
}

function createFilter(fromHz: number, toHz: number) {
  const divisor = greatestDivisor(fromHz, toHz)
  const up = toHz / divisor
  const down = fromHz / divisor
  // Below the lower of the two Nyquist limits, with a little room for the transition band.
  const cutoff = 0.95 * Math.min(1, up / down)
  const halfTaps = Math.ceil(zeroCrossings / cutoff)
  const phases = Array.from({ length: up }, (_, phase) => kernel(phase / up, cutoff, halfTaps))
  const firstInput = (index: number) => Math.floor((index * down) / up) - halfTaps + 1
  return {
    firstInput,
    /** Samples that so many inputs make. */
    outputs: (inputs: number) => Math.floor((inputs * up) / down),
    /** Samples that can be made before more comes. */
    ready: (inputs: number) => Math.max(0, Math.ceil(((inputs - halfTaps) * up) / down)),
    /** One sample, of inputs that begin at `offset`. */
    at: (pcm: Int16Array, offset: number, index: number): number => {
      const taps = phases[(index * down) % up]
      return taps ? convolve(pcm, firstInput(index) - offset, taps) : 0
    },
  }
}

function convolve(pcm: Int16Array, first: number, taps: Float64Array): number {
  let sum = 0
  const start = Math.max(0, -first)
  const end = Math.min(taps.length, pcm.length - first)
  for (let tap = start; tap < end; tap++) sum += (taps[tap] ?? 0) * (pcm[first + tap] ?? 0)
  return Math.max(-32_768, Math.min(32_767, Math.round(sum)))
}

/** Taps for an output sample that lies `fraction` of an input sample after its left neighbour. */
function kernel(fraction: number, cutoff: number, halfTaps: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * halfTaps }, (_, tap) => {
    const distance = tap - halfTaps + 1 - fraction
    const angle = Math.PI * cutoff * distance
    const sinc = distance === 0 ? 1 : Math.sin(angle) / angle
    return sinc * blackman(distance / halfTaps)
  })
  const gain = taps.reduce((sum, tap) => sum + tap, 0)
  return taps.map((tap) => tap / gain)
}

/** Blackman window over -1..1. */
function blackman(position: number): number {
  if (Math.abs(position) >= 1) return 0
  return 0.42 + 0.5 * Math.cos(Math.PI * position) + 0.08 * Math.cos(2 * Math.PI * position)
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
