import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CarrierRefused } from '#runtime/carriers/carrier.ts'
import type { TelerAccount } from '#runtime/carriers/createTelerAccounts.ts'
import type { Trunk } from '#runtime/sip/trunk/trunk.ts'
import { trunkDefaults } from '#runtime/sip/trunk/trunk.ts'
import { problemSchema } from '#shared/api/api.ts'
import { newNumberSettings, numberSchema } from '#shared/api/numbers.ts'
import { newTrunkSettings, trunkSchema, trunkTestLineSchema } from '#shared/api/trunks.ts'
import { createFakeSip, type FakeSip } from '../support/fakeSip.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { menuFlow } from '../support/makeFlow.ts'

const number = '+12025550100'
let harness: Harness
let sip: FakeSip
let refusal: CarrierRefused | null
/** What was asked of FreJun. */
let asked: string[]
/** Whose calls are let in, each time that this changed. */
let used: string[]
const telerNumbers = [{ number: '+918040001234', name: 'Bangalore' }]

const account = (key: string): TelerAccount => ({
  check: async () =>
    key === 'good-key-of-frejun'
      ? { isReady: true }
      : {
          ...{ isReady: false, step: 'key', message: 'FreJun does not know this key.' },
          remedy: 'Make another one in its dashboard.',
        },
  listNumbers: async (search, cursor) => {
    asked.push(`list ${search} ${cursor}`)
    if (refusal) throw refusal
    return { numbers: telerNumbers, next: null }
  },
  assign: async (which) => {
    asked.push(`assign ${which}`)
    if (refusal) throw refusal
  },
  unassign: async (which) => {
    asked.push(`unassign ${which}`)
  },
})

beforeEach(async () => {
  sip = createFakeSip()
  asked = []
  used = []
  refusal = null
  harness = await createHarness({
    sip,
    telerAccount: {
      account,
      leave: () => used.push('nobody'),
      carrier: ({ key, webhookSecret }) => {
        used.push(webhookSecret === null ? key : `${key} signed by ${webhookSecret}`)
        return {
          ...{ id: 'teler', kind: 'teler', title: 'FreJun Teler', ...account(key) },
          listNumbers: async () => telerNumbers,
          placeCall: () => Promise.reject(new Error('not here')),
        }
      },
    },
  })
})
afterEach(() => harness.close())

const read = async <Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  init: Parameters<Harness['request']>[1] = {},
): Promise<z.output<Schema>> => schema.parse(await (await harness.request(path, init)).json())
const list = () => read(z.array(numberSchema), '/api/numbers')
const find = async (which: string) => (await list()).find((one) => one.number === which)
const pathOf = (which: string) => `/api/numbers/${encodeURIComponent(which)}`
const settingsWith = (change: object) => ({ ...newNumberSettings, ...change })
const patch = (change: object) =>
  harness.request(pathOf(number), { method: 'PATCH', body: settingsWith(change) })
const detailOf = async (response: Response) => problemSchema.parse(await response.json()).detail
const trunkBody = (change: object = {}, more: object = {}) => ({
  settings: { ...newTrunkSettings, title: 'Sip Co', server: 'sip.example.org', ...change },
  ...more,
})
const addTrunk = (change: object = {}, more: object = {}) =>
  read(trunkSchema, '/api/trunks', { body: trunkBody(change, more) })

