import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { createHarness, type Harness } from '../support/harness.ts'

describe('a whole call', () => {
  let harness: Harness
  beforeEach(async () => {
    harness = await createHarness()
    await harness.publish(await exampleFlow('delivery-status'))
  })
  afterEach(() => harness.close())

  it('runs', async () => {
    const first = await harness.turns.post('/hooks/voice', {
      CallSid: 'A1', From: '+1', To: '+12025550100', CallStatus: 'ringing', Direction: 'inbound', AccountSid: 'x',
    })
    console.log(first)
    const second = await harness.turns.post(`/hooks/voice/${first.callId}/2`, { Turn: '2', Reason: 'digits', Digits: '123' })
    console.log(second)
    const third = await harness.turns.post(`/hooks/voice/${first.callId}/3`, { Turn: '3', Reason: 'redirect' })
    console.log(third, harness.logged)
    console.log(JSON.stringify(await (await harness.request(`/api/calls/${first.callId}`)).json(), null, 1))
    expect(1).toBe(1)
  })
})

async function exampleFlow(name: string): Promise<Flow> {
  const text = await readFile(new URL(`../../flows/${name}.flow.json`, import.meta.url), 'utf8')
  const parsed = parseFlow(JSON.parse(text))
  if (!parsed.ok) throw new Error(parsed.error[0]?.message)
  return parsed.value
}
