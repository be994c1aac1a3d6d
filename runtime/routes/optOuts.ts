import { Hono } from 'hono'
import { z } from 'zod'
import { addOptOutsSchema } from '#shared/api/outbound.ts'
import type { Clock } from '../calls/clock.ts'
import { readNumber } from '../outbound/readNumber.ts'
import type { OptOutStore } from '../storage/outboundTypes.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

export interface OptOutDeps {
  readonly store: OptOutStore
  readonly clock: Clock
}

const querySchema = z.object({
  search: z.string().max(60).default(''),
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** Numbers that are not called: by no campaign, and not by POST /api/calls. */
export function createOptOutRoutes({ store, clock }: OptOutDeps): Hono {
  const app = new Hono()

  app.get('/', async (c) => {
    const query = querySchema.safeParse(c.req.query())
    if (!query.success) throw new HttpProblem(400, 'query.invalid', 'limit takes 1 to 200.')
    const { before = null, ...rest } = query.data
    return c.json(await store.listOptOuts({ ...rest, before }))
  })

  app.post('/', async (c) => {
    const { numbers, country = '', note, source } = await readJson(c, addOptOutsSchema)
    const read = numbers.map((written) => readNumber(written, country))
    for (const [index, number] of read.entries()) {
      if (!number.ok) {
        throw new HttpProblem(422, 'number.invalid', `numbers.${index}: ${number.error}`)
      }
    }
    const at = clock.now()
    const unique = new Set(read.flatMap((number) => (number.ok ? [number.value] : [])))
    const entries = [...unique].map((number) => ({ number, at, source, note }))
    return c.json({ added: await store.addOptOuts(entries) }, 201)
  })

  app.delete('/:number', async (c) => {
    if (!(await store.removeOptOut(c.req.param('number')))) throw notFound('such number')
    return c.body(null, 204)
  })
  return app
}