describe('numbers', () => {
  it('are listed with their state, their carrier and their last call', async () => {
    await harness.publish(menuFlow)
    await harness.request('/api/text-calls', { body: { target: { type: 'number', number } } })
    const [first, second] = await list()
    expect(first).toMatchObject({ state: 'answers', carrierKind: 'local', problem: null })
    expect(first?.lastCall).toMatchObject({ status: 'active' })
    expect(second).toMatchObject({ state: 'free', lastCall: null })
  })

  it('are added as people write them, and only once', async () => {
    const { id } = await addTrunk({ numbers: { ...newTrunkSettings.numbers, country: 'DE' } })
    const add = (written: string, carrier = `trunk:${id}`) =>
      harness.request('/api/numbers', { body: { number: written, carrier } })
    expect((await add('030 123456')).status).toBe(201)
    expect(await find('+4930123456')).toMatchObject({ carrierTitle: 'Sip Co' })
    expect(await detailOf(await add('+49 30 123456'))).toBe('+4930123456 is here already.')
    expect(await detailOf(await add('front desk'))).toContain(
      '“front desk” is no telephone number.',
    )
    expect((await add('2025550111', 'local')).status).toBe(400)
    expect((await add('+12025550111', 'trunk:none')).status).toBe(404)
  })

  it('keep their settings', async () => {
    const change = { name: 'Desk', mostCalls: 2, says: 'Away.', transfer: '+12025550199' }
    expect((await patch(change)).status).toBe(200)
    expect(await find(number)).toMatchObject(change)
    expect(harness.carriers.book.find(number)?.settings).toMatchObject(change)
  })

  it.for([
    [{ fallbackUrl: 'http://127.0.0.1/fml' }, '127.0.0.1 is a private address'],
    [{ fallbackUrl: 'ftp://example.org' }, 'https://'],
    [{ transfer: number }, 'cannot be transferred to itself'],
    [{ transfer: 'the boss' }, 'Write a number with +'],
    [{ mostCalls: 0 }, 'mostCalls'],
    [{ color: 'red' }, 'body'],
  ] as const)('refuse %j', async ([change, words]) => {
    const response = await patch(change)
    expect(response.status).toBe(400)
    expect(await detailOf(response)).toContain(words)
    expect(await find(number)).toMatchObject(newNumberSettings)
  })

  it('go away, and do not come back', async () => {
    expect((await harness.request(pathOf(number), { method: 'DELETE' })).status).toBe(204)
    expect(await find(number)).toBe(undefined)
    expect((await harness.request(pathOf(number), { method: 'DELETE' })).status).toBe(404)
  })
})

describe('calls to a number', () => {
  const post = (CallSid: string) =>
    harness.turns.post('/hooks/voice', { CallSid, AccountSid: 'local', From: '+1', To: number })

  it('are refused while it is off', async () => {
    await harness.publish(menuFlow)
    await patch({ enabled: false })
    expect((await post('c1')).body).toContain('<Reject/>')
    await patch({ enabled: true })
    expect((await post('c2')).body).toContain('<Gather')
  })

  it('hear busy when it has as many as it may, until one ends', async () => {
    await harness.publish(menuFlow)
    await patch({ mostCalls: 2 })
    const answers = await Promise.all(['c1', 'c2', 'c3'].map(post))
    expect(answers.filter(({ body }) => body.includes('<Gather'))).toHaveLength(2)
    expect(answers.filter(({ body }) => body.includes('reason="busy"'))).toHaveLength(1)
    const live = answers.findIndex(({ body }) => body.includes('<Gather'))
    const status = { CallSid: `c${live + 1}`, AccountSid: 'local', CallStatus: 'completed' }
    await harness.turns.post('/hooks/status', status)
    expect((await post('c4')).body).toContain('<Gather')
  })
})

