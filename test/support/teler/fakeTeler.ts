import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { Delivery, type WebhookVersion } from './delivery.ts'
import { bodies, page, Refused, read, readBody, refuse } from './fakeRest.ts'
import { type Behaviour, FakeTelerCall } from './fakeTelerCall.ts'
import { payloadOf } from './webhookPayload.ts'

interface FakeApp {
  readonly id: string
  name: string
  flow_url: string
  webhook_url: string
  fallback_url: string | null
  secret_id: string | null
  webhook_api_version: WebhookVersion
  status: 'active' | 'inactive'
}

interface FakeNumber {
  readonly id: string
  readonly number: string
  name: string
  appId: string | null
}

/** What goes wrong at REST. */
interface RestFaults {
  /** Answers of the next requests to a path that ends like this, first come first served. */
  readonly next: Map<string, number[]>
  /** Features that the account does not have, by the end of their path. */
  readonly disabled: Set<string>
  /** Whether a call that is answered with 502 or 504 is made all the same. */
  callsAnyway: boolean
}

export interface FakeTelerOptions {
  readonly numbers: readonly string[]
  /** @defaultValue '2026-06-01' */
  readonly version?: WebhookVersion
}

export interface FakeTeler {
  readonly url: string
  readonly apiKey: string
  readonly faults: RestFaults & { repostsFlow: boolean }
  readonly delivery: Delivery
  readonly apps: readonly FakeApp[]
  readonly calls: readonly FakeTelerCall[]
  /** Requests in order: `POST /voice/apps`. */
  readonly asked: readonly string[]
  /** Idempotency keys in order, for the paths that carry them. */
  readonly keys: readonly string[]
  /** Which version the webhooks and flow requests of later calls have. */
  setVersion(version: WebhookVersion): void
  behave(number: string, behaviour: Behaviour): void
  /** Somebody calls one of the numbers. */
  callIn(call: { readonly from: string; readonly to: string }): FakeTelerCall
  appOf(number: string): FakeApp | null
  close(): Promise<void>
}

