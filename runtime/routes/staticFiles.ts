import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

/** Serves the built editor; every other path that looks like a page is the editor too. */
export function createStaticFiles(folder: string): Hono {
  const app = new Hono()
  // Names of built files hold a hash of their content.
  app.use(
    '/assets/*',
    serveStatic({
      root: folder,
      precompressed: true,
      onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  )
  app.all('/assets/*', (c) => c.notFound())
  app.use(
    serveStatic({
      root: folder,
      precompressed: true,
      onFound: (_path, c) => c.header('cache-control', 'no-cache'),
    }),
  )
  app.get('*', async (c, next) => {
    if (/\.[a-z0-9]+$/i.test(c.req.path)) return c.notFound()
    if (!existsSync(join(folder, 'index.html'))) return c.html(notBuilt, 503)
    c.header('cache-control', 'no-cache')
    return (await serveStatic({ root: folder, path: 'index.html' })(c, next)) ?? c.notFound()
  })
  return app
}

const notBuilt =
  '<!doctype html><meta charset="utf-8"><title>FML Studio</title><p>The editor is not built yet. Run <code>npm run build</code>, then reload this page.</p>'