describe('trunks', () => {
  it('are kept with sealed passwords, and used at once', async () => {
    const saved = await addTrunk({ user: 'me' }, { password: 'very-secret' })
    expect(saved).toMatchObject({ hasPassword: true, hasInboundPassword: false, numbers: 0 })
    expect(sip.trunks()).toMatchObject([
      { id: saved.id, server: 'sip:sip.example.org', credentials: { password: 'very-secret' } },
    ])
    const [record] = await harness.store.listTrunks()
    expect(JSON.stringify(record)).not.toContain('very-secret')
    const answer = await (await harness.request('/api/trunks')).text()
    expect(answer).not.toMatch(/very-secret|v1\./)
  })

  it('keep a password that is not entered again', async () => {
    const { id, settings } = await addTrunk({ user: 'me' }, { password: 'first' })
    const put = (body: object) => harness.request(`/api/trunks/${id}`, { method: 'PUT', body })
    await put({ settings: { ...settings, title: 'Renamed', transport: 'tls' } })
    expect(sip.trunks()).toMatchObject([
      { server: 'sips:sip.example.org', credentials: { password: 'first' } },
    ])
    expect((await put({ settings, password: '' })).status).toBe(400)
    await put({ settings, password: 'second' })
    expect(sip.trunks()).toMatchObject([{ credentials: { password: 'second' } }])
  })

  it.for([
    [{ server: 'not a server' }, {}, 'sip.example.org'],
    [{ server: '' }, {}, 'Enter the server'],
    [{ user: 'me' }, {}, 'Enter the password of me.'],
    [{ addresses: ['everywhere'] }, {}, '“everywhere” is no address'],
    [{ addresses: ['0.0.0.0/0'] }, {}, 'whole internet'],
    [{ inboundUser: 'them' }, {}, 'them must prove'],
    [{ title: '' }, {}, 'Give it a name'],
    [{ mostCalls: -1 }, {}, 'mostCalls'],
    [{}, { secret: 'x' }, 'body'],
  ] as const)('refuse %j %j', async ([change, more, words]) => {
    const response = await harness.request('/api/trunks', { body: trunkBody(change, more) })
    expect(response.status).toBe(400)
    expect(await detailOf(response)).toContain(words)
    expect(await harness.store.listTrunks()).toEqual([])
  })

  it('stay while one of their numbers answers, and go with the others', async () => {
    const { id } = await addTrunk()
    const body = { number: '+4930123456', carrier: `trunk:${id}` }
    await harness.request('/api/numbers', { body })
    await harness.publish(menuFlow, body.number)
    const remove = () => harness.request(`/api/trunks/${id}`, { method: 'DELETE' })
    expect(await detailOf(await remove())).toContain('Remove the number first.')
    await harness.request(pathOf(body.number), { method: 'DELETE' })
    await harness.request('/api/numbers', { body: { ...body, number: '+4930123457' } })
    expect((await remove()).status).toBe(204)
    expect((await list()).some(({ carrier }) => carrier !== 'local')).toBe(false)
    expect(sip.trunks()).toEqual([])
  })

  it('have one default, which calls of no trunk’s number go by', async () => {
    const first = await addTrunk({ isDefault: true })
    const second = await addTrunk({
      ...{ title: 'Other', server: 'other.example.org', isDefault: true },
      numbers: { country: 'DE', sends: 'international', prefix: '0' },
    })
    const trunks = await read(z.array(trunkSchema), '/api/trunks')
    expect(trunks.filter(({ settings }) => settings.isDefault).map(({ id }) => id)).toEqual([
      second.id,
    ])
    await harness.request('/api/numbers', {
      body: { number: '+4930123456', carrier: `trunk:${first.id}` },
    })
    const route = (callerId: string) =>
      harness.carriers.trunkFor({ address: '+49 40 7654321', callerId })
    expect(route('+12025550100')).toEqual({
      ...{ trunkId: second.id, number: '00049407654321' },
      callerId: '0012025550100',
    })
    expect(route('+4930123456')).toMatchObject({ trunkId: first.id, number: '+49407654321' })
    expect(harness.carriers.trunkFor({ address: 'desk', callerId: '' })).toBe(null)
  })

  it('are tried step by step, without being kept', async () => {
    const body = { ...trunkBody(), id: null }
    const response = await harness.request('/api/trunks/test', { body })
    const lines = (await response.text()).trim().split('\n')
    const steps = lines.map((line) => trunkTestLineSchema.parse(JSON.parse(line)))
    // There is no port in this test.
    expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'port running',
      'port failed',
    ])
    expect(steps.at(-1)?.remedy).toContain('SIP_PORT=5060')
    expect(await harness.store.listTrunks()).toEqual([])
  })
})

