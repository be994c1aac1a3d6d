import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Log } from '../log.ts'
import { printWav } from '../speech/wav.ts'
import { sampleRateHz } from '../voice/line.ts'
import type { Recorder, RecordingSink } from '../voice/recorder.ts'
import { regular } from './regular.ts'

export interface RecordingFile {
  readonly bytes: number
  /** Both ends are included. */
  body(range?: { readonly start?: number; readonly end?: number }): ReadableStream
}

export interface Recordings extends Recorder {
  /** The file of a recording, or null when there is none; `body` gives its bytes, or those of a range. */
  read(id: string): Promise<RecordingFile | null>
}

export interface RecordingsOptions {
  /** Made when the first recording is. */
  readonly folder: string
  /** Before the path of a recording; null: paths only. */
  readonly publicUrl: string | null
  readonly log: Pick<Log, 'error'>
}

const idPattern = /^[A-Za-z0-9_-]{24}$/
const headerBytes = 44
/** Samples gathered before they are written: a second. */
const chunkSamples = sampleRateHz
/** No recording is longer: four hours would be half a gigabyte. */
const mostSamples = 3_600 * sampleRateHz
/** Chunks waiting for the disk before it counts as too slow. */
const mostWaiting = 30

/** Keeps recordings as WAV files (16 kHz, 16 bit, one channel or two) that only this user may read. */
export function createRecordings(options: RecordingsOptions): Recordings {
  const { folder, log } = options
  const pathOf = (id: string) => join(folder, `${id}.wav`)
  const base = `${options.publicUrl ?? ''}/api/recordings/`
  return {
    open: ({ channels } = { channels: 1 }) => {
      // Unguessable: the address of a recording travels in webhooks.
      const id = randomBytes(18).toString('base64url')
      return openSink(
        pathOf(id),
        `${base}${id}`,
        () => mkdir(folder, { recursive: true, mode: 0o700 }),
        log,
        channels,
      )
    },
    load: async (url, maxBytes) => {
      const id = url.startsWith(base) ? url.slice(base.length) : ''
      if (!idPattern.test(id)) return null
      try {
        const { size } = await regular(pathOf(id))
        return size > maxBytes ? null : await readFile(pathOf(id))
      } catch {
        return null
      }
    },
    read: async (id) => {
      if (!idPattern.test(id)) return null
      try {
        const { size } = await regular(pathOf(id))
        return {
          bytes: size,
          body: (range = {}) => Readable.toWeb(createReadStream(pathOf(id), range)),
        }
      } catch {
        return null
      }
    },
  }
}

function openSink(
  path: string,
  url: string,
  prepare: () => Promise<unknown>,
  log: Pick<Log, 'error'>,
  channels: 1 | 2,
): RecordingSink {
  let problem: string | null = null
  let chunk = new Int16Array(chunkSamples)
  let filled = 0
  let taken = 0
  let kept = 0
  let waiting = 0
  let file: FileHandle | null = null
  let work: Promise<void> = Promise.resolve()

  const attempt = (step: () => Promise<void>) => {
    work = work.then(async () => {
      if (problem !== null) return
      try {
        await step()
      } catch (error) {
        problem = sentenceOf(error)
        log.error({ err: error }, 'A recording could not be written. Free space on DATA_DIR.')
      }
    })
  }
  const append = (samples: Int16Array) => {
    if (++waiting > mostWaiting) problem ??= 'The disk is too slow for the recording.'
    attempt(async () => {
      if (!file) {
        await prepare()
        file = await open(path, 'wx', 0o600)
      }
      const bytes = printWav({ pcm: samples, rateHz: sampleRateHz }).subarray(headerBytes)
      await writeAll(file, bytes, headerBytes + 2 * kept)
      kept += samples.length
    })
    work = work.then(() => {
      waiting--
    })
  }
  const close = async (samples: number) => {
    await work
    const length = Math.max(0, Math.min(samples * channels, kept))
    try {
      // The header is written last and over what is really there: a full disk leaves a file that plays.
      if (file && length > 0) {
        await file.truncate(headerBytes + 2 * length)
        await writeAll(file, headerOf(length, channels), 0)
      }
      await file?.close()
      if (length === 0) await rm(path, { force: true })
    } catch (error) {
      problem ??= sentenceOf(error)
      log.error({ err: error }, 'A recording could not be closed.')
      return null
    }
    if (length === 0) return null
    return { url, seconds: Math.round((10 * length) / (sampleRateHz * channels)) / 10 }
  }
  return {
    get problem() {
      return problem
    },
    write: (pcm) => {
      for (
        let from = 0;
        from < pcm.length && problem === null && taken < mostSamples * channels;
      ) {
        const part = pcm.subarray(from, from + chunkSamples - filled)
        chunk.set(part, filled)
        filled += part.length
        from += part.length
        taken += part.length
        if (filled < chunkSamples) continue
        append(chunk)
        chunk = new Int16Array(chunkSamples)
        filled = 0
      }
    },
    finish: (samples = Number.POSITIVE_INFINITY) => {
      if (filled > 0) append(chunk.slice(0, filled))
      filled = 0
      return close(samples)
    },
  }
}

/** A write to a nearly full disk may take a part only. */
async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

/** The header of so many samples, without making them. */
function headerOf(samples: number, channels: 1 | 2): Uint8Array {
  const header = printWav({ pcm: new Int16Array(0), rateHz: sampleRateHz })
  const view = new DataView(header.buffer)
  view.setUint32(4, headerBytes - 8 + 2 * samples, true)
  view.setUint16(22, channels, true)
  view.setUint32(28, sampleRateHz * 2 * channels, true)
  view.setUint16(32, 2 * channels, true)
  view.setUint32(headerBytes - 4, 2 * samples, true)
  return header
}

function sentenceOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? 'The disk is full.'
    : `The recording could not be written: ${error instanceof Error ? error.message : String(error)}`
}
