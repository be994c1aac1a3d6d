import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  callDetailSchema,
  callPageSchema,
  environmentSchema,
  flowSummarySchema,
  problemSchema,
  publishedSchema,
  softphoneTokenSchema,
  storedFlowSchema,
  versionSchema,
} from '#shared/api/api.ts'
import { numberSchema } from '#shared/api/numbers.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { menuFlow } from '../support/makeFlow.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

async function json<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  init?: Parameters<Harness['request']>[1],
): Promise<z.output<Schema>> {
  return schema.parse(await (await harness.request(path, init)).json())
}

async function problem(path: string, init?: Parameters<Harness['request']>[1]) {
  const response = await harness.request(path, init)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const parsed = problemSchema.parse(await response.json())
  expect(parsed.status).toBe(response.status)
  return parsed
}

describe('flows', () => {
  it('are made, listed, saved and deleted', async () => {
    const made = await json(storedFlowSchema, '/api/flows', { body: { name: 'Mine' } })
    expect(made).toMatchObject({ revision: 1, flow: { name: 'Mine' }, live: [] })
    const flow = { ...made.flow, name: 'Yours' }
    const path = `/api/flows/${flow.id}`
    await harness.clock.advance(5)
    const saved = await json(storedFlowSchema, path, { method: 'PUT', body: { flow, revision: 1 } })
    expect(saved).toMatchObject({ revision: 2, updatedAt: 1_000_005 })
    expect(await json(storedFlowSchema, path)).toEqual(saved)
    expect(await json(z.array(flowSummarySchema), '/api/flows')).toEqual([
      { id: flow.id, name: 'Yours', revision: 2, updatedAt: 1_000_005, live: [], nodes: 1 },
    ])
    expect((await harness.request(path, { method: 'DELETE' })).status).toBe(204)
    expect(await problem(path)).toMatchObject({ status: 404 })
  })

  it('are copied under a new id', async () => {
    const body = { flow: menuFlow, name: 'Copy' }
    const copy = await json(storedFlowSchema, '/api/flows', { body })
    expect(copy.flow).toEqual({ ...menuFlow, id: copy.flow.id, name: 'Copy' })
    expect(copy.flow.id).not.toBe(menuFlow.id)
  })

  it('say what the other side holds when somebody saved in between', async () => {
    await harness.store.insertFlow(menuFlow, 0)
    await harness.store.saveFlow(menuFlow, 1, 0)
    const init = { method: 'PUT', body: { flow: menuFlow, revision: 1 } }
    expect(await problem('/api/flows/menu-flow', init)).toMatchObject({
      status: 409,
      code: 'flow.conflict',
      current: { revision: 2 },
    })
  })

  it.for([
    ['no flow', { flow: { a: 1 }, revision: 1 }, 422],
    ['a newer schema', { flow: { ...menuFlow, schema: 99 }, revision: 1 }, 422],
    ['another flow', { flow: { ...menuFlow, id: 'other' }, revision: 1 }, 400],
    ['no revision', { flow: menuFlow }, 400],
    ['an unknown field', { flow: menuFlow, revision: 1, extra: 1 }, 400],
  ] as const)('refuse %s', async ([, body, status]) => {
    await harness.store.insertFlow(menuFlow, 0)
    const refused = await problem('/api/flows/menu-flow', { method: 'PUT', body })
    expect(refused.status).toBe(status)
    expect(await harness.store.findFlow('menu-flow')).toMatchObject({ revision: 1 })
  })
})

