import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Flow } from '#shared/flow/flow.ts'
import type { Graph } from './reactFlowPage.tsx'

export interface BaselinePage {
  readonly url: string
  /** Where the next visit looks from, and how large its canvas is. */
  show(viewport: Graph['viewport'], size: { readonly width: number; readonly height: number }): void
  close(): void
}

/** Serves the page to measure against, with the same steps and wires in the same places. */
export async function serveBaseline(flow: Flow): Promise<BaselinePage> {
  const files = await bundlePage()
  let viewport: Graph['viewport'] = { x: 0, y: 0, zoom: 1 }
  let html = ''
  const server = createServer((request, response) => {
    const answer = (type: string, body: string) =>
      response.writeHead(200, { 'content-type': type }).end(body)
    if (request.url === '/page.js') return answer('text/javascript', files.script)
    if (request.url === '/page.css') return answer('text/css', files.style)
    if (request.url === '/graph.json') {
      return answer('application/json', JSON.stringify(graphOf(flow, viewport)))
    }
    if (request.url === '/') return answer('text/html; charset=utf-8', html)
    return response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The page has no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    show: (next, { width, height }) => {
      viewport = next
      html = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/page.css"><style>body{margin:0}#root{width:${width}px;height:${height}px}</style><div id="root"></div><script type="module" src="/page.js"></script>`
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function bundlePage(): Promise<{ readonly script: string; readonly style: string }> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'reactFlowPage.tsx')],
    outdir: 'out',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const file = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  return { script: file('.js'), style: file('.css') }
}

const graphOf = (flow: Flow, viewport: Graph['viewport']): Graph => ({
  viewport,
  nodes: flow.nodes.map(({ id, name, position }) => ({ id, position, data: { label: name } })),
  edges: flow.edges.map(({ id, source, target }) => ({ id, source, target })),
})
