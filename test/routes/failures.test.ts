import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '#runtime/log.ts'
import { type Store, StoreFull } from '#runtime/storage/store.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { menuFlow, webhookFlow } from '../support/makeFlow.ts'

let harness: Harness
afterEach(() => harness.close())

const post = (sid = 'CA1') =>
  harness.turns.post('/hooks/voice', { CallSid: sid, From: '+1', To: '+12025550100' })
const turn = (id: string | null, number: number, digits: string) =>
  harness.turns.post(`/hooks/voice/${id}/${number}`, {
    ...{ Turn: String(number), Reason: 'digits', Digits: digits },
  })

/** A store whose commits fail while the test says so. */
async function createFailing(error: () => Error | null): Promise<void> {
  harness = await createHarness({
    wrapStore: (store): Store => ({
      ...store,
      commitTurn: async (commit) => {
        const failure = error()
        if (failure) throw failure
        await store.commitTurn(commit)
      },
    }),
  })
}

describe('a full disk', () => {
  it('refuses the turn with an apology that can be spoken, and takes it when there is room', async () => {
    let isFull = false
    await createFailing(() => (isFull ? new StoreFull(null) : null))
    await harness.publish(menuFlow)
    const { callId } = await post()
    isFull = true
    const refused = await turn(callId, 2, '1')
    expect(refused.status).toBe(503)
    expect(refused.body).toContain('<Say>Sorry')
    expect((await post('CA2')).status).toBe(503)
    expect(harness.logged.at(-1)?.message).toContain('Free space on the disk')
    isFull = false
    expect((await turn(callId, 2, '1')).body).toContain('One.')
    expect((await post('CA2')).body).toContain('Press 1 or 2.')
  })

  it('starts an effect again whose result could not be kept', async () => {
    let isFull = false
    await createFailing(() => (isFull ? new StoreFull(null) : null))
    await harness.publish(webhookFlow('/sample/parcels'))
    const { callId } = await post()
    isFull = true
    for (let round = 0; round < 5; round++) await harness.clock.settle()
    isFull = false
    const answer = await harness.turns.post(`/hooks/voice/${callId}/2`, {
      ...{ Turn: '2', Reason: 'redirect' },
    })
    // The sample service answers 422 to an empty number.
    expect(answer.body).toContain('It failed.')
  })

  it('says so when a flow cannot be saved', async () => {
    harness = await createHarness({ maxPages: 80 })
    const text = 'x'.repeat(1_000)
    const flow = { ...menuFlow, settings: { ...menuFlow.settings, errorText: 'Sorry.' } }
    const say = { type: 'say', name: 'Say', data: { text }, position: { x: 0, y: 0 } }
    const nodes = Array.from({ length: 600 }, (_, index) => ({ ...say, id: `s${index}` }))
    const big = { ...flow, nodes: [...flow.nodes, ...nodes] }
    const response = await harness.request('/api/flows', { body: { flow: big } })
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ code: 'disk.full' })
    expect(await harness.store.listFlows()).toEqual([])
  })
})

describe('a mistake of ours', () => {
  it('is a sentence of the flow and a hang-up to the caller, and a log line with ids', async () => {
    let isBroken = false
    await createFailing(() => (isBroken ? new Error('bug') : null))
    const settings = { ...menuFlow.settings, errorText: 'Please call the desk.' }
    await harness.publish({ ...menuFlow, settings })
    const { callId } = await post()
    isBroken = true
    const answer = await turn(callId, 2, '1')
    expect([answer.status, answer.body]).toEqual([
      200,
      expect.stringContaining('<Say>Please call the desk.</Say><Hangup'),
    ])
    expect(harness.logged).toMatchObject([{ level: 'error', fields: { callId } }])
    expect(await harness.store.findSummary(callId ?? '')).toMatchObject({ status: 'failed' })
  })
})

describe('a second process on the same store', () => {
  it('gives the same answers, turn by turn', async () => {
    harness = await createHarness()
    await harness.publish(menuFlow)
    const { callId } = await post()
    const { folder, clock } = harness
    const other = await createHarness({ folder, clock })
    const answer = await other.turns.post(`/hooks/voice/${callId}/2`, {
      ...{ Turn: '2', Reason: 'digits', Digits: '1' },
    })
    expect(answer.body).toContain('One.')
    expect((await turn(callId, 2, '2')).body).toBe(answer.body)
    await other.crash()
  })
})

describe('the log of everything that goes wrong', () => {
  it('names no caller, no key and no word', async () => {
    const [number, speech, digits] = ['+4917255547110', 'my word is xylophone', '90210']
    const call = { From: number, To: '+12025550100', SpeechResult: speech }
    let failure: Error | null = null
    await createFailing(() => failure)
    await harness.publish(menuFlow)
    const { callId } = await harness.turns.post('/hooks/voice', { CallSid: 'CA1', ...call })
    const say = (Turn: string) =>
      harness.turns.post(`/hooks/voice/${callId}/${Turn}`, {
        ...{ ...call, Turn, Reason: 'speech', Digits: digits },
      })
    // A library that puts what it was given into its error.
    for (const error of [
      new StoreFull(null),
      Object.assign(new Error(`insert of ${number} failed`), { parameters: [speech, digits] }),
    ]) {
      failure = error
      await say('2')
      await harness.turns.post('/hooks/voice', { CallSid: 'CA2', ...call })
    }
    await harness.postForm('/hooks/voice', call, {})
    await harness.request(`/api/flows/%E0%A4%A?phone=${number}`)
    await harness.request('/api/flows', { method: 'POST', body: `{"name": "${speech}"` })
    let written = ''
    const log = createLog('debug', {
      write: (line) => {
        written += line
      },
    })
    for (const { level, fields, message } of harness.logged) log[level](fields, message)
    expect(harness.logged.length).toBeGreaterThan(2)
    expect(written.split('\n').length).toBeGreaterThan(2)
    for (const secret of [number, number.slice(1), speech, 'xylophone', digits]) {
      expect(written).not.toContain(secret)
    }
  })
})

describe('a clock that jumps', () => {
  /** The clock of the machine moves; timers do not. */
  async function createJumping(): Promise<(ms: number) => void> {
    const steady = createFakeClock()
    let jumped = 0
    harness = await createHarness({ clock: { ...steady, now: () => steady.now() + jumped } })
    await harness.publish(menuFlow)
    return (ms) => {
      jumped = ms
    }
  }
  const hour = 3_600_000

  it.each([-hour / 6, hour / 6])(
    'by %i ms lets a call go on, and dates nothing before its start',
    async (ms) => {
      const jump = await createJumping()
      const { callId } = await post()
      jump(ms)
      expect((await turn(callId, 2, '1')).body).toContain('One.')
      const call = await harness.store.findSummary(callId ?? '')
      expect(call).toMatchObject({ status: 'completed', outcome: 'one' })
      expect(call?.endedAt).toBeGreaterThanOrEqual(call?.startedAt ?? Number.NaN)
    },
  )

  it('ahead of the longest call ends it with the sentence of its flow, not in silence', async () => {
    const jump = await createJumping()
    const { callId } = await post()
    jump(25 * hour)
    const { status, body } = await turn(callId, 2, '1')
    expect([status, body]).toEqual([200, expect.stringContaining('<Say')])
    expect((await post('CA2')).body).toContain('Press 1 or 2.')
  })

  it('keeps out what was signed by the clock before, and says why', async () => {
    const jump = await createJumping()
    const headers = harness.sign('Turn=2')
    jump(hour)
    const refused = await harness.postForm('/hooks/voice/x/2', { Turn: '2' }, headers)
    expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('clock')])
  })
})
