import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { mediaIdOf } from '#shared/api/media.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { RecordingFile } from '../recordings/createRecordings.ts'
import { regular } from '../recordings/regular.ts'
import { readAudio } from './readAudio.ts'

/** What is kept beside an uploaded recording. */
const noteSchema = z.object({
  name: z.string(),
  seconds: z.number(),
  bytes: z.number().int(),
  uploadedAt: z.number(),
})
export type UploadedFile = z.infer<typeof noteSchema> & { readonly id: string }

/** Recordings that people uploaded for Play steps: WAV files in one folder, named by what is in them. */
export interface Media {
  /** Newest first. */
  list(): Promise<readonly UploadedFile[]>
  /** Keeps a file; the same bytes are kept once. The error is a sentence for a person. */
  add(name: string, bytes: Uint8Array, at: number): Promise<Result<UploadedFile, string>>
  read(id: string): Promise<RecordingFile | null>
  remove(id: string): Promise<void>
  /** The bytes under an address that a flow names; null when it is none of ours, or larger than `maxBytes`. */
  load(url: string, maxBytes: number): Promise<Uint8Array | null>
}

const idPattern = /^[A-Za-z0-9_-]{24}$/
/** Files kept in all: a list of more is of no use to anybody. */
const mostFiles = 1_000

/** Keeps uploaded recordings in a folder, made with the first of them. */
export function createMedia(options: {
  readonly folder: string
  /** Before `/media/…` in an address that names this server; null: paths only. */
  readonly publicUrl: string | null
}): Media {
  const { folder, publicUrl } = options
  const audioOf = (id: string) => join(folder, `${id}.wav`)
  const noteOf = (id: string) => join(folder, `${id}.json`)
  const find = async (id: string): Promise<UploadedFile | null> => {
    if (!idPattern.test(id)) return null
    try {
      const note = noteSchema.safeParse(JSON.parse(await readFile(noteOf(id), 'utf8')))
      return note.success ? { id, ...note.data } : null
    } catch {
      return null
    }
  }
  const ids = async (): Promise<readonly string[]> => {
    const names = await readdir(folder).catch(() => [])
    return names.flatMap((name) => /^(.{24})\.json$/.exec(name)?.[1] ?? [])
  }
  /** Whole or not at all: a crash leaves no half file under a name. */
  const write = async (path: string, content: Uint8Array | string) => {
    await writeFile(`${path}.part`, content, { mode: 0o600 })
    await rename(`${path}.part`, path)
  }
  return {
    list: async () => {
      const files = await Promise.all((await ids()).map(find))
      return files.filter((file) => file !== null).sort((a, b) => b.uploadedAt - a.uploadedAt)
    },
    add: async (name, bytes, at) => {
      const audio = readAudio(bytes)
      if (!audio.ok) return audio
      const id = createHash('sha256').update(bytes).digest('base64url').slice(0, 24)
      const known = await find(id)
      if (known) return ok(known)
      if ((await ids()).length >= mostFiles) {
        return err(`There are ${mostFiles} recordings already: delete some that no flow plays.`)
      }
      const note = { name: tidy(name), seconds: audio.value.seconds, bytes: bytes.length }
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await write(audioOf(id), bytes)
      await write(noteOf(id), JSON.stringify({ ...note, uploadedAt: at }))
      return ok({ id, ...note, uploadedAt: at })
    },
    read: async (id) => {
      if (!idPattern.test(id)) return null
      try {
        const { size } = await regular(audioOf(id))
        return {
          bytes: size,
          body: (range = {}) => Readable.toWeb(createReadStream(audioOf(id), range)),
        }
      } catch {
        return null
      }
    },
    remove: async (id) => {
      if (!idPattern.test(id)) return
      await rm(noteOf(id), { force: true })
      await rm(audioOf(id), { force: true })
    },
    load: async (url, maxBytes) => {
      const own = publicUrl !== null && url.startsWith(`${publicUrl}/`)
      const id = mediaIdOf(own ? url.slice(publicUrl.length) : url)
      if (id === null) return null
      try {
        const { size } = await regular(audioOf(id))
        return size > maxBytes ? null : await readFile(audioOf(id))
      } catch {
        return null
      }
    },
  }
}

/** The last part of a name, without what no screen shows. */
const tidy = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\x00-\x1f\x7f]/g, '')
    .trim()
    .slice(0, 120) || 'recording.wav'
