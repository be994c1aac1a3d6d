import { Hono } from 'hono'
import { rotateSecretSchema } from '#shared/api/signing.ts'
import {
  type ListedSubscription,
  newSubscriptionSchema,
  type Subscription,
  type SubscriptionTrial,
  subscriptionChangeSchema,
} from '#shared/api/subscriptions.ts'
import type { Clock } from '../calls/clock.ts'
import type { RequestPerformer, RequestTrial } from '../effects/performRequest.ts'
import type { Subscriptions } from '../outbox/createSubscriptions.ts'
import { exampleRequest } from '../outbox/lifecycle.ts'
import type { SigningSecrets } from '../outbox/signingSecrets.ts'
import type { SubscriptionStore } from '../storage/subscriptionStore.ts'
import { audit } from './audit.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

export interface SubscriptionRouteDeps {
  readonly store: SubscriptionStore
  readonly subscriptions: Subscriptions
  readonly request: RequestPerformer
  readonly clock: Clock
  readonly newId: () => string
  readonly signing: SigningSecrets
}

const mostSubscriptions = 20
/** Milliseconds. */
const hour = 3_600_000

/** Receivers that are told of calls. */
export function createSubscriptionRoutes(deps: SubscriptionRouteDeps): Hono {
  const { store, subscriptions, clock, signing } = deps
  const app = new Hono()
  const find = async (id: string): Promise<Subscription> => {
    const found = (await store.listSubscriptions()).find((one) => one.id === id)
    if (!found) throw notFound('receiver')
    return found
  }

  const listed = (one: Subscription): ListedSubscription => ({
    ...one,
    signing: signing.factsOf(one.id),
  })

  app.get('/', async (c) => {
    await signing.refresh()
    return c.json((await store.listSubscriptions()).map(listed))
  })

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
    // Before the receiver: nothing is ever signed by another secret than the one shown here.
    const secret = await signing.rotate(subscription.id, 0)
    await store.insertSubscription(subscription)
    await subscriptions.refresh()
    audit(c, { host: hostOf(body.url) })
    return c.json({ ...listed(subscription), secret }, 201, { 'cache-control': 'no-store' })
  })

  app.patch('/:id', async (c) => {
    const change = await readJson(c, subscriptionChangeSchema)
    const known = await find(c.req.param('id'))
    const given = Object.entries(change).filter(([, value]) => value !== undefined)
    const subscription: Subscription = { ...known, ...Object.fromEntries(given) }
    if (!(await store.saveSubscription(subscription))) throw notFound('receiver')
    await subscriptions.refresh()
    audit(c, { host: hostOf(subscription.url) })
    return c.json(listed(subscription))
  })

  app.delete('/:id', async (c) => {
    const known = await find(c.req.param('id'))
    await store.deleteSubscription(known.id)
    await subscriptions.refresh()
    audit(c, { host: hostOf(known.url) })
    return c.body(null, 204)
  })

  app.post('/:id/secret', async (c) => {
    const { overlapHours } = await readJson(c, rotateSecretSchema)
    const { id, url } = await find(c.req.param('id'))
    const secret = await signing.rotate(id, overlapHours * hour)
    audit(c, { host: hostOf(url), overlapHours })
    return c.json({ secret }, 200, { 'cache-control': 'no-store' })
  })

  app.post('/:id/test', async (c) => {
    const receiver = await find(c.req.param('id'))
    const effect = exampleRequest(`test.${deps.newId()}`, receiver, clock.now())
    const context = { callId: receiver.id, signal: c.req.raw.signal }
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
