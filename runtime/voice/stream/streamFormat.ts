import type { StreamFormat } from '#shared/fml/fml.ts'
import { sampleRateHz } from '../line.ts'
import { decodeMulaw, encodeMulaw } from '../media/g711.ts'
import { Downsampler, Upsampler } from '../media/halfBand.ts'

/** How a stream's audio is written, both ways. */
export interface StreamCoder {
  readonly mediaFormat: {
    readonly encoding: 'audio/x-mulaw' | 'audio/x-l16'
    readonly sampleRate: number
    readonly channels: 1
  }
  /** 16 kHz audio in base64. */
  encode(pcm: Int16Array): string
  decode(payload: string): Int16Array
}

/** Makes the two directions of one stream: they remember what came before. */
export const createStreamCoder = (format: StreamFormat): StreamCoder =>
  format === 'mulaw' ? createMulawCoder() : pcmCoder

function createMulawCoder(): StreamCoder {
  const down = new Downsampler()
  const up = new Upsampler()
  return {
    mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 },
    encode: (pcm) => Buffer.from(encodeMulaw(down.process(pcm))).toString('base64'),
    decode: (payload) => up.process(decodeMulaw(Buffer.from(payload, 'base64'))),
  }
}

const pcmCoder: StreamCoder = {
  mediaFormat: { encoding: 'audio/x-l16', sampleRate: sampleRateHz, channels: 1 },
  encode: (pcm) => {
    const bytes = Buffer.allocUnsafe(pcm.length * 2)
    for (const [index, sample] of pcm.entries()) bytes.writeInt16LE(sample, index * 2)
    return bytes.toString('base64')
  },
  decode: (payload) => {
    const bytes = Buffer.from(payload, 'base64')
    return Int16Array.from({ length: bytes.length >> 1 }, (_, index) =>
      bytes.readInt16LE(index * 2),
    )
  },
}
