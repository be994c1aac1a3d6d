import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channelHeader } from '#runtime/calls/createTurnClient.ts'
import type { Store } from '#runtime/storage/store.ts'
import { createFakeCarrier, type FakeCarrier } from '../support/fakeCarrier.ts'
import { createHarness, type Harness, testNumbers } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'

const [from] = testNumbers
const to = '+493012345678'
const reminder = makeFlow(
  'reminder',
  [
    ['hello', 'say', { text: 'Hello {{ vars.name }} {{ call.direction }} {{ call.answeredBy }}.' }],
    ['key', 'ask', { prompt: 'A key?', value: 'digits', by: 'keys', retries: 0 }],
    ['bye', 'end', { text: 'Bye.', outcome: 'reminded' }],
    ['never', 'end', { text: 'Never again.', outcome: 'opted out' }],
  ],
  [
    'start.next>hello',
    'hello.next>key',
    'key.answered>never',
    'key.noInput>bye',
    'key.invalid>bye',
  ],
  {
    variables: [
      { name: 'name', type: 'text', default: 'you', sensitive: false },
      { name: 'amount', type: 'number', default: '', sensitive: false },
      { name: 'day', type: 'date', default: '', sensitive: false },
    ],
  },
)

let harness: Harness
let carrier: FakeCarrier
beforeEach(async () => {
  harness = await createHarness()
  carrier = createFakeCarrier({
    '+493012345601': { mayHaveCalled: false },
    '+493012345602': { mayHaveCalled: true },
  })
  await harness.publish(reminder)
  await harness.app.outbound.connect(carrier.choose, { isShared: false })
})
afterEach(() => harness.close())

const post = (body: object, headers: Record<string, string> = {}) =>
  harness.request('/api/calls', { body: { to, from, ...body }, headers })
const place = async (body: object = {}): Promise<string> => {
  const response = await post(body)
  const { id } = await response.json()
  await harness.clock.settle()
  return id
}
const callOf = async (id: string) => (await harness.request(`/api/calls/${id}`)).json()
/** What the engine posts on an answered leg. */
const firstTurn = (CallSid: string, more: Record<string, string> = {}) =>
  harness.postForm('/hooks/voice', {
    ...{ CallSid, From: from, To: to, Direction: 'outbound-api', ...more },
  })
const hangUp = (CallSid: string, more: Record<string, string> = {}) =>
  harness.postForm('/hooks/status', { CallSid, CallStatus: 'completed', ...more })
const statusOf = async (id: string) => {
  await harness.clock.settle()
  const { call } = await callOf(id)
  return `${call.status} ${call.outcome} ${call.outbound.reason ?? ''}`.trim()
}

