import { Readable } from 'node:stream'
import type { CsvError } from 'csv-parse'
import { fileLimits } from '#shared/api/campaigns.ts'

export interface TableRow {
  /** Line of the file that it ends on. */
  readonly line: number
  readonly cells: readonly string[]
}

/** The file is no table, or too large a one. A sentence. */
export class TableRefused extends Error {}

const delimiters = [',', ';', '\t', '|'] as const
/** Characters that are parsed before others may run. */
const chunkLength = 32_768
const longestRow = 100_000

/** The sign between columns: the one that stands most often in the heading, outside quotes. */
export function delimiterOf(text: string): string {
  const [heading = ''] = text.replace(/"(?:[^"]|"")*"/g, '').split(/\r?\n|\r/, 1)
  const counted = delimiters.map((sign) => [sign, heading.split(sign).length] as const)
  const [best] = counted.toSorted(([, one], [, other]) => other - one)
  return best && best[1] > 1 ? best[0] : ','
}

/** The rows of a table, the heading first; others run in between. Throws a `TableRefused`. */
export async function* readTable(text: string): AsyncGenerator<TableRow> {
  // Read with the first file: a start does not wait for it.
  const csv = await import('csv-parse')
  const parser = csv.parse({
    delimiter: delimiterOf(text),
    ...{ bom: true, info: true, trim: true, skip_empty_lines: true },
    ...{ relax_column_count: true, relax_quotes: true, max_record_size: longestRow },
  })
  const source = Readable.from(chunksOf(text))
  source.pipe(parser)
  let count = 0
  try {
    for await (const { record, info } of parser) {
      count++
      if (count > fileLimits.rows + 1) {
        throw new TableRefused(
          `The file has more than ${fileLimits.rows.toLocaleString('en')} rows: split it into several campaigns.`,
        )
      }
      if (record.length > fileLimits.columns) {
        throw new TableRefused(`Line ${info.lines} has more than ${fileLimits.columns} columns.`)
      }
      yield { line: info.lines, cells: record }
    }
  } catch (error) {
    if (!(error instanceof csv.CsvError)) throw error
    throw new TableRefused(explain(error))
  } finally {
    source.destroy()
    parser.destroy()
  }
}

function* chunksOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += chunkLength) {
    yield text.slice(start, start + chunkLength)
  }
}

function explain(error: CsvError): string {
  const { lines } = error
  const line = typeof lines === 'number' ? lines : null
  const place = line === null ? 'The file' : `Line ${line}`
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return `${place} opens a quotation mark that is never closed: close it, or take it out.`
  }
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return `${place} is longer than 100,000 characters: a quotation mark may be missing.`
  }
  return `${place} cannot be read as a table: save it as CSV again.`
}
