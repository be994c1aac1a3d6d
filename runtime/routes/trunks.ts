import { type Context, Hono } from 'hono'
import {
  type SaveTrunk,
  type StoredTrunk,
  saveTrunkSchema,
  type TrunkSettings,
  testTrunkSchema,
} from '#shared/api/trunks.ts'
import type { Clock } from '../calls/clock.ts'
import type { Carriers } from '../carriers/createCarriers.ts'
import { type TrunkTestParts, testTrunk } from '../carriers/trunk/testTrunk.ts'
import { openSecrets, type TrunkSecrets, toTrunk, trunkContext } from '../carriers/trunk/toTrunk.ts'
import { isNetwork } from '../sip/trunk/admission.ts'
import type { TrunkRecord } from '../storage/numberRecords.ts'
import type { Store } from '../storage/store.ts'
import type { Vault } from '../storage/vault.ts'
import { audit } from './audit.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

export interface TrunkDeps {
  readonly store: Store
  readonly vault: Vault
  readonly carriers: Carriers
  readonly clock: Clock
  readonly newId: () => string
  readonly sip: TrunkTestParts
}

/** SIP trunks: kept with sealed passwords, applied at once, tried step by step. */
export function createTrunkRoutes(deps: TrunkDeps): Hono {
  const { store, vault, carriers, clock } = deps
  const app = new Hono()
  const find = async (id: string): Promise<TrunkRecord> => {
    const record = (await store.listTrunks()).find((trunk) => trunk.id === id)
    if (!record) throw notFound('trunk')
    return record
  }
  const toScreen = async (record: TrunkRecord): Promise<StoredTrunk> => {
    const numbers = await store.listNumbers()
    const state = carriers.stateOf(record)
    return {
      ...{ id: record.id, settings: record.settings, state: wordsOf(state) },
      hasPassword: record.password !== '',
      hasInboundPassword: record.inboundPassword !== '',
      numbers: numbers.filter(({ carrier }) => carrier === `trunk:${record.id}`).length,
    }
  }
  const save = async (id: string, body: SaveTrunk, former: TrunkRecord | null) => {
    checkSettings(body.settings)
    const sealed = (field: keyof TrunkSecrets): string => {
      const given = body[field]
      if (given === null) return former?.[field] ?? ''
      return given === '' ? '' : vault.seal(given, trunkContext(id, field))
    }
    const record: TrunkRecord = {
      ...{ id, settings: body.settings, createdAt: former?.createdAt ?? clock.now() },
      ...{ password: sealed('password'), inboundPassword: sealed('inboundPassword') },
    }
    checkSecrets(record)
    await store.saveTrunk(record)
    if (record.settings.isDefault) await leaveOneDefault(store, id)
    await carriers.refresh()
    return toScreen(record)
  }

  app.get('/', async (c) => c.json(await Promise.all((await store.listTrunks()).map(toScreen))))
  app.post('/', async (c) => {
    const body = await readJson(c, saveTrunkSchema)
    audit(c, { name: body.settings.title })
    return c.json(await save(deps.newId(), body, null), 201)
  })
  app.put('/:id', async (c) => {
    const body = await readJson(c, saveTrunkSchema)
    const { id } = c.req.param()
    audit(c, { name: body.settings.title })
    return c.json(await save(id, body, await find(id)))
  })
  app.delete('/:id', async (c) => {
    const { id } = c.req.param()
    const used = (await store.listNumbers()).filter(({ carrier }) => carrier === `trunk:${id}`)
    const [live] = used.filter(({ flowId }) => flowId !== null)
    if (live) {
      throw new HttpProblem(
        409,
        'trunk.inUse',
        `${live.number} of this trunk answers with “${live.flowName ?? live.flowId}”. Remove the number first.`,
      )
    }
    for (const { number } of used) await store.removeNumber(number)
    if (!(await store.removeTrunk(id))) throw notFound('trunk')
    await carriers.refresh()
    return c.body(null, 204)
  })

  app.post('/test', async (c) => {
    const { id, settings, echoNumber, ...given } = await readJson(c, testTrunkSchema)
    checkSettings(settings)
    const former = id === null ? null : await find(id)
    const kept = former && openSecrets(former, vault)
    const secrets: TrunkSecrets = {
      password: given.password ?? kept?.password ?? '',
      inboundPassword: given.inboundPassword ?? kept?.inboundPassword ?? '',
    }
    const numbers = await store.listNumbers()
    const own = numbers.find(({ carrier }) => carrier === `trunk:${id}`)
    const trunk = toTrunk(id ?? 'trial', settings, secrets)
    const test = { settings, trunk, echoNumber, callerId: own?.number ?? '' }
    return stream(c, testTrunk(test, { ...deps.sip, clock }))
  })
  return app
}

const wordsOf = (state: ReturnType<Carriers['stateOf']>): StoredTrunk['state'] =>
  state.isReady
    ? { isReady: true, message: '', remedy: '' }
    : { isReady: false, message: state.message, remedy: state.remedy }

/** Only one can be the default. */
async function leaveOneDefault(store: Store, id: string): Promise<void> {
  for (const trunk of await store.listTrunks()) {
    if (trunk.id === id || !trunk.settings.isDefault) continue
    await store.saveTrunk({ ...trunk, settings: { ...trunk.settings, isDefault: false } })
  }
}

/** What the schema cannot see: throws a problem that names the field. */
function checkSettings({ addresses, server, inboundUser }: TrunkSettings): void {
  const wrong = addresses.find((address) => !isNetwork(address))
  if (wrong !== undefined) {
    throw new HttpProblem(
      400,
      'trunk.addresses',
      `“${wrong}” is no address. Write it like 203.0.113.7 or 203.0.113.0/24.`,
    )
  }
  if (addresses.some((address) => /\/0$/.test(address))) {
    throw new HttpProblem(
      400,
      'trunk.addresses',
      'A network with /0 is the whole internet: anybody could call. Write the networks of the provider.',
    )
  }
  if (server === '' && addresses.length === 0 && inboundUser === '') {
    throw new HttpProblem(
      400,
      'trunk.server',
      'Enter the server, as the provider names it, such as sip.example.org.',
    )
  }
}

function checkSecrets({ settings, password, inboundPassword }: TrunkRecord): void {
  if (settings.user !== '' && password === '') {
    throw new HttpProblem(400, 'trunk.password', `Enter the password of ${settings.user}.`)
  }
  if (settings.inboundUser !== '' && inboundPassword === '') {
    throw new HttpProblem(
      400,
      'trunk.inboundPassword',
      `Enter the password that ${settings.inboundUser} must prove for calls to this server.`,
    )
  }
}

/** One JSON text a line, each as soon as it is there. */
function stream(c: Context, lines: AsyncGenerator<unknown>): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
    },
    cancel: async () => {
      await lines.return(undefined)
    },
  })
  return c.body(body, 200, {
    'content-type': 'application/x-ndjson',
    'cache-control': 'no-store',
  })
}
