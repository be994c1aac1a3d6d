import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EffectContext } from '#runtime/effects/performEffect.ts'
import { sendRequest } from '#runtime/export/server/sendRequest.ts'
import { readSettings } from '#runtime/export/server/settings.ts'
import { checkCredentials } from '#shared/compile/checkCredentials.ts'
import type { ModelEffect } from '#shared/session/effect.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { makeFlow, menuFlow } from '../support/makeFlow.ts'

const secret = 'sesame-that-nobody-may-see'
let server: Server
let port = 0
let status = 200
const seen: { path: string; headers: IncomingHttpHeaders }[] = []

/** Says back what it was sent, as careless systems do, and sends some elsewhere. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? ''
    seen.push({ path, headers: request.headers })
    const elsewhere = path === '/away' ? { location: `http://localhost:${port}/there` } : {}
    const echo = {
      'content-type': 'application/json',
      'x-echo': `${request.headers.authorization}`,
    }
    response.writeHead(path === '/away' ? 307 : status, { ...echo, ...elsewhere })
    response.end(JSON.stringify(request.headers))
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  port = address.port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

let harness: Harness
let onTurn: (context: EffectContext) => Promise<void> = async () => {}
beforeEach(async () => {
  harness = await createHarness({
    allowPrivateWebhooks: true,
    model: async (_effect, _signal, _say, context) => {
      await onTurn(context)
      return { type: 'failed', why: 'no model', timedOut: false }
    },
  })
})
afterEach(async () => {
  await harness.close()
  seen.splice(0)
  status = 200
})

const here = () => `127.0.0.1:${port}`
const put = (more: object = {}, name = 'crm') =>
  harness.request(`/api/credentials/${name}`, {
    method: 'PUT',
    body: { kind: 'bearer', host: here(), secret, ...more },
  })
const hook = (data: object = {}) =>
  makeFlow(
    'asks',
    [
      ['hook', 'webhook', { url: `http://${here()}/x`, credential: 'crm', ...data }],
      ['ok', 'end', { text: 'Done {{ nodes.hook.body }}.' }],
      ['bad', 'end', { text: 'Failed.' }],
    ],
    ['start.next>hook', 'hook.ok>ok', 'hook.failed>bad', 'hook.timeout>bad'],
  )
const call = async () => {
  const form = { CallSid: 'CA1', From: '+12025550199', To: '+12025550100' }
  const { callId } = await harness.turns.post('/hooks/voice', form)
  return callId ?? ''
}
const rowsOf = async (callId: string) => harness.store.readRows(callId, 0, 50)
/** Everything that is on the disk, and everything that was logged. */
const kept = () =>
  readdirSync(harness.folder)
    .filter((file) => file.startsWith('studio.sqlite'))
    .map((file) => readFileSync(join(harness.folder, file), 'latin1'))
    .join('') + JSON.stringify(harness.logged)

