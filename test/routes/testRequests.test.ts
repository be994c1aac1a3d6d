import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testAnswerSchema } from '#shared/api/testRequest.ts'
import { createFlow } from '#shared/flow/createFlow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { createHarness, type Harness } from '../support/harness.ts'

let server: Server
let base = ''
const seen: { path: string; headers: IncomingHttpHeaders; body: string }[] = []

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const path = request.url ?? ''
    seen.push({ path, headers: request.headers, body })
    if (path === '/never') return
    response.writeHead(path === '/teapot' ? 418 : 200, { 'content-type': 'application/json' })
    response.end(path === '/long' ? JSON.stringify('x'.repeat(300_000)) : '{"order":{"id":7}}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  base = `http://127.0.0.1:${address.port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('a test request', () => {
  let harness: Harness
  const open = async (allowPrivateWebhooks: boolean) => {
    harness = await createHarness({ allowPrivateWebhooks })
    await harness.store.insertFlow(createFlow('f', 'F'), 0)
  }
  beforeEach(() => open(true))
  afterEach(async () => {
    await harness.close()
    seen.splice(0)
  })

  const send = (data: object, values: object[] = [], flow = 'f', type = 'webhook') => {
    const defaults = definitionOf(type)?.defaults(() => 'x') ?? {}
    const node = { type, name: 'Look up', data: { ...defaults, ...data } }
    return harness.request(`/api/flows/${flow}/test-request`, {
      method: 'POST',
      body: { node, values },
    })
  }
  const answered = async (response: Response) => {
    expect(response.status).toBe(200)
    return testAnswerSchema.parse(await response.json())
  }

  it('fills templates in, signs, and shows what went out and what came back', async () => {
    const answer = await answered(
      await send(
        {
          url: `${base}/orders/{{ vars.city }}`,
          headers: [{ id: 'h', name: 'X-Clinic', value: '{{ nodes.look_up.body.name }}' }],
          body: {
            type: 'fields',
            fields: [
              { id: 'a', name: 'count', value: '{{ vars.count }}' },
              { id: 'b', name: 'who', value: 'from {{ call.from }}' },
            ],
          },
        },
        [
          { name: 'vars.city', value: 'Bonn' },
          { name: 'vars.count', value: 3 },
          { name: 'nodes.look_up.body', value: { name: 'north' } },
          { name: 'call.from', value: '+12025550123' },
        ],
      ),
    )
    const body = '{"count":3,"who":"from +12025550123"}'
    expect(seen).toMatchObject([{ path: '/orders/Bonn', body, headers: { 'x-clinic': 'north' } }])
    expect(seen[0]?.headers['webhook-signature']).toMatch(/^v1,/)
    expect(answer.sent).toEqual({
      method: 'POST',
      url: `${base}/orders/Bonn`,
      headers: { 'content-type': 'application/json', 'x-clinic': 'north' },
      body,
    })
    expect(answer.result).toMatchObject({
      type: 'response',
      status: 200,
      body: '{"order":{"id":7}}',
    })
  })

  it('shows answers that a call would call failed', async () => {
    const { result } = await answered(await send({ url: `${base}/teapot` }))
    expect(result).toMatchObject({ type: 'response', status: 418, isCut: false })
  })

  it('cuts an answer that no screen shows', async () => {
    const { result } = await answered(await send({ url: `${base}/long` }))
    expect(result).toMatchObject({ isCut: true })
  })

  it('waits no longer than a caller would', async () => {
    const { result } = await answered(await send({ url: `${base}/never`, timeout: 0.5 }))
    expect(result).toEqual({ type: 'failed', why: 'It did not answer in time.', timedOut: true })
  })

  it('does not reach private addresses unless the server may', async () => {
    await harness.close()
    await open(false)
    const { result } = await answered(await send({ url: `${base}/ok` }))
    expect(result).toMatchObject({ type: 'failed', timedOut: false })
    expect(seen).toEqual([])
  })

  it.for([
    ['no such flow', { url: 'https://a.example' }, 'g', 'webhook', 404, 'notFound'],
    ['no address', { url: '' }, 'f', 'webhook', 422, 'request.badStep'],
    [
      'a broken template',
      { url: 'https://a.example/{{ vars.x | nonsense }}' },
      'f',
      'webhook',
      422,
      'request.template',
    ],
    ['data of another shape', { url: 3 }, 'f', 'webhook', 400, 'request.badStep'],
    ['another type of step', { text: 'Hi' }, 'f', 'say', 400, 'request.none'],
    ['an unknown type', {}, 'f', 'nonsense', 400, 'request.badStep'],
  ] as const)('refuses %s', async ([, data, flow, type, status, code]) => {
    const response = await send(data, [], flow, type)
    expect([response.status, await response.json()]).toMatchObject([status, { code }])
  })

  it('takes no name that reaches into objects', async () => {
    const values = [
      { name: '__proto__.polluted', value: 'yes' },
      { name: 'vars.__proto__', value: {} },
    ]
    await answered(await send({ url: `${base}/ok` }, values))
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('refuses more values than a form has', async () => {
    const values = Array.from({ length: 201 }, (_, at) => ({ name: `vars.v${at}`, value: '' }))
    expect((await send({ url: `${base}/ok` }, values)).status).toBe(400)
  })
})
