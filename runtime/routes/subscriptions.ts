import { Hono } from 'hono'
import {
  newSubscriptionSchema,
  type Subscription,
  type SubscriptionTrial,
  subscriptionChangeSchema,
} from '#shared/api/subscriptions.ts'
import type { Clock } from '../calls/clock.ts'
import type { RequestPerformer, RequestTrial } from '../effects/performRequest.ts'
import type { Subscriptions } from '../outbox/createSubscriptions.ts'
import { exampleRequest } from '../outbox/lifecycle.ts'
import type { SubscriptionStore } from '../storage/subscriptionStore.ts'
import { audit } from './audit.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

export interface SubscriptionRouteDeps {
  readonly store: SubscriptionStore
  readonly subscriptions: Subscriptions
  readonly request: RequestPerformer
  readonly clock: Clock
  readonly newId: () => string
}

const mostSubscriptions = 20

/** Receivers that are told of calls. */
export function createSubscriptionRoutes(deps: SubscriptionRouteDeps): Hono {
  const { store, subscriptions, clock } = deps
  const app = new Hono()
  const find = async (id: string): Promise<Subscription> => {
    const found = (await store.listSubscriptions()).find((one) => one.id === id)
    if (!found) throw notFound('receiver')
    return found
  }

  app.get('/', async (c) => c.json(await store.listSubscriptions()))

  app.post('/', async (c) => {
    const body = await readJson(c, newSubscriptionSchema)
    if ((await store.listSubscriptions()).length >= mostSubscriptions) {
      throw new HttpProblem(
        409,
        'subscriptions.full',
        `There are ${mostSubscriptions} receivers already: remove one first.`,
      )
    }
    const subscription = { id: deps.newId(), createdAt: clock.now(), ...body }
    await store.insertSubscription(subscription)
    await subscriptions.refresh()
    audit(c, { host: hostOf(body.url) })
    return c.json(subscription, 201)
  })

  app.patch('/:id', async (c) => {
    const change = await readJson(c, subscriptionChangeSchema)
    const known = await find(c.req.param('id'))
    const given = Object.entries(change).filter(([, value]) => value !== undefined)
    const subscription: Subscription = { ...known, ...Object.fromEntries(given) }
    if (!(await store.saveSubscription(subscription))) throw notFound('receiver')
    await subscriptions.refresh()
    audit(c, { host: hostOf(subscription.url) })
    return c.json(subscription)
  })

  app.delete('/:id', async (c) => {
    const known = await find(c.req.param('id'))
    await store.deleteSubscription(known.id)
    await subscriptions.refresh()
    audit(c, { host: hostOf(known.url) })
    return c.body(null, 204)
  })

  app.post('/:id/test', async (c) => {
    const { id, url } = await find(c.req.param('id'))
    const effect = exampleRequest(`test.${deps.newId()}`, url, clock.now())
    const context = { callId: id, signal: c.req.raw.signal }
    return c.json(toTrial(await deps.request.tryOut(effect, context)))
  })
  return app
}

function toTrial(trial: RequestTrial): SubscriptionTrial {
  if (trial.type === 'failed') return { ok: false, status: null, detail: trial.why }
  const { status } = trial
  const ok = status >= 200 && status < 300
  return {
    ...{ ok, status },
    detail: ok
      ? `It was received: ${status}.`
      : `It was answered with ${status}: any answer but 2xx is tried again.`,
  }
}

/** For the audit log: a path may hold a secret. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')
