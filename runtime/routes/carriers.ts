import { Hono } from 'hono'
import { type CarrierOnScreen, type TelerState, telerAccountSchema } from '#shared/api/carriers.ts'
import { CarrierRefused, type CarrierState } from '../carriers/carrier.ts'
import type { Carriers } from '../carriers/createCarriers.ts'
import type { Store } from '../storage/store.ts'
import { HttpProblem, readJson } from './problem.ts'

export interface CarrierDeps {
  readonly store: Store
  readonly carriers: Carriers
}

/** Who brings calls, and the account at FreJun Teler. */
export function createCarrierRoutes({ store, carriers }: CarrierDeps): Hono {
  const app = new Hono()
  const { teler } = carriers

  app.get('/', async (c) => {
    const all = await Promise.all(
      carriers.all().map(async (carrier): Promise<CarrierOnScreen> => {
        const { id, kind, title } = carrier
        return { id, kind, title, ...wordsOf(await carrier.check()) }
      }),
    )
    return c.json(all)
  })

  const telerState = (state: CarrierState): TelerState => {
    const keys = teler.keys()
    return {
      hasKey: keys !== null,
      hasWebhookSecret: (keys?.webhookSecret ?? null) !== null,
      isKeyFixed: teler.isKeyFixed,
      isSecretFixed: teler.isSecretFixed,
      step: state.isReady ? '' : state.step,
      ...wordsOf(state),
    }
  }
  const noKey: CarrierState = {
    ...{ isReady: false, step: 'key', message: 'No key was entered.' },
    remedy: 'Make a key in FreJun’s dashboard and enter it here.',
  }

  app.get('/teler', async (c) => {
    const account = teler.account()
    return c.json(telerState(account ? await account.check() : noKey))
  })
  app.post('/teler/check', async (c) => {
    const { key } = await readJson(c, telerAccountSchema)
    const account = key === null ? teler.account() : teler.account(key)
    return c.json(telerState(account ? await account.check() : noKey))
  })
  app.put('/teler', async (c) => {
    const body = await readJson(c, telerAccountSchema)
    const key = body.key ?? teler.keys()?.key
    if (key === undefined) throw new HttpProblem(400, 'teler.key', 'Enter the key of the account.')
    if (teler.isKeyFixed && body.key !== null) {
      throw new HttpProblem(
        409,
        'teler.fixed',
        'The key is set by TELER_API_KEY. Change it there, or take it out and enter one here.',
      )
    }
    const state = await teler.account(key)?.check()
    if (state && !state.isReady && state.step === 'key') {
      throw new HttpProblem(400, 'teler.key', `${state.message} ${state.remedy}`)
    }
    const webhookSecret = body.webhookSecret ?? teler.keys()?.webhookSecret ?? null
    await teler.save({ key, webhookSecret })
    return c.json(telerState(state ?? noKey))
  })
  app.delete('/teler', async (c) => {
    await teler.forget()
    return c.body(null, 204)
  })
  app.get('/teler/numbers', async (c) => {
    const account = teler.account()
    if (!account) throw new HttpProblem(409, 'teler.key', `${noKey.message} ${noKey.remedy}`)
    const { search = '', cursor } = c.req.query()
    const [page, here] = await Promise.all([
      account.listNumbers(search.slice(0, 40), cursor ?? null).catch(asProblem),
      store.listNumbers(),
    ])
    const known = new Set(here.map(({ number }) => number))
    const numbers = page.numbers.map((one) => ({ ...one, isHere: known.has(one.number) }))
    return c.json({ numbers, next: page.next })
  })
  return app
}

function asProblem(error: unknown): never {
  if (!(error instanceof CarrierRefused)) throw error
  throw new HttpProblem(409, 'carrier.refused', `${error.message} ${error.remedy}`)
}

const wordsOf = (state: CarrierState) =>
  state.isReady
    ? { isReady: true, message: '', remedy: '' }
    : { isReady: false, message: state.message, remedy: state.remedy }
