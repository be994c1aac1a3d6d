import { Hono } from 'hono'
import { addNumberSchema, type NumberInUse, numberSettingsSchema } from '#shared/api/numbers.ts'
import { type Carrier, CarrierRefused, type CarrierState } from '../carriers/carrier.ts'
import type { Carriers } from '../carriers/createCarriers.ts'
import { checkPublicUrl } from '../effects/checkPublicUrl.ts'
import { readCaller } from '../sip/trunk/numberForms.ts'
import type { LastCall, NumberRecord } from '../storage/numberRecords.ts'
import type { Store } from '../storage/store.ts'
import { audit } from './audit.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

export interface NumberDeps {
  readonly store: Store
  readonly carriers: Carriers
  readonly allowPrivateWebhooks: boolean
}

/** Milliseconds that a carrier may take to say how it is before the list is shown without. */
const carrierPatience = 2_000

/** Every carrier's numbers, and how each behaves. */
export function createNumberRoutes(deps: NumberDeps): Hono {
  const { store, carriers } = deps
  const app = new Hono()
  const states = createStates(carriers)

  app.get('/', async (c) => {
    const [numbers, calls, known] = await Promise.all([
      store.listNumbers(),
      store.lastCalls(),
      states(),
    ])
    return c.json(numbers.map((record) => toScreen(record, calls.get(record.number), known)))
  })

  const answer = async (number: string): Promise<NumberInUse> => {
    const [record, calls, known] = await Promise.all([
      store.findNumber(number),
      store.lastCalls(),
      states(),
    ])
    if (!record) throw notFound('number')
    return toScreen(record, calls.get(number), known)
  }

  app.post('/', async (c) => {
    const body = await readJson(c, addNumberSchema)
    if (!carriers.byId(body.carrier)) throw notFound('carrier')
    const added = { ...body, number: e164Of(body, carriers) }
    if (!(await store.addNumber(added))) {
      throw new HttpProblem(409, 'number.known', `${added.number} is here already.`)
    }
    await carriers.refresh()
    audit(c, { number: added.number })
    return c.json(await answer(added.number), 201)
  })

  app.patch('/:number', async (c) => {
    const settings = await readJson(c, numberSettingsSchema)
    const { number } = c.req.param()
    if (settings.fallbackUrl !== '') {
      const problem = await checkPublicUrl(settings.fallbackUrl, deps.allowPrivateWebhooks)
      if (problem !== null) throw new HttpProblem(400, 'number.fallback', problem)
    }
    if (settings.transfer === number) {
      throw new HttpProblem(
        400,
        'number.transfer',
        `${number} cannot be transferred to itself. Enter another number.`,
      )
    }
    if (!(await store.saveNumber(number, settings))) throw notFound('number')
    await carriers.refresh()
    audit(c, { number })
    return c.json(await answer(number))
  })

  app.delete('/:number', async (c) => {
    const { number } = c.req.param()
    const record = await store.findNumber(number)
    if (!record) throw notFound('number')
    // What the carrier says does not keep a number here that nobody wants; it is told so that calls stop coming.
    const carrier = carriers.byId(record.carrier)
    await carrier?.unassign(number).catch((error: unknown) => {
      if (!(error instanceof CarrierRefused)) throw error
    })
    await store.removeNumber(number)
    await carriers.refresh()
    audit(c, { number })
    return c.body(null, 204)
  })
  return app
}

/** The number that somebody wrote. Throws a problem that says how to write it. */
function e164Of(
  { number, carrier }: { readonly number: string; readonly carrier: string },
  { book }: Carriers,
): string {
  const trunk = book.trunks().find(({ id }) => carrier === `trunk:${id}`)
  const country = trunk?.settings.numbers.country ?? ''
  const read = readCaller(number, { country, sends: 'national', prefix: '' })
  if (/^\+[1-9]\d{6,14}$/.test(read)) return read
  throw new HttpProblem(
    400,
    'number.invalid',
    `“${number}” is no telephone number. Write it with + and its country, such as +12025550100.`,
  )
}

/** Lets a number's calls come here. Throws a problem with the carrier's sentences. */
export async function assignNumber(carriers: Carriers, number: string): Promise<void> {
  try {
    await carriers.ofNumber(number)?.assign(number)
  } catch (error) {
    if (!(error instanceof CarrierRefused)) throw error
    throw new HttpProblem(409, 'carrier.refused', `${error.message} ${error.remedy}`)
  }
}

interface KnownCarrier {
  readonly carrier: Carrier
  readonly state: CarrierState
}

/** How the carriers are; one that is slow to say keeps what it said before. */
function createStates(carriers: Carriers): () => Promise<ReadonlyMap<string, KnownCarrier>> {
  const last = new Map<string, CarrierState>()
  return async () => {
    const all = carriers.all()
    const checks = all.map(async (carrier) => {
      last.set(carrier.id, await carrier.check())
    })
    await Promise.race([Promise.allSettled(checks), pause(carrierPatience)])
    return new Map(
      all.map((carrier) => [
        carrier.id,
        { carrier, state: last.get(carrier.id) ?? { isReady: true } },
      ]),
    )
  }
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref()
  })

const gone = {
  message: 'Its carrier is not set up any more.',
  remedy: 'Set it up again, or remove the number.',
}

function toScreen(
  { number, carrier, settings, flowId, flowName, version }: NumberRecord,
  lastCall: LastCall | undefined,
  carriers: ReadonlyMap<string, KnownCarrier>,
): NumberInUse {
  const known = carriers.get(carrier)
  const problem = problemOf(known)
  return {
    ...{ number, carrier, ...settings, flowId, flowName, version, problem },
    carrierKind: known?.carrier.kind ?? kindOf(carrier),
    carrierTitle: known?.carrier.title ?? carrier,
    state: stateOf(settings.enabled, problem !== null, flowId !== null),
    lastCall: lastCall ?? null,
  }
}

const problemOf = (known: KnownCarrier | undefined): NumberInUse['problem'] => {
  if (!known) return gone
  const { state } = known
  return state.isReady ? null : { message: state.message, remedy: state.remedy }
}

function stateOf(
  isEnabled: boolean,
  hasProblem: boolean,
  isPublished: boolean,
): NumberInUse['state'] {
  if (!isEnabled) return 'disabled'
  if (hasProblem) return 'problem'
  return isPublished ? 'answers' : 'free'
}

const kindOf = (carrier: string): NumberInUse['carrierKind'] =>
  carrier.startsWith('trunk:') ? 'trunk' : carrier === 'teler' ? 'teler' : 'local'