describe('publishing', () => {
  const body = { number: '+12025550100', revision: 1, note: 'First' }

  it('makes a version, and the same flow again makes none', async () => {
    await harness.store.insertFlow(menuFlow, 0)
    const first = await json(publishedSchema, '/api/flows/menu-flow/publish', { body })
    expect(first).toMatchObject({
      number: '+12025550100',
      callsInProgress: 0,
      version: { version: 1, note: 'First', numbers: ['+12025550100'] },
    })
    const again = { ...body, number: '+12025550101', note: 'Again' }
    const second = await json(publishedSchema, '/api/flows/menu-flow/publish', { body: again })
    expect(second.version).toMatchObject({ version: 1, hash: first.version.hash })
    const versions = await json(z.array(versionSchema), '/api/flows/menu-flow/versions')
    expect(versions.map((version) => version.numbers)).toEqual([['+12025550100', '+12025550101']])
    const numbers = await json(z.array(numberSchema), '/api/numbers')
    expect(numbers[0]).toMatchObject({
      ...{ number: '+12025550100', carrier: 'local', flowId: 'menu-flow' },
      ...{ flowName: 'Flow menu-flow', version: 1 },
    })
    const [summary] = await json(z.array(flowSummarySchema), '/api/flows')
    expect(summary?.live).toHaveLength(2)
    const refused = await problem('/api/flows/menu-flow', { method: 'DELETE' })
    expect(refused).toMatchObject({ code: 'flow.live' })
  })

  it('refuses a flow with problems, and says where they are', async () => {
    await harness.store.insertFlow({ ...menuFlow, edges: [] }, 0)
    const refused = await problem('/api/flows/menu-flow/publish', { body })
    expect(refused).toMatchObject({ status: 422, code: 'flow.invalid' })
    expect(refused.diagnostics?.[0]).toMatchObject({ severity: 'error', nodeId: 'start' })
  })

  it('refuses a language that nothing here speaks', async () => {
    const english = await createHarness({ languages: ['en'] })
    const settings = { ...menuFlow.settings, language: 'de-DE' }
    await english.store.insertFlow({ ...menuFlow, settings }, 0)
    const response = await english.request('/api/flows/menu-flow/publish', { body })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({
      diagnostics: [{ code: 'environment.noLanguage', path: 'settings.language' }],
    })
    await english.close()
  })

  it('takes a number from another flow only when told to', async () => {
    await harness.publish({ ...menuFlow, id: 'other', name: 'Other' })
    await harness.store.insertFlow(menuFlow, 0)
    const refused = await problem('/api/flows/menu-flow/publish', { body })
    expect(refused).toMatchObject({ status: 409, code: 'number.inUse' })
    const replaced = { ...body, replace: true }
    const done = await json(publishedSchema, '/api/flows/menu-flow/publish', { body: replaced })
    expect(done.number).toBe('+12025550100')
  })

  it.for([
    ['an unknown flow', '/api/flows/none/publish', body, 404],
    ['an unknown number', '/api/flows/menu-flow/publish', { ...body, number: '+1' }, 404],
    ['an old revision', '/api/flows/menu-flow/publish', { ...body, revision: 7 }, 409],
  ] as const)('refuses %s', async ([, path, refused, status]) => {
    await harness.store.insertFlow(menuFlow, 0)
    expect(await problem(path, { body: refused })).toMatchObject({ status })
  })
})

