import { parentPort, workerData } from 'node:worker_threads'
import { parse } from 'csv-parse/sync'
import mammoth from 'mammoth'
import { extractText, getDocumentProxy } from 'unpdf'
import { z } from 'zod'
import { documentKinds } from '#shared/api/documents.ts'
import { goWithOthers } from '../running/threadPriority.ts'
import { isBoundedZip } from './checkZip.ts'

goWithOthers()
const task = z.object({ kind: z.enum(documentKinds), bytes: z.instanceof(Uint8Array) })
type Kind = (typeof documentKinds)[number]

const readers: Readonly<Record<Kind, (bytes: Uint8Array) => string | Promise<string>>> = {
  txt: decode,
  md: decode,
  csv: readCsv,
  html: (bytes) => readHtml(decode(bytes)),
  pdf: readPdf,
  docx: async (bytes) => {
    if (!isBoundedZip(bytes)) throw new Error('It is larger inside than a document is.')
    const html = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })
    return readHtml(html.value)
  },
}

/** UTF-8, or what older machines wrote. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || bytes[1] === 0
    return new TextDecoder(isWide ? 'utf-16le' : 'windows-1252').decode(bytes)
  }
}

async function readPdf(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const { text } = await extractText(pdf, { mergePages: false })
  return text.join('\n\n')
}

/** A row is a passage: every value with the name of its column. */
function readCsv(bytes: Uint8Array): string {
  const text = decode(bytes)
  const [first = ''] = text.split('\n', 1)
  const delimiter = [';', '\t', ','].find((one) => first.includes(one)) ?? ','
  const rows = z
    .array(z.array(z.string()))
    .parse(parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true }))
  const [names = [], ...values] = rows
  return values
    .map((row) =>
      row
        .map((value, index) =>
          value.trim() === '' ? '' : `${names[index] ?? ''}: ${value.trim()}`,
        )
        .filter(Boolean)
        .join('. '),
    )
    .join('\n\n')
}

function readHtml(html: string): string {
  return html
    .replace(/<(script|style|noscript|template|svg|head|nav)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(
      /<h([1-6])\b[^>]*>([\s\S]*?)<\/h\1\s*>/gi,
      (_, level: string, title: string) =>
        `\n\n${'#'.repeat(Number(level))} ${title.replace(/\s+/g, ' ')}\n\n`,
    )
    .replace(
      /<\/(p|div|section|article|table|ul|ol|blockquote)\s*>|<br\s*\/?>\s*<br\s*\/?>/gi,
      '\n\n',
    )
    .replace(/<\/(li|tr)\s*>|<br\s*\/?>/gi, '\n')
    .replace(/<\/t[dh]\s*>/gi, ' · ')
    .replace(/<[^>]{0,2000}>/g, ' ')
    .replace(
      /&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{2,10});/gi,
      (whole, name: string) => entity(name) ?? whole,
    )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/^ /gm, '')
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  ndash: '–',
  mdash: '—',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
}

function entity(name: string): string | null {
  if (!name.startsWith('#')) return named[name] ?? null
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null
}

async function run(): Promise<void> {
  const { kind, bytes } = task.parse(workerData)
  parentPort?.postMessage(await readers[kind](bytes))
}

run().catch(() => parentPort?.postMessage(null))
