import { afterEach, describe, expect, it } from 'vitest'
import type { EffectResult } from '#shared/session/event.ts'
import { createHarness, type Harness, type HarnessOptions } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'

let harness: Harness
afterEach(() => harness.close())

/** An agent asks its model at once; the model answers when the test says so. */
const agentFlow = makeFlow(
  'agent-flow',
  [
    [
      'talk',
      'agent',
      {
        prompt: 'Help.',
        greeting: '',
        timeout: 60,
        exits: [{ id: 'x1', name: 'Done', description: '', phrases: [] }],
      },
    ],
    ['bye', 'end', { text: 'Bye.', outcome: 'done' }],
  ],
  ['start.next>talk', 'talk.x1>bye', 'talk.noInput>bye', 'talk.limit>bye', 'talk.failed>bye'],
)

const said = (say: string): EffectResult => ({
  type: 'model',
  provider: 'fake',
  answer: { say, collected: {}, exit: null },
})

async function startAgent(options: HarnessOptions = {}) {
  const asked: PromiseWithResolvers<EffectResult>[] = []
  const signals: AbortSignal[] = []
  harness = await createHarness({
    model: (_effect, signal) => {
      const answer = Promise.withResolvers<EffectResult>()
      asked.push(answer)
      signals.push(signal)
      return answer.promise
    },
    ...options,
  })
  await harness.publish(agentFlow)
  const post = () =>
    harness.turns.post('/hooks/voice', { CallSid: 'CA1', From: '+1', To: '+12025550100' })
  return { asked, signals, post }
}

/** Until the model is asked: the first commit is on its way. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

const turn = (id: string | null, number: number) =>
  harness.turns.post(`/hooks/voice/${id}/${number}`, { Turn: String(number), Reason: 'redirect' })

describe('a turn that waits', () => {
  it('is answered when the effect finishes', async () => {
    const { asked, post } = await startAgent()
    const first = post()
    await until(() => asked.length === 1)
    asked[0]?.resolve(said('How can I help?'))
    expect((await first).body).toContain('How can I help?')
  })

  it('attaches the same turn posted again', async () => {
    const { asked, post } = await startAgent()
    const first = post()
    await until(() => asked.length === 1)
    const again = post()
    await harness.clock.settle()
    asked[0]?.resolve(said('How can I help?'))
    expect(await again).toEqual(await first)
    expect(asked).toHaveLength(1)
  })

  it('answers a hold document after five seconds, and the result on the next turn', async () => {
    const { asked, post } = await startAgent()
    const first = post()
    await until(() => asked.length === 1)
    await harness.clock.advance(4_999)
    await harness.clock.advance(1)
    const held = await first
    expect(held.body).toContain('One moment, please.')
    expect(held.body).toContain(`/hooks/voice/${held.callId}/2`)
    asked[0]?.resolve(said('How can I help?'))
    expect((await turn(held.callId, 2)).body).toContain('How can I help?')
    expect(asked).toHaveLength(1)
  })

  it('refuses the turn after the open one', async () => {
    const { asked, post } = await startAgent()
    const first = post()
    await until(() => asked.length === 1)
    const [call] = (await harness.store.listCalls({ flow: null, before: null, limit: 1 })).calls
    expect((await turn(call?.id ?? '', 2)).status).toBe(409)
    asked[0]?.resolve(said('Hello.'))
    expect((await first).status).toBe(200)
  })

  it('gives up an effect whose performer never ends', async () => {
    const { asked, post } = await startAgent()
    const first = post()
    await until(() => asked.length === 1)
    await harness.clock.advance(5_000)
    const { callId } = await first
    await harness.clock.advance(57_000)
    expect((await turn(callId, 2)).body).toContain('Bye.')
  })

  it('hears a hang-up while it waits, and stops the model', async () => {
    const { asked, signals, post } = await startAgent()
    const first = post()
    await until(() => asked.length === 1)
    await harness.turns.post('/hooks/status', { CallSid: 'CA1', CallStatus: 'completed' })
    expect((await first).body).toContain('<Hangup')
    expect(signals[0]?.aborted).toBe(true)
    asked[0]?.resolve(said('Too late.'))
    await harness.clock.settle()
    const { callId } = await first
    expect(await harness.store.findSummary(callId ?? '')).toMatchObject({ status: 'completed' })
  })
})

describe('a process that starts again', () => {
  it('asks again what was not answered, and the call goes on', async () => {
    const { asked, post } = await startAgent()
    const first = post()
    await until(() => asked.length === 1)
    await harness.clock.advance(5_000)
    const { callId } = await first
    const { folder, clock } = harness
    await harness.crash()
    const after = await startAgentAgain(folder, clock)
    expect(await after.app.runner.recover()).toBe(1)
    const second = turn(callId, 2)
    expect((await second).body).toContain('Welcome back.')
  })

  it('ends calls whose line was in the process', async () => {
    const { asked, post } = await startAgent()
    // Never answered: its process dies.
    post().catch(() => {})
    await until(() => asked.length === 1)
    const voice = harness.app.voiceTurns.post('/hooks/voice', { CallSid: 'V1', To: '+12025550100' })
    await until(() => asked.length === 2)
    asked[1]?.resolve(said('Hello.'))
    const { callId } = await voice
    const { folder, clock } = harness
    await harness.crash()
    const after = await startAgentAgain(folder, clock)
    await after.app.runner.recover()
    expect(await after.store.findSummary(callId ?? '')).toMatchObject({
      channel: 'voice',
      status: 'failed',
      outcome: 'hung up',
    })
  })
})

async function startAgentAgain(folder: string, clock: Harness['clock']): Promise<Harness> {
  harness = await createHarness({ folder, clock, model: async () => said('Welcome back.') })
  return harness
}
