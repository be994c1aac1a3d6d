import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Campaign, campaignRoutes, usualRules } from '#shared/api/campaigns.ts'
import { createFakeCarrier, type FakeCarrier } from '../support/fakeCarrier.ts'
import { createHarness, type Harness, testNumbers } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'

const hello = makeFlow(
  'hello',
  [['bye', 'end', { text: 'Hello {{ vars.name }}.', outcome: 'told' }]],
  ['start.next>bye'],
  { variables: [{ name: 'name', type: 'text', default: 'you', sensitive: false }] },
)
/** A Monday, ten o'clock in Berlin. */
const monday = Date.parse('2026-11-23T09:00Z')
const [one, two, three] = ['+493012345601', '+493012345602', '+493012345603']
const file = `phone;who\n030 12345601;Ada\n030 12345602;=Bob()\n030 12345603;Cy\nnobody;Di\n`

let harness: Harness
let carrier: FakeCarrier
/** Numbers that the carrier has no room for just now. */
let full: Record<string, { isFull: true }>
beforeEach(async () => {
  harness = await createHarness()
  full = {}
  carrier = createFakeCarrier(full)
  await harness.clock.advance(monday - harness.clock.now())
  await harness.publish(hello)
  await harness.app.outbound.connect(carrier.choose, { isShared: false })
})
afterEach(() => harness.close())

const upload = async (content = file) =>
  harness.request(`${campaignRoutes.campaigns}?name=people.csv`, { method: 'POST', body: content })
const look = async (id: string): Promise<Campaign> => {
  for (let turn = 0; turn < 10; turn++) await harness.clock.settle()
  return (await harness.request(campaignRoutes.campaign(id))).json()
}
const move = (id: string, to: 'start' | 'pause' | 'resume' | 'stop') =>
  harness.request(campaignRoutes.move(id, to), { method: 'POST' })

async function create(rules: Partial<typeof usualRules> = {}): Promise<string> {
  const { campaign } = await (await upload()).json()
  const setup = {
    ...campaign.setup,
    ...{ from: testNumbers[0], country: 'DE', flow: { id: 'hello', version: 1 } },
    ...{ variables: { name: 'who' }, rules: { ...usualRules, perMinute: 60, atOnce: 2, ...rules } },
  }
  const body = { name: 'People', setup }
  const saved = await harness.request(campaignRoutes.campaign(campaign.id), { method: 'PUT', body })
  expect(saved.status).toBe(200)
  return campaign.id
}
const start = async (rules: Partial<typeof usualRules> = {}): Promise<string> => {
  const id = await create(rules)
  expect((await move(id, 'start')).status).toBe(200)
  await harness.clock.advance(100)
  return id
}
const called = () => carrier.placed.map(({ to }) => to)
const idOf = (to: string) => carrier.placed.findLast((call) => call.to === to)?.callId ?? ''
const end = async (to: string, outcome: 'busy' | 'noAnswer' | 'failed') => {
  carrier.tell(idOf(to), { type: 'ended', outcome, reason: null })
  await harness.clock.advance(50)
}
/** Somebody picks up, hears the flow, and the call is over. */
const talk = async (to: string) => {
  const CallSid = idOf(to)
  carrier.tell(CallSid, { type: 'answered' })
  const form = { CallSid, From: testNumbers[0], To: to, Direction: 'outbound-api' }
  const first = await harness.postForm('/hooks/voice', form)
  await harness.postForm('/hooks/status', { CallSid, CallStatus: 'completed' })
  await harness.clock.advance(50)
  return first.text()
}

it('reads the file, and says what may be in it', async () => {
  const { campaign, preview } = await (await upload()).json()
  expect(campaign).toMatchObject({ name: 'people', state: 'draft', fileName: 'people.csv' })
  expect(preview).toMatchObject({
    ...{ columns: ['phone', 'who'], lines: 4, delimiter: ';', encoding: 'utf-8' },
    guess: { numberColumn: 'phone', zoneColumn: '' },
  })
  const refused = await upload('phone\n')
  expect([refused.status, (await refused.json()).code]).toEqual([422, 'file.refused'])
  expect((await upload('x'.repeat(5_242_881))).status).toBe(413)
})

it('says what is missing, and which rows cannot be called', async () => {
  const { campaign } = await (await upload()).json()
  const early = await harness.request(campaignRoutes.check(campaign.id), { method: 'POST' })
  expect((await early.json()).detail).toBe('Choose the number that calls.')
  const id = await create()
  const check = await harness.request(campaignRoutes.check(id), { method: 'POST' })
  expect(await check.json()).toEqual({
    ...{ callees: 3, problemCount: 1 },
    problems: [
      { line: 5, column: 'phone', value: 'nobody', message: '“nobody” is no telephone number.' },
    ],
  })
  const problems = await (await harness.request(campaignRoutes.problems(id))).text()
  expect(problems).toContain('5,phone,nobody,“nobody” is no telephone number.')
})

it('calls so many at once, so many a minute, and tells the flow who it is', async () => {
  const id = await start()
  expect(called()).toEqual([one])
  await harness.clock.advance(1_000)
  expect(called()).toEqual([one, two])
  await harness.clock.advance(5_000)
  expect(called()).toEqual([one, two])
  expect(await talk(one)).toContain('Hello Ada.')
  await harness.clock.advance(1_000)
  expect(called()).toEqual([one, two, three])
  await talk(two)
  await talk(three)
  expect(await look(id)).toMatchObject({
    state: 'done',
    counts: { total: 3, done: 3, outcomes: { completed: 3 }, results: { told: 3 } },
  })
  const results = await (await harness.request(campaignRoutes.results(id))).text()
  expect(results).toContain(`2,${one},done,completed,told,,1,`)
  expect(results).toContain("'=Bob()")
})

