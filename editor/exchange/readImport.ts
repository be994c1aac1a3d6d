import { importFlow } from '#shared/import/importFlow.ts'
import type { ImportResult } from '#shared/import/report.ts'
import { readText } from '../flows/readText.ts'
import { t } from '../i18n/t.ts'

/** Largest file that is read, bytes: with UTF-16 twice what the importer takes. */
const maxBytes = 20 * 1024 * 1024

/** Reads a file as a flow, in whatever encoding it was saved. */
export async function readImport(file: File): Promise<ImportResult> {
  if (file.size > maxBytes) {
    const message = t('It is larger than 20 MB.')
    return { ok: false, error: [{ code: 'import.tooLong', severity: 'error', message }] }
  }
  return importFlow({ name: file.name, text: readText(new Uint8Array(await file.arrayBuffer())) })
}
