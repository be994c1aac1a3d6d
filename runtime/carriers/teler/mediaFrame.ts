import { z } from 'zod'

/** What comes by a media socket. */
export type MediaFrame =
  | { readonly type: 'start'; readonly callId: string | null }
  | { readonly type: 'audio'; readonly bytes: Buffer }
  | { readonly type: 'digit'; readonly digit: string }
  /** Something else, which is let go. */
  | { readonly type: 'other' }

const key = z.string().regex(/^[0-9*#A-D]$/)

const start = z.looseObject({ type: z.literal('start'), call_id: z.string().max(300).nullish() })
/** The documents nest the sound in `data`; should it ever stand outside, it is heard as well. */
const audio = z.looseObject({
  type: z.literal('audio'),
  audio_b64: z.string().optional(),
  data: z.looseObject({ audio_b64: z.string() }).optional(),
})
/** Not documented: taken should Teler begin to send it. */
const dtmf = z.looseObject({
  type: z.literal('dtmf'),
  digit: key.optional(),
  data: z.looseObject({ digit: key }).optional(),
})
const frame = z.discriminatedUnion('type', [start, audio, dtmf])

/** Reads one message; null when it is no message of this protocol. */
export function parseMediaFrame(text: string): MediaFrame | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const parsed = frame.safeParse(json)
  if (!parsed.success) return z.object({ type: z.string() }).safeParse(json).success ? other : null
  const { data } = parsed
  if (data.type === 'start') return { type: 'start', callId: data.call_id ?? null }
  if (data.type === 'audio') {
    const sound = data.data?.audio_b64 ?? data.audio_b64
    return sound === undefined ? null : { type: 'audio', bytes: Buffer.from(sound, 'base64') }
  }
  const digit = data.data?.digit ?? data.digit
  return digit === undefined ? null : { type: 'digit', digit }
}

const other: MediaFrame = { type: 'other' }

/** Our sound: 8 kHz, at the top level as Teler's own bridges send it. */
export function printAudio(pcm: Int16Array, chunkId: number): string {
  const bytes = Buffer.alloc(pcm.length * 2)
  for (const [index, sample] of pcm.entries()) bytes.writeInt16LE(sample, index * 2)
  return JSON.stringify({ type: 'audio', audio_b64: bytes.toString('base64'), chunk_id: chunkId })
}

/** Empties what Teler still has to play. */
export const clearMessage = JSON.stringify({ type: 'clear' })

/** 16-bit samples, little-endian whatever the name “L16” says elsewhere. */
export function readPcm(bytes: Buffer): Int16Array {
  const pcm = new Int16Array(bytes.length >> 1)
  for (let index = 0; index < pcm.length; index++) pcm[index] = bytes.readInt16LE(index * 2)
  return pcm
}
