import { checkFlow } from '#shared/compile/checkFlow.ts'
import type { Diagnostic } from '#shared/diagnostic.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { type ImportInput, importFiles } from '#shared/import/importFlow.ts'
import type { ImportReport } from '#shared/import/report.ts'
import { CliError } from './cliError.ts'

/** A flow read from a file of any known format, what is still wrong with it, and what became of each part. */
export interface Imported {
  readonly flow: Flow
  readonly diagnostics: readonly Diagnostic[]
  readonly report: ImportReport
}

/** Reads a flow of ours, a Twilio Studio flow, TwiML or FML, or the TwiML documents of a folder. Throws a sentence when it is none. */
export function importRead(name: string, files: readonly ImportInput[]): Imported {
  const imported = importFiles(name, files)
  if (!imported.ok) {
    const [first] = imported.error
    throw new CliError(
      [first?.message ?? `${name} cannot be imported.`, first?.hint ?? ''].join(' ').trim(),
    )
  }
  const { flow, report } = imported
  return { flow, report, diagnostics: checkFlow(flow) }
}