describe('POST /api/calls', () => {
  it('answers with the call at once, and the number in one form', async () => {
    const response = await post({ to: '030 12345678', country: 'DE' })
    expect(response.status).toBe(202)
    const call = await response.json()
    expect(response.headers.get('location')).toBe(`/api/calls/${call.id}`)
    expect(call).toMatchObject({ to, from, flowName: 'Flow reminder', version: 1, path: [] })
    await harness.clock.settle()
    expect(carrier.placed).toEqual([{ callId: call.id, to, from, ringSeconds: 30 }])
  })

  it.for([
    [{ to: 'nobody at all' }, 422, 'to: “nobody at all” is no telephone number.'],
    [
      { to: '030 12345678' },
      422,
      'to: “030 12345678” has no country code: write it as +49…, or choose a country.',
    ],
    [{ to: '+4912' }, 422, 'to: “+4912” is no number that can be called.'],
    [{ to: 'sip:a b' }, 422, 'to: “sip:a b” is no SIP address.'],
    [
      { from: '+4930999999' },
      422,
      `from: +4930999999 is none of your numbers. There are ${testNumbers.join(', ')}: look at the Numbers page.`,
    ],
    [
      { from: testNumbers[1] },
      422,
      'flow: +12025550101 answers with no flow: name one, or publish one to this number.',
    ],
    [{ from: testNumbers[2], flow: { id: 'reminder' } }, 422, 'Nobody brings calls out.'],
    [{ flow: { id: 'nothing' } }, 422, 'flow: There is no such flow here (any more).'],
    [{ flow: { id: 'reminder', version: 9 } }, 422, 'flow: There is no version 9 of this flow.'],
    [
      { variables: { nam: 'x' } },
      422,
      'variables.nam: The flow has no such variable. It has name, amount, day.',
    ],
    [{ variables: { amount: 'much' } }, 422, 'variables.amount: “much” is no number.'],
    [
      { variables: { day: '23.11.' } },
      422,
      'variables.day: “23.11.” is no date such as 2026-11-23.',
    ],
    [{ ringFor: 900 }, 400, 'ringFor: Too big: expected number to be <=120.'],
  ] as const)('refuses %j', async ([body, status, detail]) => {
    const response = await post(body)
    expect([response.status, (await response.json()).detail]).toEqual([status, detail])
    expect(carrier.placed).toEqual([])
  })

  it('runs the flow with its variables, on the line that answers', async () => {
    const id = await place({ variables: { name: 'Ada', amount: '12.5' } })
    carrier.tell(id, { type: 'ringing' })
    expect(await statusOf(id)).toBe('ringing null')
    carrier.tell(id, { type: 'answered' })
    const first = await firstTurn(id, { AnsweredBy: 'human' })
    expect(first.headers.get('x-call-id')).toBe(id)
    expect(await first.text()).toContain('Hello Ada outbound human.')
    // The same first request again has the same answer.
    expect((await firstTurn(id)).headers.get('x-call-id')).toBe(id)
    expect(await statusOf(id)).toBe('active null')
    await hangUp(id, { AnsweredBy: 'human' })
    expect(await statusOf(id)).toBe('completed hung up')
    expect((await callOf(id)).call).toMatchObject({
      outbound: { reason: null, answeredBy: 'human', campaignId: null },
    })
  })

  it.for([
    ['busy', 'The line is busy.', 'failed busy The line is busy.'],
    ['noAnswer', null, 'failed noAnswer'],
    ['failed', '503 Service Unavailable', 'failed failed 503 Service Unavailable'],
    ['canceled', null, 'failed canceled'],
  ] as const)('shows %s in the list of calls', async ([outcome, reason, shown]) => {
    const id = await place()
    carrier.tell(id, { type: 'ended', outcome, reason })
    expect(await statusOf(id)).toBe(shown)
    const { calls } = await (await harness.request('/api/calls')).json()
    expect(calls.map((call: { id: string }) => call.id)).toEqual([id])
    // Nobody can begin it any more.
    expect(await (await firstTurn(id)).text()).toContain('<Reject')
  })

  it('says what a carrier said, and whether it may have rung', async () => {
    const [refused, unknown] = [
      await place({ to: '+493012345601' }),
      await place({ to: '+493012345602' }),
    ]
    expect(await statusOf(refused)).toBe('failed failed It said no. Ask it why.')
    expect(await statusOf(unknown)).toBe('failed unknown It said no. Ask it why.')
  })

  it('is voicemail when a machine takes it and nothing is said to it', async () => {
    const id = await place({ onVoicemail: 'hangup' })
    expect(await harness.app.outbound.screeningOf(id)).toBe('hangup')
    carrier.tell(id, { type: 'answered' })
    await hangUp(id, { AnsweredBy: 'machine', Reason: 'A machine answered.' })
    expect(await statusOf(id)).toBe('completed voicemail A machine answered.')
  })

  it('is one call under one Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'k1' }
    const together = await Promise.all([post({}, key), post({}, key)])
    const [made] = together.filter(({ status }) => status === 202)
    const again = await post({}, key)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await again.text()).toBe(await made?.text())
    const other = await post({ ringFor: 10 }, key)
    expect([other.status, (await other.json()).code]).toEqual([422, 'key.reused'])
    await harness.clock.settle()
    expect(carrier.placed).toHaveLength(1)
  })
})

