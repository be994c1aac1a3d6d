/** What the telephone hears: 16 kHz, one channel, 16 bit. */
const rateHz = 16_000
const headerBytes = 44

/**
 * A sound file as the telephone plays it. WAV files that fit stay as they are; anything else that the browser can read
 * (MP3, Ogg, M4A, FLAC) is turned into WAV here. Null: the browser cannot read it either.
 */
export async function toTelephoneWav(file: File, mostBytes: number): Promise<Blob | null> {
  const bytes = await file.arrayBuffer()
  if (file.size <= mostBytes && isPcmWav(new DataView(bytes))) return new Blob([bytes])
  try {
    const context = new OfflineAudioContext(1, rateHz, rateHz)
    const decoded = await context.decodeAudioData(bytes)
    const length = Math.max(1, Math.round(decoded.duration * rateHz))
    const mixer = new OfflineAudioContext(1, length, rateHz)
    const source = mixer.createBufferSource()
    source.buffer = decoded
    source.connect(mixer.destination)
    source.start()
    const mixed = await mixer.startRendering()
    return new Blob([printWav(mixed.getChannelData(0))])
  } catch {
    return null
  }
}

/** RIFF/WAVE with 16-bit PCM in the usual place: what the server takes as it is. */
export function isPcmWav(view: DataView): boolean {
  if (view.byteLength < headerBytes) return false
  const tag = (at: number) => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)))
  return (
    tag(0) === 'RIFF' &&
    tag(8) === 'WAVE' &&
    tag(12) === 'fmt ' &&
    view.getUint16(20, true) === 1 &&
    view.getUint16(34, true) === 16
  )
}

/** A WAV file of samples from -1 to 1. */
export function printWav(samples: Float32Array): ArrayBuffer {
  const bytes = new ArrayBuffer(headerBytes + 2 * samples.length)
  const view = new DataView(bytes)
  const write = (at: number, text: string) => {
    for (let index = 0; index < text.length; index += 1) {
      view.setUint8(at + index, text.charCodeAt(index))
    }
  }
  write(0, 'RIFF')
  view.setUint32(4, bytes.byteLength - 8, true)
  write(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rateHz, true)
  view.setUint32(28, rateHz * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  write(36, 'data')
  view.setUint32(40, 2 * samples.length, true)
  for (const [index, sample] of samples.entries()) {
    view.setInt16(
      headerBytes + 2 * index,
      Math.round(32_767 * Math.max(-1, Math.min(1, sample))),
      true,
    )
  }
  return bytes
}