describe('text calls', () => {
  const target = { type: 'number', number: '+12025550100' }

  async function startCall(): Promise<string> {
    await harness.publish(menuFlow)
    const response = await harness.request('/api/text-calls', { body: { target } })
    const { callId } = z.object({ callId: z.string() }).parse(await response.json())
    await harness.clock.advance(20)
    return callId
  }
  const input = (id: string, body: object) =>
    harness.request(`/api/text-calls/${id}/input`, { body })
  const rowsOf = async (id: string) => {
    await harness.clock.advance(20)
    const { rows } = await json(callDetailSchema, `/api/calls/${id}`)
    return rows.map(({ type, data }) => [type, data['text'] ?? data['node'] ?? data['reason']])
  }
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await harness.clock.settle()
  }

  it('say what a voice would, and take what a caller would', async () => {
    const id = await startCall()
    expect((await input(id, { type: 'speech', speech: 'two please' })).status).toBe(200)
    await settle()
    expect(await rowsOf(id)).toEqual([
      ['node.entered', 'start'],
      ['port.taken', 'start'],
      ['node.entered', 'm'],
      ['document.answered', undefined],
      ['line.connected', undefined],
      ['verb.started', 'Press 1 or 2.'],
      ['verb.ended', 'm'],
      ['verb.started', 'm'],
      ['text', 'two please'],
      ['verb.ended', 'm'],
      ['input.received', 'm'],
      ['value.set', 'm'],
      ['port.taken', 'm'],
      ['node.entered', 'two'],
      ['call.ended', 'the flow ended'],
      ['document.answered', undefined],
      ['verb.started', 'Two.'],
      ['verb.ended', 'two'],
      ['line.ended', 'The flow hung up.'],
    ])
    expect((await input(id, { type: 'silence' })).status).toBe(404)
    const { calls } = await json(callPageSchema, '/api/calls?flow=menu-flow')
    expect(calls).toMatchObject([{ channel: 'text', status: 'completed', outcome: 'two' }])
  })

  it('wait for silence to be said, and hang up when told', async () => {
    const id = await startCall()
    await harness.clock.advance(60_000)
    expect((await input(id, { type: 'silence' })).status).toBe(200)
    await settle()
    expect((await rowsOf(id)).at(-3)).toEqual(['verb.started', 'Again.'])
    await input(id, { type: 'hangup' })
    await settle()
    expect((await rowsOf(id)).slice(-2)).toEqual([
      ['line.ended', 'The caller hung up.'],
      ['call.ended', 'The caller hung up.'],
    ])
  })

  it('end when nobody types for ten minutes', async () => {
    const id = await startCall()
    await harness.clock.advance(600_000)
    await settle()
    const { call } = await json(callDetailSchema, `/api/calls/${id}`)
    expect(call.status).toBe('completed')
  })

  it('refuse what cannot be', async () => {
    const id = await startCall()
    expect(
      await problem(`/api/text-calls/${id}/input`, { body: { type: 'digits', digits: 'x' } }),
    ).toMatchObject({ status: 400 })
    const silent = { target: { type: 'number', number: '+12025550102' } }
    expect(await problem('/api/text-calls', { body: silent })).toMatchObject({
      code: 'number.silent',
    })
    const stale = { target: { type: 'draft', flowId: 'menu-flow', revision: 9 } }
    expect(await problem('/api/text-calls', { body: stale })).toMatchObject({
      code: 'flow.conflict',
    })
  })

  it('stream their rows, from where a reader left off', async () => {
    const id = await startCall()
    const response = await harness.request(`/api/calls/${id}/events`, {
      headers: { 'last-event-id': '3' },
    })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const ids: string[] = []
    const reading = (async () => {
      let text = ''
      for await (const chunk of response.body ?? []) text += new TextDecoder().decode(chunk)
      ids.push(...[...text.matchAll(/^id: (\d+)$/gm)].map((match) => match[1] ?? ''))
    })()
    await input(id, { type: 'digits', digits: '1' })
    await settle()
    await harness.clock.advance(20)
    await settle()
    await harness.clock.advance(5_100)
    await reading
    const { rows } = await json(callDetailSchema, `/api/calls/${id}`)
    expect(ids).toEqual(rows.slice(3).map((row) => String(row.seq)))
    const again = await harness.request(`/api/calls/${id}/events`, {
      headers: { 'last-event-id': ids.at(-1) ?? '' },
    })
    expect(again.status).toBe(204)
  })
})

