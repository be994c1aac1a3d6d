/** Bands of a voice as telephones carry it, Hz: narrow where vowels differ. */
const edges = [250, 400, 550, 750, 950, 1_200, 1_500, 1_850, 2_300, 2_850, 3_600]
export const bandCount = edges.length - 1

const size = 256
/** Of a frame of 20 ms at half of 16 kHz. */
const half = 160
const binHz = 8_000 / size

const window = Float64Array.from(
  { length: half },
  (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / (half - 1)),
)
const cosines = Float64Array.from({ length: size / 2 }, (_, index) =>
  Math.cos((2 * Math.PI * index) / size),
)
const sines = Float64Array.from({ length: size / 2 }, (_, index) =>
  Math.sin((-2 * Math.PI * index) / size),
)
const reversed = Uint16Array.from({ length: size }, (_, index) => {
  let turned = 0
  for (let bit = 1, rest = index; bit < size; bit <<= 1, rest >>= 1) {
    turned = (turned << 1) | (rest & 1)
  }
  return turned
})
const real = new Float64Array(size)
const imaginary = new Float64Array(size)

/** How loud a frame of 320 samples is in each band, dB. */
export function bandLevels(frame: Int16Array): Float64Array {
  real.fill(0)
  imaginary.fill(0)
  for (let index = 0; index < half; index++) {
    const sample = ((frame[2 * index] ?? 0) + (frame[2 * index + 1] ?? 0)) / 2
    real[reversed[index] ?? 0] = sample * (window[index] ?? 0)
  }
  transform()
  const levels = new Float64Array(bandCount)
  for (let band = 0; band < bandCount; band++) {
    const from = Math.ceil((edges[band] ?? 0) / binHz)
    const to = Math.ceil((edges[band + 1] ?? 0) / binHz)
    let power = 0
    for (let bin = from; bin < to; bin++) {
      power += (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2
    }
    levels[band] = 10 * Math.log10(power / half ** 2 + 1)
  }
  return levels
}

/** Fast Fourier transform of `real` and `imaginary`, which are in bit-reversed order (Cooley and Tukey, 1965). */
function transform(): void {
  for (let length = 2; length <= size; length <<= 1) {
    const step = size / length
    for (let start = 0; start < size; start += length) {
      for (let index = 0; index < length / 2; index++) {
        turn(start + index, start + index + length / 2, index * step)
      }
    }
  }
}

function turn(one: number, other: number, angle: number): void {
  const [cos, sin] = [cosines[angle] ?? 0, sines[angle] ?? 0]
  const [re, im] = [real[other] ?? 0, imaginary[other] ?? 0]
  const turnedRe = re * cos - im * sin
  const turnedIm = re * sin + im * cos
  real[other] = (real[one] ?? 0) - turnedRe
  imaginary[other] = (imaginary[one] ?? 0) - turnedIm
  real[one] = (real[one] ?? 0) + turnedRe
  imaginary[one] = (imaginary[one] ?? 0) + turnedIm
}
