import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signTurn } from '#runtime/calls/signTurn.ts'
import { parseFml } from '#shared/fml/parseFml.ts'
import { createHarness, type Harness, turnSecret } from '../support/harness.ts'
import { exampleFlow, menuFlow } from '../support/makeFlow.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

const firstForm = {
  CallSid: 'CA1',
  AccountSid: 'AC1',
  From: '+491701234567',
  To: '+12025550100',
  Direction: 'inbound',
  CallStatus: 'ringing',
}

/** The texts a document says, with the name of what ends it. */
function heard(body: string): string[] {
  const parsed = parseFml(body)
  if (!parsed.ok) throw new Error(`no FML: ${body}`)
  return parsed.value.verbs.flatMap((verb) => {
    if (verb.type === 'say') return [verb.text]
    if (verb.type === 'gather') {
      return [...verb.prompt.map((part) => (part.type === 'say' ? part.text : part.type)), 'gather']
    }
    return [verb.type]
  })
}

async function startCall(form: Readonly<Record<string, string>> = firstForm) {
  const answer = await harness.turns.post('/hooks/voice', form)
  return { ...answer, id: answer.callId ?? '' }
}

const turn = (id: string, number: number, fields: Readonly<Record<string, string>>) =>
  harness.turns.post(`/hooks/voice/${id}/${number}`, { Turn: String(number), ...fields })

describe('a whole call by signed HTTP alone', () => {
  it('answers, takes a key, says goodbye and is closed once', async () => {
    await harness.publish(menuFlow)
    const first = await startCall()
    expect(heard(first.body)).toEqual(['Press 1 or 2.', 'gather'])
    const second = await turn(first.id, 2, { Reason: 'digits', Digits: '2' })
    expect(heard(second.body)).toEqual(['Two.', 'hangup'])
    await harness.clock.advance(3_000)
    const status = { CallSid: 'CA1', AccountSid: 'AC1', CallStatus: 'completed' }
    expect((await harness.turns.post('/hooks/status', status)).status).toBe(204)
    await harness.clock.advance(60_000)
    expect((await harness.turns.post('/hooks/status', status)).status).toBe(204)
    expect(await harness.store.findSummary(first.id)).toEqual({
      id: first.id,
      flowId: 'menu-flow',
      flowName: 'Flow menu-flow',
      version: 1,
      channel: 'http',
      from: '+491701234567',
      to: '+12025550100',
      status: 'completed',
      outcome: 'two',
      startedAt: 1_000_000,
      endedAt: 1_003_000,
      path: [
        { ...step('start', 'Start', 'start'), port: 'next', portTitle: 'Next' },
        { ...step('m', 'm', 'menu'), port: 'o2', portTitle: '2 · two' },
        step('two', 'two', 'end'),
      ],
    })
  })

  it('books a visit: an agent, and the sample service behind a webhook', async () => {
    await harness.close()
    const answers = [
      { say: 'Booked.', collected: { name: 'Ann', day: '2026-12-01', time: '09:30' } },
    ]
    harness = await createHarness({
      model: async () => ({
        type: 'model',
        provider: 'fake',
        answer: {
          say: answers[0]?.say ?? '',
          collected: answers[0]?.collected ?? {},
          exit: { name: 'booked', reason: 'all is known' },
        },
      }),
    })
    await harness.publish(await exampleFlow('clinic-front-desk'))
    const { id } = await startCall()
    await turn(id, 2, { Reason: 'digits', Digits: '1' })
    const third = await turn(id, 3, { Reason: 'speech', SpeechResult: 'Ann, on Tuesday' })
    expect(third.body).toContain(`/hooks/voice/${id}/4`)
    const fourth = await turn(id, 4, { Reason: 'redirect' })
    expect(heard(fourth.body).join(' ')).toMatch(
      /^You are booked for .* Your reference is \d \d \d \d\. Goodbye\. hangup$/,
    )
    const bookings = await (await harness.request('/sample/bookings')).json()
    expect(bookings).toMatchObject([{ name: 'Ann', day: '2026-12-01', time: '09:30' }])
  })

  it('hangs up when the caller does, and keeps the path so far', async () => {
    await harness.publish(menuFlow)
    const { id } = await startCall()
    await harness.turns.post('/hooks/status', {
      CallSid: 'CA1',
      AccountSid: 'AC1',
      CallStatus: 'completed',
    })
    const late = await turn(id, 2, { Reason: 'digits', Digits: '1' })
    expect(heard(late.body)).toEqual(['hangup'])
    expect(await harness.store.findSummary(id)).toMatchObject({
      status: 'completed',
      outcome: 'hung up',
    })
  })

  it('keeps its version when another is published meanwhile', async () => {
    await harness.publish(menuFlow)
    const { id } = await startCall()
    const changed = structuredClone(menuFlow)
    const end = changed.nodes.find((node) => node.id === 'two')
    if (end) end.data = { text: 'Another two.', outcome: 'two' }
    await harness.store.saveFlow(changed, 1, 0)
    const published = await harness.request('/api/flows/menu-flow/publish', {
      body: { number: '+12025550100', revision: 2 },
    })
    expect(await published.json()).toMatchObject({ version: { version: 2 }, callsInProgress: 1 })
    expect(heard((await turn(id, 2, { Reason: 'digits', Digits: '2' })).body)).toEqual([
      'Two.',
      'hangup',
    ])
    const next = await startCall({ ...firstForm, CallSid: 'CA2' })
    const answer = await turn(next.id, 2, { Reason: 'digits', Digits: '2' })
    expect(heard(answer.body)).toEqual(['Another two.', 'hangup'])
  })

  it('rejects a number that nobody answers for', async () => {
    expect(heard((await startCall()).body)).toEqual(['reject'])
    expect((await startCall()).callId).toBe(null)
  })

  it('runs a saved draft, and says what is wrong with one that cannot run', async () => {
    await harness.store.insertFlow(menuFlow, 0)
    const draft = { ...firstForm, To: 'sip:draft-menu-flow@studio.example', Revision: '1' }
    const first = await startCall(draft)
    expect(heard(first.body)).toEqual(['Press 1 or 2.', 'gather'])
    expect(await harness.store.findSummary(first.id)).toMatchObject({ version: null })
    await harness.store.saveFlow({ ...menuFlow, edges: [] }, 1, 0)
    const stale = await startCall({ ...draft, CallSid: 'CA2' })
    expect(heard(stale.body)).toEqual([expect.stringContaining('saved again'), 'hangup'])
    const broken = await startCall({ ...draft, CallSid: 'CA3', Revision: '2' })
    expect(heard(broken.body)).toEqual([expect.stringContaining('cannot run yet'), 'hangup'])
  })

  it('ends a call whose engine went away', async () => {
    await harness.publish({ ...menuFlow, settings: { ...menuFlow.settings, longestCall: 60 } })
    const { id } = await startCall()
    await harness.clock.advance(121_000)
    await harness.clock.settle()
    expect(await harness.store.findSummary(id)).toMatchObject({ status: 'completed' })
  })
})

