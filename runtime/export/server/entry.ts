import type { Program } from '#shared/compile/program.ts'
import { createServer as create, type Server, type ServerOptions } from './createServer.ts'
import { startOnNode } from './startOnNode.ts'

/** The exporter puts the program in the place of this text. */
declare const __PROGRAM__: Program
declare const __DOCUMENTS__: Readonly<Record<string, string>>
// A call, so that the bundler keeps one copy.
const program: Program = Object(__PROGRAM__)
const documents: Readonly<Record<string, string>> = Object(__DOCUMENTS__)

/** A server with a store or an environment of your own; throws the sentence that says what is missing. */
export function createServer(options: Partial<ServerOptions> = {}): Server {
  const created = create({ program, documents, variables: environment(), ...options })
  if (typeof created === 'string') throw new Error(created)
  return created
}

export type { SessionStore, StoredCall } from './sessionStore.ts'

function environment(): Readonly<Record<string, unknown>> {
  return 'process' in globalThis ? process.env : {}
}

let server: Server | string | null = null

/** Answers one request: Bun, `deno serve` and worker runtimes call this. */
function fetch(request: Request, bindings?: unknown): Response | Promise<Response> {
  // Worker runtimes hand variables over with the request.
  const given = typeof bindings === 'object' && bindings !== null ? { ...bindings } : {}
  server ??= create({ program, documents, variables: { ...environment(), ...given } })
  if (typeof server !== 'string') return server.fetch(request)
  const detail = server
  server = null
  return Response.json({ status: 500, code: 'settings.missing', detail }, { status: 500 })
}

await startOnNode(import.meta.url, (request) => fetch(request))

// biome-ignore lint/style/noDefaultExport: what Bun, Deno and worker runtimes look for
export default { fetch }
