import { Hono } from 'hono'

/** Of the API: counted up with what it breaks. */
const version = '1.0.0'

/** The API, for people and for programs. */
export function createDocsRoutes(publicUrl: string | null): Hono {
  const app = new Hono()
  let made: ReturnType<typeof make> | null = null
  // Few ask, and it takes a while.
  const document = () => {
    made ??= make()
    return made
  }
  app.get('/openapi.json', async (c) => c.json(await document()))
  app.get('/docs', async (c) => {
    const { docsPage } = await import('../openapi/docsPage.ts')
    return c.html(docsPage(await document(), publicUrl ?? new URL(c.req.url).origin))
  })
  return app
}

async function make() {
  const { createOpenApi } = await import('../openapi/createOpenApi.ts')
  return createOpenApi(version)
}
