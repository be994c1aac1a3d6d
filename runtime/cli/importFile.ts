import { checkFlow } from '#shared/compile/checkFlow.ts'
import type { Diagnostic } from '#shared/diagnostic.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import { CliError } from './cliError.ts'
import { parseJson } from './readFiles.ts'

/** What became of a foreign flow; each source widget is named once in the report. */
export interface ImportResult {
  readonly flow: Flow
  readonly diagnostics: readonly Diagnostic[]
  readonly report: {
    readonly converted: readonly unknown[]
    readonly approximated: readonly unknown[]
    readonly notConverted: readonly unknown[]
  }
}

export interface ImportInput {
  /** Name of the file. */
  readonly name: string
  readonly text: string
}

/** Reads one format; null when the text is of another. */
type Importer = (input: ImportInput) => ImportResult | null

/** In the order they are tried. A new format is a function here. */
const importers: readonly Importer[] = [importOwn]

/** Reads a flow of any known format. */
export function importFile(input: ImportInput): ImportResult {
  for (const importer of importers) {
    const imported = importer(input)
    if (imported) return imported
  }
  throw new CliError(
    `${input.name} is no flow that can be imported: choose a flow that FML Studio exported.`,
  )
}

/** A flow of our own: everything converts, or it is refused with its first problem. */
function importOwn({ name, text }: ImportInput): ImportResult | null {
  if (!/^\s*\{/.test(text)) return null
  const document = parseJson(text, name)
  if (typeof document !== 'object' || document === null || !('schema' in document)) return null
  const parsed = parseFlow(document)
  if (!parsed.ok) throw new CliError(`${name} is not a flow: ${parsed.error[0]?.message ?? ''}`)
  const flow = parsed.value
  return {
    flow,
    diagnostics: checkFlow(flow),
    report: {
      converted: flow.nodes.map((node) => ({ widget: node.name, type: node.type, node: node.id })),
      approximated: [],
      notConverted: [],
    },
  }
}
