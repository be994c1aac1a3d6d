import type { IncomingMessage, ServerResponse } from 'node:http'
import { readSettings } from './settings.ts'

type Fetch = (request: Request) => Response | Promise<Response>

/** Listens when Node runs this module itself; does nothing anywhere else. */
export async function startOnNode(moduleUrl: string, fetch: Fetch): Promise<void> {
  if ('Bun' in globalThis || 'Deno' in globalThis || !('process' in globalThis)) return
  const script = process.argv?.[1]
  if (!script || !process.versions?.node) return
  const [{ createServer }, { pathToFileURL }, { realpathSync }] = await Promise.all([
    import('node:http'),
    import('node:url'),
    import('node:fs'),
  ])
  if (!isSame(moduleUrl, () => pathToFileURL(realpathSync(script)).href)) return
  const settings = readSettings(process.env)
  if (typeof settings === 'string') {
    process.stderr.write(`${settings}\n`)
    process.exit(1)
  }
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, fetch).catch(() => outgoing.destroy())
  })
  const port = Number(process.env['PORT'] || 3000)
  server.on('error', (error) => {
    process.stderr.write(`Cannot listen on port ${port}: ${error.message}. Set PORT.\n`)
    process.exit(1)
  })
  server.listen(port, process.env['HOST'] || '127.0.0.1', () => {
    const address = server.address()
    const listening = typeof address === 'object' && address ? address.port : port
    process.stdout.write(`Calls come to http://127.0.0.1:${listening}/hooks/voice\n`)
  })
}

function isSame(url: string, of: () => string): boolean {
  try {
    return url === of()
  } catch {
    return false
  }
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  fetch: Fetch,
): Promise<void> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of incoming) {
    bytes += chunk.length
    // The form is refused for its size; what is left is not kept.
    if (bytes < 1024 * 1024) chunks.push(chunk)
  }
  const { method = 'GET', url = '/' } = incoming
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, String(value))
  }
  const body = method === 'GET' || method === 'HEAD' ? null : Buffer.concat(chunks)
  const response = await fetch(
    new Request(new URL(url, 'http://localhost'), { method, headers, body }),
  )
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}