/** FreJun Teler on a port of this machine: REST, webhooks, flow requests and media, with its documented faults. */
export async function createFakeTeler(options: FakeTelerOptions): Promise<FakeTeler> {
  const apiKey = `key-${randomBytes(8).toString('hex')}`
  let version: WebhookVersion = options.version ?? '2026-06-01'
  const versions = new WeakMap<FakeTelerCall, WebhookVersion>()
  const delivery = new Delivery()
  const faults = {
    next: new Map<string, number[]>(),
    disabled: new Set<string>(),
    callsAnyway: false,
    repostsFlow: false,
  }
  const apps: FakeApp[] = []
  const secrets: { readonly id: string; readonly name: string; secret_value: string }[] = []
  const numbers: FakeNumber[] = options.numbers.map((number, index) => ({
    ...{ id: `vn_${index}`, number, name: `Line ${index + 1}`, appId: null },
  }))
  const calls: FakeTelerCall[] = []
  const behaviours = new Map<string, Behaviour>()
  const asked: string[] = []
  const keys: string[] = []
  const replies = new Map<string, unknown>()

  const appOf = (number: string): FakeApp | null => {
    const found = numbers.find((each) => each.number === number)
    return apps.find(({ id }) => id === found?.appId) ?? null
  }
  const emit = (
    call: FakeTelerCall,
    statusUrl: string,
    secretId: string | null,
    told: { readonly type: string; readonly data: object; readonly legId: string | null },
  ): void => {
    const { type, data, legId } = told
    const id = `evt_${randomUUID()}`
    delivery.send({
      ...{ id, type, callId: call.id, url: statusUrl, status: 'pending', answers: [] },
      secret: secrets.find((each) => each.id === secretId)?.secret_value ?? null,
      payload: payloadOf(versions.get(call) ?? version, call, id, type, data, legId),
    })
  }
  const create = (
    app: FakeApp,
    call: { direction: 'inbound' | 'outbound'; from: string; to: string },
    urls: { readonly flow: string; readonly status: string },
  ): FakeTelerCall => {
    const made = new FakeTelerCall({
      ...{ ...call, flowUrl: urls.flow, hasUuids: version === '2025-08-01' },
      repostsFlow: faults.repostsFlow,
      behaviourOf: (number) => behaviours.get(number) ?? { does: 'answers', after: 50 },
      emit: (of, type, data, legId) => emit(of, urls.status, app.secret_id, { type, data, legId }),
    })
    versions.set(made, version)
    calls.push(made)
    return made
  }
  const callOf = (id: string | undefined): FakeTelerCall =>
    calls.find((call) => call.id === id || call.mediaId === id) ??
    refuse(404, 'Call not found', 'call_not_found')
  const liveCall = (id: string | undefined): FakeTelerCall => {
    const call = callOf(id)
    return call.isLive ? call : refuse(409, 'The call is not live', 'call_not_live')
  }
  const numberView = ({ appId, ...number }: FakeNumber) => ({
    ...{ ...number, account_id: 'acc_fake', sip_trunk: null },
    voice_app: apps.find(({ id }) => id === appId) ?? null,
  })
  const assign = (ids: readonly string[], appId: string | null): object => {
    for (const id of ids) {
      const number = numbers.find((each) => each.id === id) ?? refuse(404, 'Number not found')
      number.appId = appId
    }
    return { success: true, message: 'done' }
  }

  type Handler = (match: readonly string[], body: unknown, query: URLSearchParams) => unknown
  const routes: readonly (readonly [string, RegExp, Handler])[] = [
    [
      'GET',
      /^\/virtual-numbers$/,
      (_, __, query) => {
        const search = query.get('search')
        const found = numbers.filter(({ number }) => search === null || number.includes(search))
        return page(found.map(numberView), query)
      },
    ],
    [
      'POST',
      /^\/virtual-numbers\/assign$/,
      (_, body) => {
        const { vn_ids, voice_app_id } = read(bodies.assign, body)
        if (!apps.some(({ id }) => id === voice_app_id)) refuse(404, 'App not found')
        return assign(vn_ids, voice_app_id)
      },
    ],
    [
      'POST',
      /^\/virtual-numbers\/unassign$/,
      (_, body) => assign(read(bodies.unassign, body).vn_ids, null),
    ],
    ['GET', /^\/voice\/apps$/, (_, __, query) => page(apps, query)],
    [
      'POST',
      /^\/voice\/apps$/,
      (_, body) => {
        const app = { id: `va_${apps.length}`, ...read(bodies.app, body) }
        apps.push(app)
        return app
      },
    ],
    [
      'PATCH',
      /^\/voice\/apps\/([^/]+)$/,
      ([id], body) => {
        const app = apps.find((each) => each.id === id) ?? refuse(404, 'App not found')
        return Object.assign(app, read(bodies.app.partial(), body))
      },
    ],
    ['GET', /^\/secrets$/, (_, __, query) => page(secrets, query)],
    [
      'POST',
      /^\/secrets$/,
      (_, body) => {
        const { name } = read(bodies.secret, body)
        const secret_value = `whsec_${randomBytes(24).toString('hex')}`
        const secret = { id: `sec_${secrets.length}`, name, secret_value }
        secrets.push(secret)
        return secret
      },
    ],
    [
      'POST',
      /^\/voice\/calls\/initiate$/,
      (_, body) => {
        const call = read(bodies.initiate, body)
        const app =
          appOf(call.from_number) ??
          refuse(400, 'The number has no voice app', 'from_number_not_provisioned')
        const made = create(
          app,
          { direction: 'outbound', from: call.from_number, to: call.to_number },
          { flow: call.flow_url, status: call.status_callback_url },
        )
        void made.ringOut()
        return { message: 'queued', data: { id: made.id, ...call } }
      },
    ],
    [
      'GET',
      /^\/voice\/calls\/([^/]+)$/,
      ([id]) => {
        const { state, reason, answeredAt, endedAt, ...call } = callOf(id)
        return { id: call.id, state, reason, answered_at: answeredAt, ended_at: endedAt }
      },
    ],
    ['GET', /^\/voice\/calls\/([^/]+)\/legs$/, ([id], _, query) => page(callOf(id).legs, query)],
    [
      'POST',
      /^\/voice\/calls\/([^/]+)\/hangup$/,
      ([id], body) => {
        const call = liveCall(id)
        const { leg_id } = read(bodies.hangup, body)
        if (leg_id === undefined) call.hangup('canceled')
        else {
          const leg = call.legs.find((each) => each.id === leg_id)
          call.endLeg(leg ?? refuse(409, 'No such leg', 'leg_not_found'), 'canceled')
        }
        return { request_id: `req_${randomUUID()}` }
      },
    ],
    [
      'POST',
      /^\/voice\/calls\/([^/]+)\/dtmf$/,
      ([id], body) => {
        liveCall(id).digits.push(read(bodies.dtmf, body).digits)
        return { request_id: `req_${randomUUID()}` }
      },
    ],
    [
      'POST',
      /^\/voice\/calls\/([^/]+)\/transfer$/,
      ([id], body) => {
        const { target, timeout } = read(bodies.transfer, body)
        const call = liveCall(id)
        const to = target.number ?? target.uri ?? refuse(400, 'No target', 'invalid_target')
        const leg = call.transfer(to, timeout)
        return {
          ...{ id: `op_${randomUUID()}`, call_id: call.id, status: 'initiated', mode: 'cold' },
          ...{ target_leg_id: leg.id, request_id: `req_${randomUUID()}` },
        }
      },
    ],
    [
      'GET',
      /^\/events$/,
      (_, __, query) => {
        const found = delivery.events.filter(({ callId }) => callId === query.get('call_id'))
        const view = found.map(({ id, type, payload, status, callId }) => ({
          ...{ id, type, payload, call_id: callId, delivery_status: status },
        }))
        return page(view, query)
      },
    ],
    [
      'POST',
      /^\/events\/([^/]+)\/redeliver$/,
      ([id = '']) => (delivery.redeliver(id) ? {} : refuse(410, 'Too old')),
    ],
  ]

  const perform = (request: IncomingMessage, body: unknown): readonly [number, unknown] => {
    const url = new URL(request.url ?? '/', 'http://fake')
    const path = url.pathname.replace(/^\/api\/v1/, '')
    for (const [method, pattern, handle] of routes) {
      const match = method === request.method ? pattern.exec(path) : null
      if (match)
        return [method === 'POST' ? 202 : 200, handle(match.slice(1), body, url.searchParams)]
    }
    return refuse(404, 'No such path')
  }
  /** The same wish again has the same answer and no other effect. */
  const performOnce = (request: IncomingMessage, body: unknown): readonly [number, unknown] => {
    const key = request.headers['idempotency-key']
    if (typeof key !== 'string') return perform(request, body)
    if (replies.has(key)) return [202, replies.get(key)]
    const answered = perform(request, body)
    replies.set(key, answered[1])
    return answered
  }
  const answer = async (request: IncomingMessage): Promise<readonly [number, unknown]> => {
    const path = (request.url ?? '').replace(/^\/api\/v1|\?.*$/g, '')
    asked.push(`${request.method} ${path}`)
    const body = await readBody(request)
    if (request.headers['x-api-key'] !== apiKey) refuse(403, 'Invalid API key')
    const key = request.headers['idempotency-key']
    if (typeof key === 'string') keys.push(key)
    const [, statuses] = [...faults.next].find(([end]) => path.endsWith(end)) ?? []
    const fault = statuses?.shift() ?? 0
    if (fault >= 500 && fault !== 503 && faults.callsAnyway) perform(request, body)
    if (fault > 0) refuse(fault, 'It broke')
    if ([...faults.disabled].some((end) => path.endsWith(end)))
      refuse(409, 'Not enabled', 'feature_not_enabled')
    return performOnce(request, body)
  }

  const server = createServer((request, response) => {
    answer(request).then(
      ([status, reply]) => sendJson(status, reply),
      (error: unknown) =>
        error instanceof Refused
          ? sendJson(error.status, error.body)
          : sendJson(500, { success: false, message: String(error) }),
    )
    const sendJson = (status: number, reply: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  const port = bound !== null && typeof bound === 'object' ? bound.port : 0
  return {
    ...{
      url: `http://127.0.0.1:${port}`,
      apiKey,
      faults,
      delivery,
      apps,
      calls,
      asked,
      keys,
      appOf,
    },
    setVersion: (next) => {
      version = next
    },
    behave: (number, behaviour) => behaviours.set(number, behaviour),
    callIn: ({ from, to }) => {
      const app = appOf(to)
      if (!app) throw new Error(`${to} has no voice app.`)
      const urls = { flow: app.flow_url, status: app.webhook_url }
      const call = create(app, { direction: 'inbound', from, to }, urls)
      void call.ringIn()
      return call
    },
    close: async () => {
      delivery.close()
      for (const call of calls) call.session?.drop()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