describe('a credential', () => {
  it('goes in and never comes out', async () => {
    const made = await put()
    expect(made.status).toBe(201)
    const list = await (await harness.request('/api/credentials')).text()
    const names = await harness.request('/api/credentials/names')
    expect(JSON.parse(list)).toMatchObject([{ name: 'crm', hasSecret: true, usedBy: [] }])
    expect(await names.json()).toEqual([{ name: 'crm', kind: 'bearer', host: here() }])
    expect((await made.text()) + list + kept()).not.toContain(secret)
  })

  it('keeps its secret for its host only', async () => {
    await put()
    expect((await put({ secret: null })).status).toBe(200)
    const moved = await put({ secret: null, host: 'evil.example' })
    expect([moved.status, (await moved.json()).code]).toEqual([422, 'credential.noSecret'])
  })

  it.for<[string, object, number]>([
    ['no host', { host: 'nothing here' }, 400],
    ['any host', { host: '*.example.com' }, 400],
    ['a header of the connection', { kind: 'header', headerName: 'Host' }, 400],
    ['a secret with a line end', { secret: 'sesame-that\r\nx: y' }, 400],
    ['a password without a user', { kind: 'basic' }, 400],
    ['no secret', { secret: null }, 422],
  ])('is refused with %s', async ([, more, code]) => {
    const refused = await put(more)
    expect(refused.status).toBe(code)
    expect(await refused.text()).not.toContain('sesame')
  })

  it('stays while a draft or a number uses it, and says where', async () => {
    await put()
    await harness.publish(hook())
    const refuse = async () => {
      const refused = await harness.request('/api/credentials/crm', { method: 'DELETE' })
      return [refused.status, refused.status === 204 ? '' : (await refused.json()).detail]
    }
    expect(await refuse()).toEqual([
      409,
      '“Flow asks” and 1 more sends requests with it: choose another credential there first.',
    ])
    const record = await harness.store.findFlow('asks')
    const flow = { ...hook({ credential: '' }), nodes: hook({ credential: '' }).nodes }
    const body = { flow, revision: record?.revision, editor: 'me' }
    await harness.request('/api/flows/asks', { method: 'PUT', body })
    expect((await refuse())[1]).toMatch(/^“Flow asks” \(\+12025550100, version 1\) sends/)
    await harness.publish(menuFlow)
    expect(await refuse()).toEqual([204, ''])
  })

  it('that is not there, or is for another host, is in the way of publishing', async () => {
    const flow = hook()
    const codes = (known: Parameters<typeof checkCredentials>[1], data = {}) =>
      checkCredentials(hook(data), known).map(({ code, nodeId, path }) => [code, nodeId, path])
    expect(codes([])).toEqual([['credential.missing', 'hook', 'credential']])
    expect(codes([{ name: 'crm', host: 'a.example' }])[0]?.[0]).toBe('credential.otherHost')
    const templated = { url: 'https://{{ vars.host }}/x' }
    expect(codes([{ name: 'crm', host: 'a.example' }], templated)).toEqual([])
    await harness.store.insertFlow(flow, 0)
    const record = await harness.store.findFlow('asks')
    const body = { number: '+12025550100', revision: record?.revision, note: '', replace: false }
    const refused = await harness.request('/api/flows/asks/publish', { body })
    expect(await refused.json()).toMatchObject({ diagnostics: [{ code: 'credential.missing' }] })
    await put()
    expect((await harness.request('/api/flows/asks/publish', { body })).status).toBe(200)
  })
})

