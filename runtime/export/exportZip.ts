import { compile } from '#shared/compile/compile.ts'
import type { FlowOptions } from '#shared/compile/graph.ts'
import type { Diagnostic } from '#shared/diagnostic.ts'
import { exportFiles } from '#shared/export/exportFiles.ts'
import { zip } from '#shared/export/zip.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { ok, type Result } from '#shared/result.ts'
import { bundleServer, readServerReadme } from './bundleServer.ts'

/** A flow as a zip: FML pages, page map, program, flow, and a server that runs it. Refuses a flow with errors. */
export async function exportZip(
  flow: Flow,
  options: FlowOptions = {},
): Promise<Result<Uint8Array, readonly Diagnostic[]>> {
  const compiled = compile(flow, options)
  if (!compiled.ok) return compiled
  const { program } = compiled.value
  const [server, readme] = await Promise.all([bundleServer(program), readServerReadme()])
  return ok(
    zip([
      ...exportFiles(flow, program),
      { path: 'server/server.mjs', content: server },
      { path: 'server/README.md', content: readme },
    ]),
  )
}
