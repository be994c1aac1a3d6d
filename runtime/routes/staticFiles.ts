import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { routes } from '#shared/api/api.ts'
import { notFound, respondProblem } from './problem.ts'

/** Serves the built editor; every other path that looks like a page is the editor too. */
export function createStaticFiles(folder: string): Hono {
  const app = new Hono()
  let built: Hono | null = null
  app.get('*', (c) => {
    if (!existsSync(join(folder, 'index.html'))) return c.html(notBuilt, 503)
    built ??= serveFolder(folder)
    return built.fetch(c.req.raw)
  })
  return app
}

function serveFolder(root: string): Hono {
  const app = new Hono()
  const serve = (cacheControl: string, options: { path?: string } = {}): MiddlewareHandler => {
    const find = serveStatic({ ...options, root, precompressed: true })
    return async (c, next) => {
      const found = await find(c, next)
      if (found instanceof Response) found.headers.set('cache-control', cacheControl)
      return found
    }
  }
  // Names of built files hold a hash of their content.
  app.use('/assets/*', serve('public, max-age=31536000, immutable'))
  app.use(serve('no-cache'))
  const page = serve('no-cache', { path: 'index.html' })
  app.get('/flows/:id{[A-Za-z0-9_+-]+}', async (c, next) => {
    const found = await page(c, next)
    // The browser fetches the flow beside the editor's script, not after it.
    const flow = routes.flow(encodeURIComponent(c.req.param('id')))
    if (found instanceof Response) {
      found.headers.set('link', `<${flow}>; rel=preload; as=fetch; crossorigin`)
    }
    return found
  })
  app.use((c, next) => (/^\/assets\/|\.[a-z0-9]+$/i.test(c.req.path) ? next() : page(c, next)))
  app.notFound((c) => respondProblem(c, notFound('such file').problem))
  return app
}

/** The first start builds it; whoever is quicker waits here. */
const notBuilt =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>FML Studio</title><p>The editor is not built yet. This page opens it as soon as it is; should that take longer than a minute, run <code>npm run build</code>.</p>'
