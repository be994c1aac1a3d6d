import { Hono } from 'hono'
import { z } from 'zod'
import { summariseDelays } from '../calls/summariseDelays.ts'
import type { CallStore } from '../storage/store.ts'
import { HttpProblem } from './problem.ts'

const querySchema = z.object({ calls: z.coerce.number().int().min(1).max(500).default(100) })

/** How long callers of a flow wait for its answers. */
export function createDelayRoutes({ store }: { readonly store: Pick<CallStore, 'readFlowRows'> }) {
  const app = new Hono()
  app.get('/:id/delays', async (c) => {
    const query = querySchema.safeParse(c.req.query())
    if (!query.success) throw new HttpProblem(400, 'query.invalid', 'calls takes 1 to 500.')
    const rows = await store.readFlowRows({
      flow: c.req.param('id'),
      types: ['delay', 'prepared'],
      calls: query.data.calls,
    })
    return c.json(summariseDelays(rows))
  })
  return app
}
