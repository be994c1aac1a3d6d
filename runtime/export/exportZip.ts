import { compile } from '#shared/compile/compile.ts'
import type { FlowOptions } from '#shared/compile/graph.ts'
import type { Program } from '#shared/compile/program.ts'
import type { Diagnostic } from '#shared/diagnostic.ts'
import { exportFiles } from '#shared/export/exportFiles.ts'
import { zip } from '#shared/export/zip.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { ok, type Result } from '#shared/result.ts'
import { bundleServer, type ExportedDocuments, readServerReadme } from './bundleServer.ts'

/** A flow as a zip: FML pages, page map, program, flow, and a server that runs it. Refuses a flow with errors. */
export async function exportZip(
  flow: Flow,
  options: FlowOptions = {},
  textOf: (hash: string) => Promise<string | null> = async () => null,
): Promise<Result<Uint8Array, readonly Diagnostic[]>> {
  const compiled = compile(flow, options)
  if (!compiled.ok) return compiled
  const { program } = compiled.value
  const documents = await documentsOf(program, textOf)
  const [server, readme] = await Promise.all([bundleServer(program, documents), readServerReadme()])
  return ok(
    zip([
      ...exportFiles(flow, program),
      { path: 'server/server.mjs', content: server },
      { path: 'server/README.md', content: readme },
    ]),
  )
}

/** What agents answer from goes with them. */
async function documentsOf(
  { ops }: Program,
  textOf: (hash: string) => Promise<string | null>,
): Promise<ExportedDocuments> {
  const hashes = Object.values(ops).flatMap((op) =>
    op.op === 'model' ? (op.documents ?? []).map(({ hash }) => hash) : [],
  )
  const texts = await Promise.all(
    [...new Set(hashes)].map(async (hash) => [hash, await textOf(hash)] as const),
  )
  return Object.fromEntries(texts.flatMap(([hash, text]) => (text === null ? [] : [[hash, text]])))
}
