/**
 * Resamplers between 8 and 16 kHz: a 63 tap Hamming-windowed half-band low pass at 4 kHz. Every second
 * tap of a half-band filter is zero, so only the odd ones are kept. State is carried between frames.
 */
const reach = 31
const oddTaps = Float32Array.from({ length: reach + 1 }, (_, k) => {
  const at = 2 * k - reach
  const window = 0.54 + 0.46 * Math.cos((Math.PI * at) / (reach + 1))
  return (Math.sin((Math.PI * at) / 2) / (Math.PI * at)) * window
})
// The windowed taps do not add up to one half exactly; scaled, a constant passes unchanged.
const oddSum = oddTaps.reduce((sum, tap) => sum + tap, 0)
const taps = oddTaps.map((tap) => tap * (0.5 / oddSum))
const order = taps.length

const clamp = (value: number): number =>
  value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : Math.round(value)

/** 8 kHz to 16 kHz, delayed by 31 samples of the output. */
export class Upsampler {
  #history = new Float32Array(order - 1)

  process(pcm: Int16Array): Int16Array {
    const input = joined(this.#history, pcm)
    const output = new Int16Array(pcm.length * 2)
    for (let i = 0; i < pcm.length; i++) {
      // Gain 2 makes up for the zeros between the samples; the middle tap of 1/2 becomes 1.
      output[2 * i] = clamp(2 * convolve(input, i))
      output[2 * i + 1] = input[i + order / 2] ?? 0
    }
    this.#history = input.slice(pcm.length)
    return output
  }
}

/** 16 kHz to 8 kHz, delayed by 31 samples of the input. Takes an even number of samples. */
export class Downsampler {
  #middleHistory = new Float32Array(order / 2)
  #sideHistory = new Float32Array(order - 1)

  process(pcm: Int16Array): Int16Array {
    const half = pcm.length >> 1
    const middle = joined(this.#middleHistory, everySecond(pcm, 1))
    const sides = joined(this.#sideHistory, everySecond(pcm, 0))
    const output = new Int16Array(half)
    for (let i = 0; i < half; i++) output[i] = clamp(convolve(sides, i) + 0.5 * (middle[i] ?? 0))
    this.#middleHistory = middle.slice(half)
    this.#sideHistory = sides.slice(half)
    return output
  }
}

function convolve(input: Float32Array, from: number): number {
  let sum = 0
  for (let k = 0; k < order; k++) sum += (input[from + k] ?? 0) * (taps[k] ?? 0)
  return sum
}

function joined(history: Float32Array, pcm: ArrayLike<number>): Float32Array<ArrayBuffer> {
  const all = new Float32Array(history.length + pcm.length)
  all.set(history)
  all.set(pcm, history.length)
  return all
}

function everySecond(pcm: Int16Array, from: number): Float32Array {
  const out = new Float32Array(pcm.length >> 1)
  for (let i = 0; i < out.length; i++) out[i] = pcm[2 * i + from] ?? 0
  return out
}
