/** Zero crossings of the sinc on each side: about 70 dB of stop band with a Blackman window. */
const zeroCrossings = 16

/** Changes the sample rate of a whole piece of audio by a windowed-sinc polyphase filter. */
export function resample(pcm: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz || pcm.length === 0) return pcm
  const divisor = greatestDivisor(fromHz, toHz)
  const up = toHz / divisor
  const down = fromHz / divisor
  // Below the lower of the two Nyquist limits, with a little room for the transition band.
  const cutoff = 0.95 * Math.min(1, up / down)
  const halfTaps = Math.ceil(zeroCrossings / cutoff)
  const phases = Array.from({ length: up }, (_, phase) => kernel(phase / up, cutoff, halfTaps))
  const output = new Int16Array(Math.floor((pcm.length * up) / down))
  for (let index = 0; index < output.length; index++) {
    const position = index * down
    const taps = phases[position % up]
    const first = Math.floor(position / up) - halfTaps + 1
    output[index] = taps ? convolve(pcm, first, taps) : 0
  }
  return output
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
