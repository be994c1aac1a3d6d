import { Hono } from 'hono'
import type { Recordings } from '../recordings/createRecordings.ts'
import { notFound } from './problem.ts'
import { serveWav } from './serveWav.ts'

/** GET /api/recordings/:id: a WAV file of a call. */
export function createRecordingRoutes(recordings: Pick<Recordings, 'read'>): Hono {
  const app = new Hono()
  app.get('/:id', async (c) => {
    const file = await recordings.read(c.req.param('id'))
    if (!file) throw notFound('recording')
    return serveWav(c, file, 'private, no-store')
  })
  return app
}