describe('DELETE /api/calls/:id', () => {
  it('gives up while it rings, and not later', async () => {
    const id = await place()
    carrier.tell(id, { type: 'ringing' })
    await harness.clock.settle()
    expect((await harness.request(`/api/calls/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect(await statusOf(id)).toBe('failed canceled')
    expect((await harness.request(`/api/calls/${id}`, { method: 'DELETE' })).status).toBe(409)
    const talking = await place()
    carrier.tell(talking, { type: 'answered' })
    await harness.clock.settle()
    expect((await harness.request(`/api/calls/${talking}`, { method: 'DELETE' })).status).toBe(409)
  })
})

describe('numbers that are not called', () => {
  it('are refused until they are taken off the list', async () => {
    const added = await harness.request('/api/opt-outs', {
      body: { numbers: ['030/123456-78'], country: 'DE' },
    })
    expect(await added.json()).toEqual({ added: 1 })
    expect((await post({})).status).toBe(409)
    for (const address of [`sip:${to}@pbx.example`, `sip:00${to.slice(1)}@pbx.example;x=1`])
      expect((await post({ to: address })).status).toBe(address.includes(';') ? 422 : 409)
    const list = await (await harness.request('/api/opt-outs')).json()
    expect(list).toMatchObject({ optOuts: [{ number: to, source: 'api' }], next: null, total: 1 })
    await harness.request(`/api/opt-outs/${encodeURIComponent(to)}`, { method: 'DELETE' })
    expect((await post({})).status).toBe(202)
  })

  it('are those of people who say so in a call', async () => {
    const id = await place()
    carrier.tell(id, { type: 'answered' })
    await firstTurn(id)
    const turn = { Turn: '2', Reason: 'digits', Digits: '1' }
    await harness.postForm(`/hooks/voice/${id}/2`, turn)
    await hangUp(id)
    expect(await statusOf(id)).toBe('completed opted out')
    expect(await harness.store.findOptOut(to)).toMatchObject({ source: 'flow' })
    expect((await post({})).status).toBe(409)
  })
})

describe('after a crash', () => {
  it('dials what waits, and nothing that may have rung', async () => {
    const ringing = await place()
    carrier.tell(ringing, { type: 'ringing' })
    await harness.clock.settle()
    const queued = { ...(await recordOf(ringing)), callId: 'queued-1' }
    await harness.store.insertOutbound(queued, { owner: 'gone', until: 0 }, harness.clock.now())
    await harness.crash()
    const again = await createHarness({ folder: harness.folder, clock: harness.clock })
    const network = createFakeCarrier()
    await again.app.outbound.connect(network.choose, { isShared: false })
    await harness.clock.settle()
    expect(network.placed.map(({ callId }) => callId)).toEqual(['queued-1'])
    harness = again
    expect(await statusOf(ringing)).toMatch(/^failed unknown The server stopped while/)
  })

  it.for([
    ['before', 0],
    ['after', 1],
  ] as const)(
    'makes one call for one key, when the server died %s it was kept',
    async ([, kept]) => {
      const dying = (store: Store): Store => ({
        ...store,
        insertOutbound: async (...call) => {
          if (kept === 1) await store.insertOutbound(...call)
          return new Promise(() => {})
        },
      })
      const first = await createHarness({ wrapStore: dying })
      await first.publish(reminder)
      await first.app.outbound.connect(createFakeCarrier().choose, { isShared: false })
      const request = { body: { to, from }, headers: { 'idempotency-key': 'k1' } }
      void first.request('/api/calls', request)
      const known = async () => (await first.store.claimKey('other', 'h', 1)) !== null
      await vi.waitFor(async () => {
        const { calls } = await first.store.listCalls({ flow: null, before: null, limit: 9 })
        expect([await known(), calls.length]).toEqual([true, kept])
      })
      await first.crash()
      const again = await createHarness({ folder: first.folder, clock: first.clock })
      const network = createFakeCarrier()
      await again.app.outbound.connect(network.choose, { isShared: false })
      const answers = [
        await again.request('/api/calls', request),
        await again.request('/api/calls', request),
      ]
      const bodies = await Promise.all(answers.map((answer) => answer.json()))
      await again.clock.settle()
      expect(answers.map(({ status }) => status)).toEqual([202, 202])
      expect(answers[1]?.headers.get('idempotency-replayed')).toBe('true')
      expect(network.placed.map(({ callId }) => callId)).toEqual([bodies[0].id])
      expect(bodies[1].id).toBe(bodies[0].id)
      await again.close()
    },
  )

  it('says that a restart cut off whom another process had talked to, also when that is found later', async () => {
    const talking = await place()
    carrier.tell(talking, { type: 'answered' })
    const form = { CallSid: talking, From: from, To: to, Direction: 'outbound-api' }
    const signed = harness.sign(new URLSearchParams(form).toString())
    await harness.postForm('/hooks/voice', form, { ...signed, [channelHeader]: 'voice' })
    await harness.crash()
    const again = await createHarness({ folder: harness.folder, clock: harness.clock })
    harness = again
    await again.app.outbound.connect(createFakeCarrier().choose, { isShared: true })
    // The attempt is taken over when the other process has not shown itself for a while, and its call is still going on.
    await again.clock.advance(20_000)
    expect(await statusOf(talking)).toMatch(/^active/)
    await again.app.runner.recover()
    await again.clock.advance(10_000)
    expect(await statusOf(talking)).toContain('The server was restarted during the call.')
    expect(await recordOf(talking)).toMatchObject({ state: 'ended', outcome: 'failed' })
  })
})

async function recordOf(id: string) {
  const record = await harness.store.findOutbound(id)
  if (!record) throw new Error('It is not there.')
  return record
}
