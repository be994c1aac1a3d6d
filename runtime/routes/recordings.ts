import { Hono } from 'hono'
import type { Recordings } from '../recordings/createRecordings.ts'
import { notFound } from './problem.ts'

/** GET /api/recordings/:id: a WAV file. */
export function createRecordingRoutes(recordings: Pick<Recordings, 'read'>): Hono {
  const app = new Hono()
  app.get('/:id', async (c) => {
    const found = await recordings.read(c.req.param('id'))
    if (!found) throw notFound('recording')
    return c.body(found.body, 200, {
      'content-type': 'audio/wav',
      'content-length': String(found.bytes),
      'cache-control': 'private, no-store',
    })
  })
  return app
}
