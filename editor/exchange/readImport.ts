import { importFlow } from '#shared/import/importFlow.ts'
import type { ImportResult } from '#shared/import/report.ts'

const mebibyte = 1024 * 1024

/** Reads a dropped file as a flow. */
export async function readImport(file: File): Promise<ImportResult> {
  if (file.size > 16 * mebibyte) {
    return {
      ok: false,
      error: [
        {
          code: 'import.tooLong',
          severity: 'error',
          message: `${file.name} is larger than 10 MB.`,
          hint: 'Import a smaller file.',
        },
      ],
    }
  }
  return importFlow({ name: file.name, text: await file.text() })
}
