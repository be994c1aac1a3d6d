/** ITU-T G.711, 8 kHz: mu-law folds 14 bit samples into 8 bits, A-law 13 bit samples. */

const bias = 0x84
const clip = 32_635

const decodeByte = (byte: number): number => {
  const bits = ~byte & 0xff
  const magnitude = (((bits & 0x0f) << 3) + bias) << ((bits & 0x70) >> 4)
  return bits & 0x80 ? bias - magnitude : magnitude - bias
}

const encodeSample = (sample: number): number => {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), clip) + bias
  const exponent = 24 - Math.clz32(magnitude) // the bias makes bit 7 the lowest leading bit
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f
  return ~(sign | (exponent << 4) | mantissa) & 0xff
}

/** Fills a table one place after another: `from` takes twenty times as long, and a start waits for it. */
function filled<Table extends Int16Array | Uint8Array>(
  table: Table,
  valueAt: (index: number) => number,
): Table {
  for (let index = 0; index < table.length; index++) table[index] = valueAt(index)
  return table
}

const decodeTable = filled(new Int16Array(256), decodeByte)
// Indexed by the sample as an unsigned 16 bit number: one look-up a sample.
const encodeTable = filled(new Uint8Array(65_536), (bits) => encodeSample((bits << 16) >> 16))

/** Encodes 16 bit samples to mu-law, one byte each. */
export function encodeMulaw(pcm: Int16Array): Uint8Array {
  const bytes = new Uint8Array(pcm.length)
  for (let i = 0; i < pcm.length; i++) bytes[i] = encodeTable[(pcm[i] ?? 0) & 0xffff] ?? 0
  return bytes
}

/** Decodes mu-law bytes to 16 bit samples. */
export function decodeMulaw(bytes: Uint8Array): Int16Array {
  const pcm = new Int16Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) pcm[i] = decodeTable[bytes[i] ?? 0] ?? 0
  return pcm
}

/** Every second bit is turned over, so that silence is no row of zeros. */
const alawMask = 0x55

const decodeAlawByte = (byte: number): number => {
  const bits = byte ^ alawMask
  const exponent = (bits & 0x70) >> 4
  const mantissa = ((bits & 0x0f) << 4) + 8
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1)
  return bits & 0x80 ? magnitude : -magnitude
}

const encodeAlawSample = (sample: number): number => {
  const sign = sample < 0 ? 0 : 0x80
  const magnitude = Math.min(sample < 0 ? -sample - 1 : sample, 32_767)
  const exponent = magnitude < 256 ? 0 : 24 - Math.clz32(magnitude)
  const mantissa = (magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f
  return (sign | (exponent << 4) | mantissa) ^ alawMask
}

const decodeAlawTable = filled(new Int16Array(256), decodeAlawByte)
const encodeAlawTable = filled(new Uint8Array(65_536), (bits) =>
  encodeAlawSample((bits << 16) >> 16),
)

/** Encodes 16 bit samples to A-law, one byte each. */
export function encodeAlaw(pcm: Int16Array): Uint8Array {
  const bytes = new Uint8Array(pcm.length)
  for (let i = 0; i < pcm.length; i++) bytes[i] = encodeAlawTable[(pcm[i] ?? 0) & 0xffff] ?? 0
  return bytes
}

/** Decodes A-law bytes to 16 bit samples. */
export function decodeAlaw(bytes: Uint8Array): Int16Array {
  const pcm = new Int16Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) pcm[i] = decodeAlawTable[bytes[i] ?? 0] ?? 0
  return pcm
}
