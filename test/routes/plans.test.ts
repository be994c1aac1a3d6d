import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problemSchema, publishedSchema } from '#shared/api/api.ts'
import { auditPageSchema } from '#shared/api/audit.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { menuFlow, webhookFlow } from '../support/makeFlow.ts'

const number = '+12025550100'
let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
  await harness.store.insertFlow(menuFlow, 0)
})
afterEach(() => harness.close())

const louder = {
  ...menuFlow,
  nodes: menuFlow.nodes.map((node) =>
    node.id === 'm' ? { ...node, data: { ...node.data, prompt: 'Press one, or two.' } } : node,
  ),
}
const save = (revision: number, flow = louder) => harness.store.saveFlow(flow, revision, 1)
const publish = (body: object) =>
  harness.request('/api/flows/menu-flow/publish', { body: { number, ...body } })
const published = async (body: object) => publishedSchema.parse(await (await publish(body)).json())
const refusal = async (response: Promise<Response>) => {
  const { status, code, detail } = problemSchema.parse(await (await response).json())
  return { status, code, detail }
}
let calls = 0
const hear = async (from: string) => {
  calls += 1
  const post = { CallSid: `CA${calls}`, From: from, To: number }
  const { body } = await harness.turns.post('/hooks/voice', post)
  return /<Say[^>]*>([^<]*)/.exec(body)?.[1]
}

describe('publishing', () => {
  it('at a time: calls before it get the old version, calls from it on the new one', async () => {
    await publish({ revision: 1 })
    await save(1)
    const at = harness.clock.now() + 60_000
    const { version, plan } = await published({ revision: 2, at })
    expect([version.version, plan?.next]).toEqual([2, { flowId: 'menu-flow', version: 2, at }])
    expect(await hear('+1')).toBe('Press 1 or 2.')
    await harness.clock.advance(60_000)
    expect(await hear('+1')).toBe('Press one, or two.')
  })

  it('to a share of callers: each caller always gets the same version', async () => {
    await publish({ revision: 1 })
    await save(1)
    await publish({ revision: 2, share: 50 })
    const callers = Array.from({ length: 40 }, (_, index) => `+1202555${1_000 + index}`)
    const heard = await Promise.all(callers.map(hear))
    expect(new Set(heard)).toEqual(new Set(['Press 1 or 2.', 'Press one, or two.']))
    expect(await Promise.all(callers.map(hear))).toEqual(heard)
    await harness.request(`/api/numbers/${number}/split`, { method: 'DELETE' })
    expect(new Set(await Promise.all(callers.map(hear)))).toEqual(new Set(['Press 1 or 2.']))
  })

  it('is for everybody else while test callers get the saved draft', async () => {
    await publish({ revision: 1 })
    await save(1)
    const body = { testers: ['+4917212345'] }
    await harness.request(`/api/numbers/${number}/testers`, { method: 'PUT', body })
    expect(await hear('+4917212345')).toBe('Press one, or two.')
    expect(await hear('+4917212346')).toBe('Press 1 or 2.')
  })

  it('takes an older version again', async () => {
    await publish({ revision: 1 })
    await save(1)
    await publish({ revision: 2 })
    const body = { number, expects: { flowId: 'menu-flow', version: 2 } }
    const again = await harness.request('/api/flows/menu-flow/versions/1/publish', { body })
    expect(publishedSchema.parse(await again.json()).version.numbers).toEqual([number])
    expect(await hear('+1')).toBe('Press 1 or 2.')
  })

  it('takes no older version that needs what is gone since', async () => {
    const asks = { ...webhookFlow('https://crm.example.org/'), id: 'menu-flow' }
    const nodes = asks.nodes.map((node) =>
      node.id === 'ask' ? { ...node, data: { ...node.data, credential: 'crm' } } : node,
    )
    const credential = { kind: 'bearer', secret: 'a-long-secret', host: 'crm.example.org' }
    const path = '/api/credentials/crm'
    await harness.request(path, { method: 'PUT', body: credential })
    await save(1, { ...asks, nodes })
    expect((await published({ revision: 2 })).version.version).toBe(1)
    await save(2)
    await publish({ revision: 3 })
    expect((await harness.request(path, { method: 'DELETE' })).status).toBe(204)
    const back = await harness.request('/api/flows/menu-flow/versions/1/publish', {
      body: { number },
    })
    const problem = problemSchema.parse(await back.json())
    expect(problem.diagnostics?.map(({ code }) => code)).toEqual(['credential.missing'])
    expect([back.status, await hear('+1')]).toEqual([422, 'Press one, or two.'])
  })

  it.each([
    ['a time that is over', { at: 5 }, 400, 'publish.time'],
    ['a time in many years', { at: 9_999_999_999_999 }, 400, 'publish.time'],
    ['a time and a share', { at: 2_000_000, share: 5 }, 400, 'publish.mode'],
    ['a share of nothing', { share: 5 }, 409, 'split.impossible'],
    [
      'what somebody else changed',
      { expects: { flowId: null, version: 3 } },
      409,
      'number.changed',
    ],
  ])('refuses %s', async (_, more, status, code) => {
    expect(await refusal(publish({ revision: 1, ...more }))).toMatchObject({ status, code })
    expect(await hear('+1')).toBeUndefined()
  })

  it('tells the second of two who publish at once', async () => {
    await publish({ revision: 1 })
    await save(1)
    const seen = { flowId: 'menu-flow', version: 1 }
    await publish({ revision: 2, expects: seen })
    expect(await refusal(publish({ revision: 2, expects: seen }))).toEqual({
      status: 409,
      code: 'number.changed',
      detail: `Somebody published to ${number} meanwhile: version 2 answers now. Look at it, then publish again.`,
    })
  })

  it.each([
    ['PUT', 'testers', { testers: ['not a number'] }, 400],
    ['PUT', 'testers', { testers: Array.from({ length: 51 }, (_, at) => `+1${at}`) }, 400],
    ['DELETE', 'split', undefined, 409],
    ['DELETE', 'next', undefined, 409],
  ])('answers %s of bad %s', async (method, what, body, status) => {
    const init = { method, ...(body ? { body } : {}) }
    expect((await harness.request(`/api/numbers/${number}/${what}`, init)).status).toBe(status)
    expect((await harness.request(`/api/numbers/+999/${what}`, init)).status).not.toBe(200)
  })
})

describe('the audit log', () => {
  const read = async (query = '') =>
    auditPageSchema.parse(await (await harness.request(`/api/audit${query}`)).json())

  it('says who did what, and not what was refused, tried or only read', async () => {
    await publish({ revision: 1 })
    await publish({ revision: 7 })
    await harness.request('/api/flows')
    const note = { method: 'PATCH', body: { note: 'Why' } }
    await harness.request('/api/flows/menu-flow/versions/1', note)
    const { entries, next } = await read()
    expect(entries.map(({ actor, action, detail }) => ({ actor, action, detail }))).toEqual([
      { actor: null, action: 'PATCH /api/flows/:id/versions/:version', detail: {} },
      {
        actor: null,
        action: 'POST /api/flows/:id/publish',
        detail: { flow: 'Flow menu-flow', number, version: 1 },
      },
    ])
    expect(next).toBe(null)
    const first = await read('?limit=1')
    expect(first.entries).toHaveLength(1)
    expect((await read(`?limit=1&before=${first.next}`)).entries).toEqual([entries[1]])
  })

  it.each(['?limit=0', '?limit=x', '?before=;drop'])('refuses %s', async (query) => {
    expect((await harness.request(`/api/audit${query}`)).status).toBe(400)
  })
})
