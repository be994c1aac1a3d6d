import { Decoder, Encoder } from '@evan/opus'
import { decodeAlaw, decodeMulaw, encodeAlaw, encodeMulaw } from './g711.ts'
import { Downsampler, Upsampler } from './halfBand.ts'

/** One direction pair of a call: 20 ms of 16 kHz PCM to a payload, and any payload back. */
export interface Codec {
  readonly name: 'opus' | 'PCMU' | 'PCMA'
  /** RTP timestamp units in 20 ms. Opus always counts at 48 kHz (RFC 7587 section 4.1). */
  readonly unitsPerFrame: number
  encode(frame: Int16Array): Uint8Array
  /** Null for a payload that is no audio of this codec. */
  decode(payload: Uint8Array): Int16Array | null
}

const maxPayloadBytes = 1500

/** G.711 mu-law at 8 kHz. */
export const createPcmuCodec = (): Codec => createG711('PCMU', encodeMulaw, decodeMulaw)

/** G.711 A-law at 8 kHz. */
export const createPcmaCodec = (): Codec => createG711('PCMA', encodeAlaw, decodeAlaw)

function createG711(
  name: 'PCMU' | 'PCMA',
  encode: (pcm: Int16Array) => Uint8Array,
  decode: (bytes: Uint8Array) => Int16Array,
): Codec {
  const down = new Downsampler()
  const up = new Upsampler()
  return {
    name,
    unitsPerFrame: 160,
    encode: (frame) => encode(down.process(frame)),
    decode: (payload) =>
      payload.length === 0 || payload.length > maxPayloadBytes ? null : up.process(decode(payload)),
  }
}

/** `OPUS_SET_COMPLEXITY`: half the cost of the default 9, inaudible on speech. */
const setComplexity = 4010
const complexity = 5

/** Opus, wideband mono. */
export function createOpusCodec(): Codec {
  const encoder = new Encoder({ sample_rate: 16_000, channels: 1, application: 'voip' })
  const decoder = new Decoder({ sample_rate: 16_000, channels: 1 })
  encoder.ctl(setComplexity, complexity)
  return {
    name: 'opus',
    unitsPerFrame: 960,
    encode: (frame) => encoder.encode(frame),
    decode(payload) {
      // An empty payload would be concealed as 360 ms; a long one would not fit the decoder's memory.
      if (payload.length === 0 || payload.length > maxPayloadBytes) return null
      try {
        const bytes = decoder.decode(payload)
        return new Int16Array(
          bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
        )
      } catch {
        return null
      }
    },
  }
}
