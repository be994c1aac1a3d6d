import { Worker } from 'node:worker_threads'
import { type DocumentKind, documentKinds, maxDocumentBytes } from '#shared/api/documents.ts'
import { err, ok, type Result } from '#shared/result.ts'

export interface ReadText {
  readonly kind: DocumentKind
  readonly text: string
}

/** Milliseconds that a file may take to be read. */
const patience = 15_000
const mebibytes = 256
/** What reading one may add to this process outside of that heap, and milliseconds between looks at it. */
const mostGrowth = 400 * 1024 * 1024
const lookEvery = 50

/**
 * The text of an uploaded file, or a sentence about why there is none. Read in a worker of its own: a file that is made
 * to do harm costs this server neither its voice nor its memory.
 */
export async function readDocument(
  name: string,
  bytes: Uint8Array,
): Promise<Result<ReadText, string>> {
  const kind = kindOf(name)
  if (!kind) {
    return err(
      `“${name}” is of no kind that can be read here: choose ${documentKinds.join(', ')}, or paste its text.`,
    )
  }
  const read = await readAlone(() => readInWorker(kind, bytes))
  if (!read.ok) return err(`“${name}” cannot be read: ${read.error}`)
  const text = tidy(read.value)
  if (text === '') {
    return err(`“${name}” holds no text. If it is a scan, put a text behind it first, or paste it.`)
  }
  if (Buffer.byteLength(text) > maxDocumentBytes) {
    return err(`The text of “${name}” is longer than 2 MB: split it.`)
  }
  return ok({ kind, text })
}

function kindOf(name: string): DocumentKind | undefined {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase()
  const known = extension === 'htm' ? 'html' : extension === 'markdown' ? 'md' : extension
  return documentKinds.find((kind) => kind === known)
}

let last: Promise<unknown> = Promise.resolve()

/** One after another: a few at once would be worth as much to whoever means harm as a large one. */
function readAlone<Value>(read: () => Promise<Value>): Promise<Value> {
  const mine = last.then(read)
  last = mine.catch(() => {})
  return mine
}

function readInWorker(kind: DocumentKind, bytes: Uint8Array): Promise<Result<string, string>> {
  const done = Promise.withResolvers<Result<string, string>>()
  const worker = new Worker(new URL('./read.worker.ts', import.meta.url), {
    workerData: { kind, bytes },
    resourceLimits: { maxOldGenerationSizeMb: mebibytes },
  })
  const timer = setTimeout(() => done.resolve(err('it takes too long.')), patience)
  const before = process.memoryUsage.rss()
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - before > mostGrowth) done.resolve(err(tooLarge))
  }, lookEvery)
  worker.on('message', (message: unknown) => {
    done.resolve(typeof message === 'string' ? ok(message) : err('it is damaged or protected.'))
  })
  worker.on('error', () => done.resolve(err(tooLarge)))
  worker.on('exit', () => done.resolve(err('it is damaged.')))
  return done.promise.finally(() => {
    clearTimeout(timer)
    clearInterval(watch)
    void worker.terminate()
  })
}

const tooLarge = 'it is damaged, or far larger inside than outside.'

/** One line break for a line, an empty line for a paragraph, no control characters. */
const tidy = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '')
    .split('\n')
    // By an expression, a long run of spaces would be looked at from each of them.
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .toWellFormed()
    .trim()
