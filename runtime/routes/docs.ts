import { Hono } from 'hono'
import { createOpenApi, type OpenApi } from '../openapi/createOpenApi.ts'
import { docsPage } from '../openapi/docsPage.ts'

/** Of the API: counted up with what it breaks. */
const version = '1.0.0'

/** The API, for people and for programs. */
export function createDocsRoutes(publicUrl: string | null): Hono {
  const app = new Hono()
  let made: OpenApi | null = null
  // Few ask, and it takes a while.
  const document = () => {
    made ??= createOpenApi(version)
    return made
  }
  app.get('/openapi.json', (c) => c.json(document()))
  app.get('/docs', (c) => c.html(docsPage(document(), publicUrl ?? new URL(c.req.url).origin)))
  return app
}