it('calls again after the gap of the outcome, as often as its rules say', async () => {
  const retries = { ...usualRules.retries, busy: { times: 1, gap: 15 } }
  const id = await start({ perMinute: 6_000, atOnce: 10, retries })
  expect(called()).toEqual([one, two, three])
  await end(one, 'busy')
  await end(two, 'failed')
  await talk(three)
  await harness.clock.advance(14 * 60_000)
  expect(called()).toHaveLength(3)
  await harness.clock.advance(2 * 60_000)
  expect(called()).toEqual([one, two, three, one])
  await end(one, 'busy')
  expect(await look(id)).toMatchObject({
    state: 'done',
    counts: { outcomes: { busy: 1, failed: 1, completed: 1 } },
  })
})

it('waits where the carrier has no room, and counts no attempt', async () => {
  full[one] = { isFull: true }
  const id = await start({ perMinute: 6_000, atOnce: 10 })
  expect(called()).toEqual([one, two, three])
  await talk(two)
  await talk(three)
  expect((await look(id)).counts).toMatchObject({ waiting: 1, done: 2 })
  delete full[one]
  await harness.clock.advance(1_500)
  expect(called()).toEqual([one, two, three, one])
  await talk(one)
  const results = await (await harness.request(campaignRoutes.results(id))).text()
  expect(results).toContain(`2,${one},done,completed,told,,1,`)
})

it('calls nobody outside the hours of their country', async () => {
  const id = await start({ hours: { ...usualRules.hours, from: '10:30' } })
  expect(called()).toEqual([])
  expect((await look(id)).nextAt).toBe(Date.parse('2026-11-23T09:30Z'))
  await harness.clock.advance(30 * 60_000 + 500)
  expect(called()).toEqual([one])
})

it('calls nobody who has opted out, before the start or meanwhile', async () => {
  const optOut = (numbers: readonly string[]) =>
    harness.request('/api/opt-outs', { body: { numbers } })
  await optOut([one])
  const id = await start({ atOnce: 1 })
  expect(called()).toEqual([two])
  await optOut([three])
  await talk(two)
  await harness.clock.advance(5_000)
  expect(called()).toEqual([two])
  expect(await look(id)).toMatchObject({
    state: 'done',
    counts: { outcomes: { optedOut: 2, completed: 1 } },
  })
})

it('pauses, goes on, and stops; what is being said is said to its end', async () => {
  const id = await start({ atOnce: 1 })
  expect((await move(id, 'pause')).status).toBe(200)
  await talk(one)
  await harness.clock.advance(60_000)
  expect(called()).toEqual([one])
  expect(await look(id)).toMatchObject({ state: 'paused', counts: { done: 1, waiting: 2 } })
  await move(id, 'resume')
  await harness.clock.advance(2_000)
  expect(called()).toEqual([one, two])
  await move(id, 'stop')
  await talk(two)
  await harness.clock.advance(60_000)
  expect(called()).toEqual([one, two])
  expect(await look(id)).toMatchObject({ state: 'stopped', counts: { done: 2, waiting: 1 } })
  const again = await move(id, 'resume')
  expect([again.status, (await again.json()).code]).toEqual([409, 'campaign.stopped'])
  expect((await harness.request(campaignRoutes.campaign(id), { method: 'DELETE' })).status).toBe(
    204,
  )
})

it('waits for somebody to look when call after call fails', async () => {
  const many = Array.from({ length: 40 }, (_, index) => `+493012346${100 + index}`)
  const { campaign } = await (await upload(`phone\n${many.join('\n')}\n`)).json()
  const rules = { ...usualRules, perMinute: 6_000, atOnce: 100 }
  const setup = {
    ...campaign.setup,
    rules,
    from: testNumbers[0],
    flow: { id: 'hello', version: 1 },
  }
  const path = campaignRoutes.campaign(campaign.id)
  await harness.request(path, { method: 'PUT', body: { name: 'Many', setup } })
  await move(campaign.id, 'start')
  await harness.clock.advance(100)
  for (const number of called().slice(0, 20)) await end(number, 'failed')
  expect(await look(campaign.id)).toMatchObject({
    state: 'paused',
    note: 'The last 20 calls all failed.',
  })
})

it('does not start where nobody brings the calls', async () => {
  const id = await create()
  const { setup } = await look(id)
  const body = { name: 'People', setup: { ...setup, from: testNumbers[2] } }
  await harness.request(campaignRoutes.campaign(id), { method: 'PUT', body })
  const refused = await move(id, 'start')
  expect([refused.status, (await refused.json()).detail]).toEqual([422, 'Nobody brings calls out.'])
})

it('gives back an attempt that a stopped process had not dialled', async () => {
  const id = await create({ atOnce: 1 })
  await harness.app.outbound.close()
  await move(id, 'start')
  await harness.clock.advance(100)
  expect((await look(id)).counts).toMatchObject({ calling: 1 })
  await harness.crash()
  harness = await createHarness({ folder: harness.folder, clock: harness.clock })
  carrier = createFakeCarrier()
  await harness.app.outbound.connect(carrier.choose, { isShared: false })
  await harness.clock.advance(2_000)
  expect(called()).toEqual([one])
  const { callees } = await (await harness.request(campaignRoutes.callees(id))).json()
  expect(callees[0]).toMatchObject({ line: 2, state: 'calling', attempts: 1 })
})