describe('turns that collide', () => {
  let id: string
  let firstBody: string
  beforeEach(async () => {
    await harness.publish(menuFlow)
    const first = await startCall()
    id = first.id
    firstBody = first.body
  })

  const form = { Turn: '2', Reason: 'digits', Digits: '1' }
  const body = new URLSearchParams(form).toString()

  it.for([
    ['unsigned', () => ({})],
    ['stale', () => signTurn(turnSecret, harness.clock.now() - 301_000, body)],
    ['ahead', () => signTurn(turnSecret, harness.clock.now() + 301_000, body)],
    ['wrong secret', () => signTurn('another secret here', harness.clock.now(), body)],
    ['other body', () => signTurn(turnSecret, harness.clock.now(), `${body}&x=1`)],
    ['garbled', () => ({ 'x-teler-timestamp': 'now', 'x-teler-signature': 'zz' })],
  ] as const)('refuses what is %s with 401 and changes nothing', async ([, headers]) => {
    const before = await harness.store.readRows(id, 0, 100)
    const response = await harness.postForm(`/hooks/voice/${id}/2`, form, headers())
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await harness.store.readRows(id, 0, 100)).toEqual(before)
    expect((await turn(id, 2, { Reason: 'digits', Digits: '1' })).status).toBe(200)
  })

  it.for([
    ['the turn is not that of the path', { Turn: '3', Reason: 'digits', Digits: '1' }],
    ['there is no turn', { Reason: 'digits', Digits: '1' }],
    ['the reason is unknown', { Turn: '2', Reason: 'magic' }],
    ['the digits are no keys', { Turn: '2', Reason: 'digits', Digits: 'one' }],
    ['the confidence is no share', { Turn: '2', Reason: 'speech', Confidence: '7' }],
  ] as const)('answers 400 when %s', async ([, bad]) => {
    expect((await harness.postForm(`/hooks/voice/${id}/2`, bad)).status).toBe(400)
  })

  it('answers 400 to a first request without a call', async () => {
    expect((await harness.postForm('/hooks/voice', { To: '+12025550100' })).status).toBe(400)
  })

  it('answers 404 for an unknown call', async () => {
    expect((await harness.postForm('/hooks/voice/nobody/2', form)).status).toBe(404)
    const status = { CallSid: 'nobody', CallStatus: 'completed' }
    expect((await harness.postForm('/hooks/status', status)).status).toBe(404)
  })

  it('answers 409 for a turn from the future', async () => {
    expect((await turn(id, 3, { Reason: 'digits', Digits: '1' })).status).toBe(409)
  })

  it('repeats a stored answer byte for byte, whatever the body says now', async () => {
    const answer = await turn(id, 2, { Reason: 'digits', Digits: '1' })
    expect((await turn(id, 2, { Reason: 'digits', Digits: '1' })).body).toBe(answer.body)
    expect((await turn(id, 2, { Reason: 'digits', Digits: '2' })).body).toBe(answer.body)
    expect(heard(answer.body)).toEqual(['One.', 'hangup'])
  })

  it('answers the first request again with the same call', async () => {
    const again = await startCall()
    expect([again.id, again.body]).toEqual([id, firstBody])
    const both = await Promise.all([
      startCall({ ...firstForm, CallSid: 'CA9' }),
      startCall({ ...firstForm, CallSid: 'CA9' }),
    ])
    expect(both[0]).toEqual(both[1])
  })

  it('answers Hangup after the end', async () => {
    await turn(id, 2, { Reason: 'digits', Digits: '1' })
    expect(heard((await turn(id, 3, { Reason: 'timeout' })).body)).toEqual(['hangup'])
  })

  it('takes a body of any size up to its limit only', async () => {
    const long = 'x'.repeat(300_000)
    const fields = { Turn: '2', Reason: 'speech', SpeechResult: long }
    const response = await harness.postForm(`/hooks/voice/${id}/2`, fields)
    expect(response.status).toBe(413)
  })
})

const step = (node: string, name: string, type: string) => ({
  ...{ node, name, type, at: 1_000_000 },
  ...{ port: null, portTitle: null, reason: null },
})
