import { Hono } from 'hono'
import { type BinnedFlow, binDays } from '#shared/api/api.ts'
import type { Clock } from '../calls/clock.ts'
import type { FlowStore } from '../storage/store.ts'
import { notFound } from './problem.ts'

export interface BinDeps {
  readonly store: FlowStore
  readonly clock: Clock
}

const day = 86_400_000

/** Deleted flows: what there is, take one out, forget one. */
export function createBinRoutes({ store, clock }: BinDeps): Hono {
  const app = new Hono()

  app.get('/', async (c) => {
    const now = clock.now()
    await store.emptyBin({ before: now - binDays * day })
    const binned = (await store.listBin()).map(
      ({ flow, deletedAt }): BinnedFlow => ({
        id: flow.id,
        name: flow.name,
        nodes: flow.nodes.length,
        deletedAt,
        daysLeft: Math.max(0, Math.ceil((deletedAt + binDays * day - now) / day)),
      }),
    )
    return c.json(binned)
  })

  app.post('/:id/restore', async (c) => {
    if (!(await store.restoreFlow(c.req.param('id')))) throw notFound('flow in the bin')
    return c.body(null, 204)
  })

  app.delete('/:id', async (c) => {
    await store.emptyBin({ id: c.req.param('id') })
    return c.body(null, 204)
  })
  return app
}
