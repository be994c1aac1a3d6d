import { Hono } from 'hono'
import { testersSchema } from '#shared/api/plans.ts'
import type { Store } from '../storage/store.ts'
import { audit } from './audit.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

/** What numbers do beside answering with one version: test callers, shares, planned publications. */
export function createPlanRoutes(store: Store): Hono {
  const app = new Hono()
  const known = async (number: string): Promise<string> => {
    const numbers = await store.listNumbers()
    if (!numbers.some((one) => one.number === number)) throw notFound('number')
    return number
  }

  app.get('/plans', async (c) => c.json(await store.listPlans()))

  app.put('/:number/testers', async (c) => {
    const { testers } = await readJson(c, testersSchema)
    const number = await known(c.req.param('number'))
    await store.saveTesters(number, [...new Set(testers)])
    audit(c, { number, testers: testers.length })
    return c.json(await store.findPlan(number))
  })

  app.delete('/:number/split', async (c) => {
    const number = await known(c.req.param('number'))
    if (!(await store.dropSplit(number)))
      throw nothing('The callers of this number are not shared.')
    audit(c, { number })
    return c.json(await store.findPlan(number))
  })

  app.delete('/:number/next', async (c) => {
    const number = await known(c.req.param('number'))
    if (!(await store.dropNext(number))) {
      throw nothing('Nothing is planned for this number (any more): it may be live already.')
    }
    audit(c, { number })
    return c.json(await store.findPlan(number))
  })
  return app
}

const nothing = (detail: string) => new HttpProblem(409, 'plan.none', detail)
