import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { TelerAction } from '../carriers/teler/firstAction.ts'
import type { TelerEdge } from '../carriers/teler/telerEdge.ts'
import { HttpProblem, readJson } from './problem.ts'

const address = z.string().max(300)
const flowRequest = z.looseObject({
  call_id: address.min(1),
  from_number: address.nullish(),
  to_number: address.nullish(),
})

type FlowOf = (
  token: string,
  request: { readonly callId: string; readonly from: string; readonly to: string },
) => Promise<TelerAction | null>

/** What Teler asks and tells: flow requests, which it does not sign, and signed webhooks. */
export function createTelerRoutes(edge: TelerEdge): Hono {
  const app = new Hono()
  const answer = (flow: FlowOf) => async (c: Context) => {
    const { call_id, from_number, to_number } = await readJson(c, flowRequest)
    const from = userOf(from_number ?? '')
    const to = userOf(to_number ?? '')
    const action = await flow(c.req.param('token') ?? '', { callId: call_id, from, to })
    if (!action) throw new HttpProblem(404, 'teler.token', 'This address was not given by us.')
    return c.json(action)
  }
  const hear = async (c: Context) => {
    const status = await edge.webhook({
      token: c.req.param('token') ?? '',
      path: c.req.path,
      body: await c.req.text(),
      timestamp: c.req.header('x-teler-timestamp'),
      signature: c.req.header('x-teler-signature'),
    })
    if (status === 200) return c.json({})
    throw new HttpProblem(status, 'teler.webhook', refusals[status])
  }
  app.post('/flow/:token', answer(edge.flow))
  app.post('/next/:token', answer(edge.next))
  app.post('/status/:token', hear)
  app.post('/fallback/:token', hear)
  return app
}

const refusals = {
  400: 'This is no webhook of Teler.',
  401: 'The webhook is not signed as it should be.',
  404: 'This address was not given by us.',
  503: 'The webhook cannot be checked now: send it again.',
}

/** A call by a SIP trunk names an address instead of a number; a number may come without its plus. */
function userOf(name: string): string {
  const user = /^sips?:([^@;]+)/i.exec(name)?.[1] ?? name
  return /^\d{7,15}$/.test(user) ? `+${user}` : user
}