describe('calls that a trunk brings', () => {
  const trunk: Trunk = { ...trunkDefaults, id: 'peers' }
  const bring = async (to: string, alsoTo: string[] = [], by = trunk) => {
    const outcome: string[] = []
    harness.carriers.connect({
      take: async (call) => {
        outcome.push(`taken ${call.to} from ${call.from}`)
      },
      phones: { dial: () => null },
      isNear: () => false,
    })
    sip.take(
      {
        ...{ id: 'c1', from: '030999', to, alsoTo, claims: null, onCancel: () => {} },
        answer: () => Promise.reject(new Error('not here')),
        reject: (status) => outcome.push(`refused ${status}`),
      },
      by,
    )
    await expect.poll(() => outcome.length).toBe(1)
    return outcome[0]
  }

  it('find their number however it is written, and say so where there is none', async () => {
    const { id } = await addTrunk(
      { user: 'me', numbers: { ...newTrunkSettings.numbers, country: 'DE' } },
      { password: 'secret' },
    )
    const body = { number: '+4930123456', carrier: `trunk:${id}` }
    await harness.request('/api/numbers', { body })
    const own = sip.trunks()[0] ?? trunk
    for (const to of ['+4930123456', '004930123456', '4930123456', '030123456']) {
      expect(await bring(to, [], own)).toBe('taken +4930123456 from +4930999')
    }
    expect(await bring('me', ['030123456'], own)).toContain('taken +4930123456')
    expect(await bring('me', [], own)).toContain('taken +4930123456')
    expect(await bring('+4930111111', [], own)).toBe('refused 404')
    expect(await bring('draft-menu-flow', [], own)).toBe('refused 404')
    expect(await bring(number)).toBe(`taken ${number} from 030999`)
    await patch({ enabled: false })
    expect(await bring(number)).toBe('refused 480')
  })
})

describe('FreJun', () => {
  const teler = '/api/carriers/teler'
  const save = (key: string) =>
    harness.request(teler, { method: 'PUT', body: { key, webhookSecret: null } })

  it('keeps a key that works, sealed', async () => {
    expect(await detailOf(await save('wrong-key-of-frejun'))).toContain('does not know this key')
    expect((await save('good-key-of-frejun')).status).toBe(200)
    const kept = await harness.store.findAccount('teler')
    expect(kept?.key).toMatch(/^v1\./)
    expect(await (await harness.request(teler)).text()).not.toContain('good-key')
    await harness.request(teler, { method: 'DELETE' })
    expect(await (await harness.request(teler)).json()).toMatchObject({ hasKey: false })
  })

  it('uses a key from when it was entered or replaced to when it is forgotten', async () => {
    const put = (body: object) => harness.request(teler, { method: 'PUT', body })
    await put({ key: 'good-key-of-frejun', webhookSecret: null })
    expect(used).toEqual(['good-key-of-frejun'])
    // The same again is no change: the carrier may hold calls.
    await put({ key: 'good-key-of-frejun', webhookSecret: null })
    await put({ key: null, webhookSecret: 'whsec-of-frejun' })
    await harness.request(teler, { method: 'DELETE' })
    await harness.request(teler, { method: 'DELETE' })
    await put({ key: 'good-key-of-frejun', webhookSecret: null })
    expect(used).toEqual([
      ...['good-key-of-frejun', 'good-key-of-frejun signed by whsec-of-frejun', 'nobody'],
      'good-key-of-frejun',
    ])
  })

  it('lists the numbers of the account, and a refusal as sentences', async () => {
    expect((await harness.request(`${teler}/numbers`)).status).toBe(409)
    await save('good-key-of-frejun')
    const page = await (await harness.request(`${teler}/numbers?search=80`)).json()
    expect(page).toEqual({
      ...{ next: null, numbers: [{ ...telerNumbers[0], isHere: false }] },
    })
    expect(asked).toEqual(['list 80 null'])
    refusal = new CarrierRefused('FreJun does not answer.', 'Try again soon.')
    const response = await harness.request(`${teler}/numbers`)
    expect(await detailOf(response)).toBe('FreJun does not answer. Try again soon.')
  })

  it('is told when a flow is published to its number, or nothing is published', async () => {
    await save('good-key-of-frejun')
    const body = { number: '+918040001234', carrier: 'teler' }
    expect((await harness.request('/api/numbers', { body })).status).toBe(201)
    await harness.store.insertFlow(menuFlow, 0)
    const publish = () =>
      harness.request('/api/flows/menu-flow/publish', {
        body: { number: body.number, revision: 1 },
      })
    refusal = new CarrierRefused('The number has gone.', 'Look into the dashboard.')
    expect(await detailOf(await publish())).toBe('The number has gone. Look into the dashboard.')
    expect(await find(body.number)).toMatchObject({ state: 'free' })
    refusal = null
    expect((await publish()).status).toBe(200)
    expect(await find(body.number)).toMatchObject({ state: 'answers' })
    await harness.request(pathOf(body.number), { method: 'DELETE' })
    expect(asked).toEqual([
      `assign ${body.number}`,
      `assign ${body.number}`,
      `unassign ${body.number}`,
    ])
  })
})
