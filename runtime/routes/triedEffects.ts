import { Hono } from 'hono'
import { triedEffectSchema } from '#shared/api/triedEffect.ts'
import type { Effect } from '#shared/session/effect.ts'
import { type Performers, performEffect, workOf } from '../effects/performEffect.ts'
import { readJson } from './problem.ts'

/**
 * Does what a call in the simulator asks for, with the same guards, limits and signatures as a real call. Nothing is
 * kept: the simulator's calls live in the browser.
 */
export function createTriedEffectRoutes(
  performers: Performers,
  after: (ms: number, run: () => void) => () => void,
): Hono {
  const app = new Hono()
  app.post('/effects', async (c) => {
    const asked = await readJson(c, triedEffectSchema)
    const effect: Effect = asked.type === 'request' ? attached(asked) : asked
    const context = { callId: `simulated-${effect.id}`, signal: c.req.raw.signal }
    return c.json(await performEffect(workOf(performers, effect), context, after))
  })
  return app
}

const attached = <Request extends { readonly detached?: true | undefined }>({
  detached: _,
  ...rest
}: Request) => rest
