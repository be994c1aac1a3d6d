import { fileLimits } from '#shared/api/campaigns.ts'
import { err, ok, type Result } from '#shared/result.ts'

export interface DecodedFile {
  readonly text: string
  readonly encoding: string
}

/** The text of an uploaded table, whatever program wrote it; the error is a sentence. */
export function decodeFile(bytes: Uint8Array): Result<DecodedFile, string> {
  if (bytes.length === 0) return err('The file is empty.')
  if (bytes.length > fileLimits.bytes) {
    return err('The file is larger than 5 MB: split it into several campaigns.')
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    return err(
      'This is a workbook, not a table in text: save it as CSV in your spreadsheet program.',
    )
  }
  const encoding = encodingOf(bytes)
  const text = decode(bytes, encoding)
  if (text === null || /\0/.test(text)) {
    return err('This file is no text: save the table as CSV (UTF-8) in your spreadsheet program.')
  }
  return ok({ text, encoding })
}

/** By its mark; without one UTF-8 if it is that, else what Windows programs write in the west. */
function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return decode(bytes, 'utf-8') === null ? 'windows-1252' : 'utf-8'
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