describe('sensitive values', () => {
  it('are masked in every row of the call', async () => {
    const flow = structuredClone(menuFlow)
    const secret = { name: 'pin', type: 'text', default: '4711', sensitive: true } as const
    const end = flow.nodes.find((node) => node.id === 'one')
    if (end) end.data = { text: 'Your pin is {{ vars.pin }}.', outcome: 'one' }
    await harness.publish({ ...flow, variables: [secret] })
    const target = { type: 'number', number: '+12025550100' }
    const response = await harness.request('/api/text-calls', { body: { target } })
    const { callId } = z.object({ callId: z.string() }).parse(await response.json())
    await harness.clock.advance(20)
    await harness.request(`/api/text-calls/${callId}/input`, {
      body: { type: 'digits', digits: '1' },
    })
    for (let turn = 0; turn < 10; turn++) await harness.clock.settle()
    await harness.clock.advance(20)
    const detail = await (await harness.request(`/api/calls/${callId}`)).text()
    expect(detail).toContain('Your pin is •••.')
    expect(detail).not.toContain('4711')
  })
})

describe('the softphone', () => {
  it('gets a token for one target, good for a minute', async () => {
    await harness.store.insertFlow(menuFlow, 0)
    const body = { target: { type: 'draft', flowId: 'menu-flow', revision: 1 } }
    const token = await json(softphoneTokenSchema, '/api/softphone/token', { body })
    expect(token).toMatchObject({ uri: 'sip:draft-menu-flow@127.0.0.1', path: '/sip' })
    const { tokens } = harness.app
    expect(tokens.passwordOf(token.user)).toBe(token.token)
    expect(tokens.claimsOf(token.user)).toEqual({
      ...{ user: token.user, target: 'draft-menu-flow', revision: 1, expires: token.expires },
    })
    await harness.clock.advance(60_000)
    expect(tokens.passwordOf(token.user)).toBe(null)
  })
})

describe('foreign pages and names', () => {
  const body = { name: 'Mine' }
  it.for([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['another port', { origin: 'http://127.0.0.1:8080' }, 403],
    ['a hidden origin', { origin: 'null' }, 403],
    ['a cross-site form', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a rebound name', { host: 'evil.example' }, 403],
    ['our own page', { origin: 'http://127.0.0.1', host: '127.0.0.1' }, 201],
    ['localhost', { origin: 'http://localhost:3000', host: 'localhost:3000' }, 201],
    ['a program', {}, 201],
  ] as const)('%s', async ([, headers, status]) => {
    expect((await harness.request('/api/flows', { body, headers })).status).toBe(status)
  })

  it('may not read under a rebound name either', async () => {
    const response = await harness.request('/api/flows', { headers: { host: 'evil.example' } })
    expect(response.status).toBe(403)
  })

  it('sends no CORS headers', async () => {
    const response = await harness.request('/api/flows')
    expect(response.headers.get('access-control-allow-origin')).toBe(null)
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  it('answers at its public address', async () => {
    await harness.close()
    harness = await createHarness({ publicUrl: 'https://calls.example' })
    const headers = { host: 'calls.example', origin: 'https://calls.example' }
    expect((await harness.request('/api/flows', { body, headers })).status).toBe(201)
  })
})

describe('what cannot be understood', () => {
  it.for([
    ['no JSON', '/api/flows', { body: '{', headers: { 'content-type': 'application/json' } }, 400],
    ['another type', '/api/flows', { body: 'name=x' }, 415],
    ['an unknown address', '/api/nothing', {}, 404],
    ['an unknown call', '/api/calls/none', {}, 404],
    ['events of no call', '/api/calls/none/events', {}, 404],
    ['too many calls', '/api/calls?limit=1000', {}, 400],
    ['no voice', '/api/speech', { body: { text: 'Hello' } }, 503],
    ['an unsigned booking', '/sample/bookings', { body: { day: 'x', time: 'y' } }, 401],
  ] as const)('%s gets a problem', async ([, path, init, status]) => {
    expect((await harness.request(path, init)).status).toBe(status)
  })

  it('says what is installed', async () => {
    expect(await json(environmentSchema, '/api/environment')).toMatchObject({
      model: { offline: true },
    })
  })
})
