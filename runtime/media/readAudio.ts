import { maxMediaBytes } from '#shared/api/media.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { parseWav } from '../speech/wav.ts'

const startsWith = (bytes: Uint8Array, text: string, at = 0): boolean =>
  bytes.length >= at + text.length &&
  [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0))

/** What a file is by its first bytes, whatever its name says. */
const kinds: readonly (readonly [kind: string, is: (bytes: Uint8Array) => boolean])[] = [
  ['an MP3 file', (bytes) => startsWith(bytes, 'ID3') || isMpegFrame(bytes)],
  ['an Ogg file', (bytes) => startsWith(bytes, 'OggS')],
  ['a FLAC file', (bytes) => startsWith(bytes, 'fLaC')],
  ['an MPEG-4 file', (bytes) => startsWith(bytes, 'ftyp', 4)],
  ['a WebM file', (bytes) => startsWith(bytes, '\x1aE\xdf\xa3')],
  ['an AIFF file', (bytes) => startsWith(bytes, 'FORM')],
]

/** Frame sync of MPEG audio: eleven set bits, a layer and a bit rate. */
const isMpegFrame = ([first = 0, second = 0, third = 0]: Uint8Array): boolean =>
  first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 && (third & 0xf0) !== 0xf0

/** Seconds of a file that the telephone engine can play, or one sentence about why it cannot. */
export function readAudio(bytes: Uint8Array): Result<{ readonly seconds: number }, string> {
  if (bytes.length === 0) return err('The file is empty.')
  if (bytes.length > maxMediaBytes) {
    return err('The file is larger than 4 MB, about two minutes. Cut it, or save it with 16 kHz.')
  }
  const wav = parseWav(bytes)
  if (wav) {
    return wav.pcm.length === 0
      ? err('There is no sound in this file.')
      : ok({ seconds: Math.round((10 * wav.pcm.length) / wav.rateHz) / 10 })
  }
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WAVE', 8)) {
    return err('This WAV file is not 16-bit PCM. Save it as 16-bit PCM and upload it again.')
  }
  const kind = kinds.find(([, is]) => is(bytes))?.[0] ?? 'not a sound file'
  return err(`This is ${kind}. The telephone plays WAV files with 16-bit PCM.`)
}