describe('what is sent with a credential', () => {
  it('in a call carries it, and nothing that is kept or said shows it', async () => {
    await put()
    const author = [{ id: 'h', name: 'Authorization', value: 'of the author' }]
    await harness.publish(hook({ headers: author }))
    const callId = await call()
    await vi.waitFor(async () => {
      expect(JSON.stringify(await rowsOf(callId))).toContain('answered 200')
    }, 20_000)
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${secret}`)
    const rows = JSON.stringify(await rowsOf(callId))
    expect(rows).not.toContain(secret)
    expect(kept()).not.toContain(secret)
  })

  it('in a call without it goes nowhere: the call leaves by “failed”', async () => {
    await harness.publish(hook())
    const callId = await call()
    await vi.waitFor(async () => {
      expect(JSON.stringify(await rowsOf(callId))).toContain('There is no credential “crm”')
    }, 20_000)
    expect(seen).toEqual([])
  })

  it('by nobody’s wait is looked up at each attempt: a replaced secret is used', async () => {
    status = 500
    await put()
    const data = { url: `http://${here()}/x`, credential: 'crm', waits: false }
    const end = ['ok', 'end', { text: 'Sent.' }] as const
    const wires = ['start.next>hook', 'hook.ok>ok']
    await harness.publish(makeFlow('asks', [['hook', 'webhook', data], end], wires))
    await call()
    await vi.waitFor(() => expect(seen).toHaveLength(1), 20_000)
    const waiting = () => harness.store.listWebhooks({ status: 'waiting', before: null, limit: 9 })
    await vi.waitFor(async () => {
      expect((await waiting()).webhooks[0]?.error).toBe('answered 500')
    }, 20_000)
    expect(kept()).not.toContain(secret)
    await put({ secret: 'another-secret' })
    status = 200
    await vi.waitFor(async () => {
      await harness.clock.advance(1_000)
      expect(seen).toHaveLength(2)
    }, 20_000)
    expect(seen[1]?.headers.authorization).toBe('Bearer another-secret')
  })

  it('as a test request shows neither what was sent nor what was said back', async () => {
    await put()
    await harness.store.insertFlow(hook(), 0)
    const node = hook().nodes.find(({ id }) => id === 'hook')
    const { type, name, data } = node ?? {}
    const send = async (more: object) => {
      const body = { node: { type, name, data: { ...data, ...more } }, values: [] }
      return (await harness.request('/api/flows/asks/test-request', { body })).text()
    }
    const answer = await send({})
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${secret}`)
    expect(answer).toContain('•••')
    expect(answer).not.toContain(secret)
    expect(await send({ url: `http://localhost:${port}/x` })).toContain('is for 127.0.0.1')
    expect(seen).toHaveLength(1)
    await send({ url: `http://${here()}/away` })
    expect(seen.map(({ path, headers }) => [path, headers.authorization !== undefined])).toEqual([
      ['/x', true],
      ['/away', true],
      ['/there', false],
    ])
  })

  it('by the simulator and by tools of agents goes the same way', async () => {
    await put({ kind: 'header', headerName: 'X-Api-Key' })
    const base = { method: 'POST' as const, url: `http://${here()}/x`, timeout: 2_000 }
    const tried = { ...base, type: 'request', id: 'e1', node: 'n', body: null, credential: 'crm' }
    const headers = { 'X-API-KEY': 'of the author' }
    const simulated = await harness.request('/api/simulator/effects', {
      body: { ...tried, headers },
    })
    expect(await simulated.text()).not.toContain(secret)
    const tool = {
      ...{ type: 'webhook' as const, name: 'find', description: 'Finds.', parameters: [] },
      request: { ...base, headers: [], body: { type: 'none' as const }, credential: 'crm' },
    }
    let text = ''
    onTurn = async ({ toolbox, signal, callId }) => {
      const box = await toolbox?.open(effect.request, signal)
      text = (await box?.call('find', {}, { callId, id: 'e1.t1', signal }))?.text ?? ''
    }
    const effect: ModelEffect = {
      ...{ type: 'model', id: 'e1', node: 'n' },
      request: {
        ...{ prompt: 'Help.', knowledge: '', language: 'en-US', exits: [], collect: [] },
        ...{ collected: {}, history: [], timeout: 5_000, tools: [tool] },
      },
    }
    await harness.request('/api/simulator/effects', { body: effect })
    expect(seen.map((one) => one.headers['x-api-key'])).toEqual([secret, secret])
    expect(text).toContain('•••')
    expect(text).not.toContain(secret)
  })

  it('by an exported server comes out of its environment', async () => {
    const open = (value: string) => {
      const variables = { WEBHOOK_SECRET: 'a secret of the test', ALLOW_PRIVATE_WEBHOOKS: '1' }
      const settings = readSettings({ ...variables, CREDENTIAL_CRM: value })
      if (typeof settings === 'string') throw new Error(settings)
      const effect = {
        type: 'request',
        id: 'e1',
        node: 'n',
        method: 'POST',
        timeout: 2_000,
      } as const
      const more = { url: `http://${here()}/x`, headers: {}, body: null, credential: 'crm' }
      return sendRequest({ ...effect, ...more }, 'C1', settings, 0)
    }
    const answer = await open(`basic ${here()} ann:${secret}`)
    const coded = Buffer.from(`ann:${secret}`).toString('base64')
    expect(seen[0]?.headers.authorization).toBe(`Basic ${coded}`)
    expect(answer).toMatchObject({ type: 'response', body: { authorization: 'Basic •••' } })
    expect(await open(`bearer evil.example ${secret}`)).toMatchObject({
      why: `The credential “crm” is for evil.example, not for ${here()}: nothing was sent.`,
    })
    expect(seen).toHaveLength(1)
  })
})
