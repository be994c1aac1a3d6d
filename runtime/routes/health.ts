import { Hono } from 'hono'
import type { Health } from '../running/createHealth.ts'

/** For whoever watches processes: `/health` answers while this one runs, `/health/ready` while it should get new calls. */
export function createHealthRoutes(health: Health): Hono {
  const app = new Hono()
  app.get('/', (c) => c.json({ status: 'ok' }))
  app.get('/ready', async (c) => {
    const readiness = await health.readiness()
    c.header('cache-control', 'no-store')
    return c.json(readiness, readiness.status === 'ready' ? 200 : 503)
  })
  return app
}
