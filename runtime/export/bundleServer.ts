import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Program } from '#shared/compile/program.ts'

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const placeholder = '"__PROGRAM_OF_THE_FLOW__"'
const documentsPlaceholder = '"__DOCUMENTS_OF_THE_FLOW__"'

/** Texts of documents by their hashes. */
export type ExportedDocuments = Readonly<Record<string, string>>

let bundled: Promise<string> | null = null

/** The standalone server of a program as one self-contained module. Bundled once a process, then the program is put in. */
export async function bundleServer(
  program: Program,
  documents: ExportedDocuments = {},
): Promise<string> {
  bundled ??= bundle().catch((error: unknown) => {
    bundled = null
    throw error
  })
  return (await bundled)
    .replace(placeholder, () => JSON.stringify(program))
    .replace(documentsPlaceholder, () => JSON.stringify(documents))
}

export const readServerReadme = (): Promise<string> =>
  readFile(file('./server/serverReadme.md'), 'utf8')

async function bundle(): Promise<string> {
  // Loaded on the first export only: it starts a process of its own.
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [file('./server/entry.ts')],
    absWorkingDir: file('../..'),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'inline',
    define: { __PROGRAM__: placeholder, __DOCUMENTS__: documentsPlaceholder },
    external: ['node:http', 'node:url', 'node:fs'],
    alias: { 'node:timers/promises': file('./server/timers.ts') },
    logLevel: 'silent',
  })
  const [output] = outputFiles
  if (!output?.text.includes(placeholder))
    throw new Error('The server was bundled without a program.')
  return output.text
}
