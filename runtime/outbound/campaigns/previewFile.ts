import type { FilePreview } from '#shared/api/campaigns.ts'
import { isTimezone } from '#shared/text/localTime.ts'
import { delimiterOf, readTable, TableRefused } from './readTable.ts'

const shownRows = 8
const longestCell = 200

/** Names of the columns: a heading that is empty or used twice is told apart by its place. */
export function columnsOf(heading: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return heading.map((cell, index) => {
    const name = cell.slice(0, longestCell) || `Column ${index + 1}`
    const unique = seen.has(name) ? `${name} (${index + 1})` : name
    seen.add(unique)
    return unique
  })
}

/** What a file holds, and which columns may be which. Throws a `TableRefused`. */
export async function previewFile(text: string, encoding: string): Promise<FilePreview> {
  let columns: readonly string[] = []
  const rows: string[][] = []
  let lines = 0
  for await (const { cells } of readTable(text)) {
    if (columns.length === 0) {
      columns = columnsOf(cells)
      continue
    }
    lines++
    if (rows.length < shownRows) rows.push(cells.map((cell) => cell.slice(0, longestCell)))
  }
  if (columns.length === 0) throw new TableRefused('The file is empty.')
  if (lines === 0) {
    throw new TableRefused('The file has a heading and no rows: the first line names the columns.')
  }
  const column = (fits: (values: readonly string[], name: string) => boolean) =>
    columns.find((name, index) => fits(valuesOf(rows, index), name)) ?? ''
  const guess = {
    numberColumn:
      column(
        (values, name) =>
          /phone|tel|mobil|handy|rufnummer|^number$|^nummer$/i.test(name) &&
          values.some(isLikeNumber),
      ) || column((values) => values.length > 0 && values.every(isLikeNumber)),
    zoneColumn: column((values) => values.length > 0 && values.every(isZone)),
  }
  return { columns: [...columns], rows, lines, delimiter: delimiterOf(text), encoding, guess }
}

const valuesOf = (rows: readonly (readonly string[])[], index: number): readonly string[] =>
  rows.map((row) => row[index] ?? '').filter(Boolean)

const isLikeNumber = (value: string): boolean => /^\+?[\d\s().\-/]{7,24}$/.test(value)
const isZone = (value: string): boolean => value.includes('/') && isTimezone(value)
