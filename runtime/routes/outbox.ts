import { Hono } from 'hono'
import { z } from 'zod'
import type { Clock } from '../calls/clock.ts'
import type { Outbox } from '../outbox/createOutbox.ts'
import type { OutboxStore } from '../storage/store.ts'
import { HttpProblem, notFound } from './problem.ts'

export interface OutboxRouteDeps {
  readonly store: OutboxStore
  readonly outbox: Pick<Outbox, 'wake'>
  readonly clock: Clock
}

const querySchema = z.object({
  status: z.enum(['waiting', 'dead']).optional(),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** Webhooks that have not arrived: those that wait for another attempt, and those that were given up. */
export function createOutboxRoutes({ store, outbox, clock }: OutboxRouteDeps): Hono {
  const app = new Hono()

  app.get('/', async (c) => {
    const query = querySchema.safeParse(c.req.query())
    if (!query.success) {
      const detail = 'status takes waiting or dead, limit takes 1 to 200.'
      throw new HttpProblem(400, 'query.invalid', detail)
    }
    const { status = null, before = null, limit } = query.data
    return c.json(await store.listWebhooks({ status, before, limit }))
  })

  app.post('/:id/replay', async (c) => {
    const id = c.req.param('id')
    const result = await store.replayWebhook(id, clock.now())
    if (result === 'unknown') throw notFound('webhook')
    if (result === 'sending') {
      throw new HttpProblem(409, 'outbox.sending', 'It is being sent right now.')
    }
    outbox.wake()
    return c.body(null, 204)
  })
  return app
}
