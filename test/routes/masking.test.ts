import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Flow } from '#shared/flow/flow.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

/** A call by typed words and keys, as it is written down when it is over. */
async function written(flow: Flow, inputs: readonly object[]): Promise<string> {
  await harness.publish(flow)
  const target = { type: 'number', number: '+12025550100' }
  const response = await harness.request('/api/text-calls', { body: { target } })
  const { callId } = z.object({ callId: z.string() }).parse(await response.json())
  for (const body of inputs) {
    for (let turn = 0; turn < 10; turn++) await harness.clock.settle()
    await harness.clock.advance(20)
    await harness.request(`/api/text-calls/${callId}/input`, { body })
  }
  for (let turn = 0; turn < 10; turn++) await harness.clock.settle()
  await harness.clock.advance(20)
  return (await harness.request(`/api/calls/${callId}`)).text()
}

describe('what becomes a sensitive value', () => {
  const variables = [{ name: 'pin', type: 'text', default: '', sensitive: true }] as const
  it.for<[string, string, object, object]>([
    ['keys', '{{ nodes.ask.value }}', { value: 'digits' }, { type: 'digits', digits: '835261' }],
    [
      'keys, read at once',
      '{{ input.digits }}',
      { value: 'digits' },
      { type: 'digits', digits: '835261' },
    ],
    ['words', '{{ nodes.ask.value }}', { value: 'text' }, { type: 'speech', speech: '835261' }],
  ])('as %s by %s is never written down', async ([, value, ask, input]) => {
    const flow = makeFlow(
      'pin',
      [
        ['Ask', 'ask', { prompt: 'Your pin?', confirm: false, ...ask }],
        ['Keep', 'set', { assign: [{ id: 'a', variable: 'pin', value }] }],
        ['Bye', 'end', { text: 'It was {{ vars.pin }}.' }],
      ],
      [
        'start.next>Ask',
        'Ask.answered>Keep',
        'Ask.noInput>Bye',
        'Ask.invalid>Bye',
        'Keep.next>Bye',
      ],
      { variables: [...variables] },
    )
    const rows = await written(flow, [input])
    expect(rows).toContain('It was •••.')
    expect(rows).not.toContain('835261')
    expect(rows).not.toMatch(/"digit":"\d"/)
  })
})
