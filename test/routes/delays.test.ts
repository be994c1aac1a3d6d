import { afterEach, expect, it } from 'vitest'
import { flowDelaysSchema } from '#shared/api/delays.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'

let harness: Harness | null = null
afterEach(() => harness?.close())

const flow = makeFlow('f', [['hello', 'say', { text: 'Hello.' }]], ['start.next>hello'])

it('tells how long callers of a flow waited, and nothing of a flow that nobody called', async () => {
  const here = await createHarness()
  harness = here
  await here.publish(flow)
  const { callId } = await here.turns.post('/hooks/voice', {
    CallSid: 'S1',
    From: '+12025550123',
    To: '+12025550100',
  })
  const parts = { endpointing: 600, recognition: 40, turn: 10, network: 2, synthesis: 50, audio: 8 }
  here.app.report(callId ?? '', { type: 'delay', ...parts, total: 710 })
  here.app.report(callId ?? '', { type: 'prepared', used: false, ms: 200, tokens: 90 })
  await here.app.live.drain()
  const read = async (path: string) => {
    const response = await here.request(path)
    return flowDelaysSchema.parse(await response.json())
  }
  const found = await read('/api/flows/f/delays')
  expect(found).toMatchObject({
    calls: 1,
    answers: 1,
    total: { p50: 710, p95: 710 },
    typical: { ...parts, total: 710 },
    early: { used: 0, thrownAway: 1, tokens: 90 },
  })
  expect(await read('/api/flows/g/delays?calls=5')).toMatchObject({ calls: 0, answers: 0 })
  expect((await here.request('/api/flows/f/delays?calls=0')).status).toBe(400)
})
