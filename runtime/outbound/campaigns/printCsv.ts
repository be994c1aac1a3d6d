/** A line of a table for spreadsheet programs. */
export const printCsvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => printCell(String(cell ?? ''))).join(',')}\r\n`

/** Spreadsheet programs run what looks like a formula, whoever wrote it into the file. */
const looksLikeFormula = /^[=+\-@\t\r]/
/** But a number is one, with its sign. */
const isNumber = /^[+-]?\d+([.,]\d+)?$/

function printCell(text: string): string {
  const safe = looksLikeFormula.test(text) && !isNumber.test(text) ? `'${text}` : text
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Without it, Excel takes UTF-8 for something else. */
export const byteOrderMark = '\uFEFF'
