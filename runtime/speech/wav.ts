/** Mono audio and its sample rate. */
export interface Wav {
  readonly pcm: Int16Array
  readonly rateHz: number
}

const headerBytes = 44
const extensibleFormat = 0xfffe

/** Writes a RIFF/WAVE file: mono, signed 16 bit, little-endian. */
export function printWav({ pcm, rateHz }: Wav): Uint8Array {
  const bytes = new Uint8Array(headerBytes + pcm.byteLength)
  const view = new DataView(bytes.buffer)
  const tag = (offset: number, text: string) => bytes.set(new TextEncoder().encode(text), offset)
  tag(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  tag(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rateHz, true)
  view.setUint32(28, rateHz * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  tag(36, 'data')
  view.setUint32(40, pcm.byteLength, true)
  for (const [index, sample] of pcm.entries()) {
    view.setInt16(headerBytes + 2 * index, sample, true)
  }
  return bytes
}

/** A WAV file that comes in pieces: its samples, mixed to one channel, as soon as they are there. */
export interface WavReader {
  /** Null: this is no 16-bit WAV file. */
  push(bytes: Uint8Array): Wav | null
  /** Seconds that the header has promised and that have not come; 0 where it promises none. */
  missing(): number
}

/** A file that is written while it is made states a length like that, or none. */
const noLength = 100 * 1024 * 1024
/** A header that is longer is none. */
const longestHeader = 64 * 1024

export function createWavReader(): WavReader {
  let rest: Uint8Array = new Uint8Array()
  let format: Format | null = null
  let left = 0
  const pcmOf = (start: number, { rateHz, channels }: Format): Wav => {
    const frame = 2 * channels
    const length = Math.floor((rest.length - start) / frame) * frame
    const view = new DataView(rest.buffer, rest.byteOffset, rest.byteLength)
    const pcm = mixChannels(view, start, length, { rateHz, channels })
    rest = rest.slice(start + length)
    left -= length
    return { rateHz, pcm }
  }
  return {
    push: (bytes) => {
      const joined = new Uint8Array(rest.length + bytes.length)
      joined.set(rest)
      joined.set(bytes, rest.length)
      rest = joined
      if (format) return pcmOf(0, format)
      const header = readHeader(rest)
      if (header === 'none' || rest.length > longestHeader) return null
      if (header === 'more') return { rateHz: 0, pcm: new Int16Array() }
      format = header.format
      left = header.length >= noLength ? 0 : header.length
      return pcmOf(header.start, header.format)
    },
    missing: () => (format ? Math.max(0, left) / (2 * format.channels * format.rateHz) : 0),
  }
}

/** Finds where the samples begin. */
function readHeader(
  bytes: Uint8Array,
): { readonly format: Format; readonly start: number; readonly length: number } | 'more' | 'none' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!'RIFF'.startsWith(tagsIn(view, 4))) return 'none'
  if (bytes.length < 12) return 'more'
  if (tagAt(view, 8) !== 'WAVE') return 'none'
  let format: Format | null = null
  for (let offset = 12; offset + 8 <= bytes.length; ) {
    const length = view.getUint32(offset + 4, true)
    const start = offset + 8
    const tag = tagAt(view, offset)
    if (tag === 'data') return format ? { format, start, length } : 'none'
    if (start + length > bytes.length) return 'more'
    if (tag === 'fmt ') format = parseFormat(view, start, length)
    offset = start + length + (length & 1)
  }
  return 'more'
}

/** Reads 16-bit PCM; several channels are mixed to one. Null when the bytes are anything else. */
export function parseWav(bytes: Uint8Array): Wav | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12 || tagAt(view, 0) !== 'RIFF' || tagAt(view, 8) !== 'WAVE') return null
  let format: Format | null = null
  for (let offset = 12; offset + 8 <= bytes.length; ) {
    const tag = tagAt(view, offset)
    // A streamed file does not know its length and writes 0 or 0xffffffff: what is there counts.
    const stated = view.getUint32(offset + 4, true)
    const start = offset + 8
    const length = Math.min(stated, bytes.length - start)
    if (tag === 'fmt ') format = parseFormat(view, start, length)
    if (tag === 'data') {
      const streamed = stated === 0 ? bytes.length - start : length
      return format && { rateHz: format.rateHz, pcm: mixChannels(view, start, streamed, format) }
    }
    offset = start + length + (length & 1)
  }
  return null
}

interface Format {
  readonly rateHz: number
  readonly channels: number
}

function parseFormat(view: DataView, start: number, length: number): Format | null {
  if (length < 16) return null
  const encoding = view.getUint16(start, true)
  const channels = view.getUint16(start + 2, true)
  const rateHz = view.getUint32(start + 4, true)
  const bits = view.getUint16(start + 14, true)
  const isPcm = encoding === 1 || encoding === extensibleFormat
  if (!isPcm || bits !== 16 || channels < 1 || channels > 8) return null
  return rateHz >= 4_000 && rateHz <= 192_000 ? { rateHz, channels } : null
}

function mixChannels(view: DataView, start: number, length: number, { channels }: Format) {
  const sums = new Int32Array(Math.floor(length / (2 * channels)))
  let sounding = 0
  for (let channel = 0; channel < channels; channel++) {
    let isSilent = true
    for (let index = 0; index < sums.length; index++) {
      const sample = view.getInt16(start + 2 * (index * channels + channel), true)
      sums[index] = (sums[index] ?? 0) + sample
      if (sample !== 0) isSilent = false
    }
    if (!isSilent) sounding++
  }
  // A channel without any sound, as beside a message that was left here, takes nothing of the loudness.
  return Int16Array.from(sums, (sum) => Math.round(sum / Math.max(1, sounding)))
}

function tagAt(view: DataView, offset: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(offset + index)))
}

const tagsIn = (view: DataView, most: number): string =>
  String.fromCharCode(
    ...Array.from({ length: Math.min(most, view.byteLength) }, (_, index) => view.getUint8(index)),
  )
