import { afterEach, expect, it } from 'vitest'
import { signTurn } from '#runtime/calls/signTurn.ts'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness | null = null
afterEach(() => harness?.close())

const flow = drawFlow(
  [
    [
      'a',
      'agent',
      {
        greeting: 'How can I help?',
        prompt: 'Book visits.',
        exits: [{ id: 'booked', name: 'booked', description: 'A day is agreed.', phrases: [] }],
      },
    ],
  ],
  ['start.next>a', 'a.booked>done', 'a.noInput>quiet', 'a.limit>long', 'a.failed>broken'],
)

/** A call whose model says what the test lets it say. */
async function startCall(streams = true) {
  const asked = Promise.withResolvers<{
    say: (sentence: string) => void
    finish: (result: EffectResult) => void
    signal: AbortSignal
  }>()
  const here = await createHarness({
    model: (_effect, signal, say) =>
      new Promise((finish) => asked.resolve({ say, finish, signal })),
  })
  harness = here
  await here.publish(flow)
  const fields = { CallSid: 'S1', From: '+12025550123', To: '+12025550100' }
  const { callId } = await here.turns.post('/hooks/voice', {
    ...fields,
    ...(streams ? { Streams: '1' } : {}),
  })
  const post = (turn: number, form: Record<string, string>) =>
    here.turns.post(`/hooks/voice/${callId}/${turn}`, { ...fields, ...form, Turn: String(turn) })
  const lines = (turn: number, from = 0) =>
    here.turns.lines(`/hooks/say/${callId}/${turn}`, from, AbortSignal.timeout(5_000))
  return { here, callId, post, lines, asked: asked.promise }
}
const answer = (say: string, exit: { name: string; reason: string } | null = null) =>
  ({ type: 'model', provider: 'test', answer: { say, collected: {}, exit } }) as const
const all = async (lines: AsyncIterable<string>) => {
  const found: unknown[] = []
  for await (const line of lines) found.push(JSON.parse(line))
  return found
}

it('answers at once and sends sentences while the model still writes', async () => {
  const { post, lines, asked, callId } = await startCall()
  const { body } = await post(2, { Reason: 'speech', SpeechResult: 'A visit please' })
  expect(body).toContain(`<Say stream="/hooks/say/${callId}/2"/>`)
  const model = await asked
  const reader = lines(2)[Symbol.asyncIterator]()
  model.say('Of course.')
  const timing = { token: 0, sentence: 0, saved: 0 }
  const first = JSON.stringify({ say: 'Of course.', timing })
  expect(await reader.next()).toMatchObject({ value: first })
  model.say('Which day?')
  expect(await reader.next()).toMatchObject({ value: '{"say":"Which day?"}' })
  model.finish(answer('Of course. Which day?'))
  expect(await reader.next()).toMatchObject({ value: '{"end":"listen"}' })
  expect(await all(lines(2, 1))).toEqual([{ say: 'Which day?' }, { end: 'listen' }])
})

it('leaves after the last words, and goes on where the exit leads', async () => {
  const { post, lines, asked, here } = await startCall()
  await post(2, { Reason: 'speech', SpeechResult: 'Tuesday' })
  const model = await asked
  model.say('Done.')
  model.finish(answer('Done.', { name: 'booked', reason: 'agreed' }))
  expect(await all(lines(2))).toMatchObject([{ say: 'Done.' }, { end: 'leave' }])
  const { body } = await post(3, { Reason: 'stream' })
  expect(body).toContain('<Hangup')
  const [call] = (await here.store.listCalls({ flow: null, before: null, limit: 1 })).calls
  expect(call).toMatchObject({ outcome: 'done' })
})

it('stops the model when the caller cuts in', async () => {
  const { post, asked, lines, callId } = await startCall()
  await post(2, { Reason: 'speech', SpeechResult: 'A visit' })
  const model = await asked
  model.say('Let me tell you everything.')
  const { body } = await post(3, { Reason: 'speech', SpeechResult: 'Stop', Heard: 'Let me' })
  expect(body).toContain(`/hooks/say/${callId}/3`)
  expect(model.signal.aborted).toBe(true)
  model.finish({ type: 'failed', why: 'aborted', timedOut: false })
  expect((await all(lines(2))).at(-1)).toEqual({ end: 'leave' })
})

it('shows nothing of a call to whoever cannot sign', async () => {
  const { here, callId } = await startCall()
  const path = `/hooks/say/${callId}/2`
  const get = (headers: Record<string, string>) => here.request(path, { headers })
  expect((await get({})).status).toBe(401)
  expect((await get(signTurn('not the secret', here.clock.now(), path))).status).toBe(401)
  // Signed for another turn.
  expect((await get(here.sign(`/hooks/say/${callId}/1`))).status).toBe(401)
  expect((await get(here.sign(path))).status).toBe(404)
})

it('answers an engine without streams sentence by sentence, by Say and Redirect', async () => {
  const { post, asked } = await startCall(false)
  const first = post(2, { Reason: 'speech', SpeechResult: 'A visit please' })
  const model = await asked
  model.say('Of course.')
  expect((await first).body).toMatch(/<Say[^>]*>Of course\.<\/Say><Redirect>/)
  // Both came while the first was being spoken.
  model.say('We are open.')
  model.say('Which day?')
  expect((await post(3, { Reason: 'redirect' })).body).toContain('>We are open. Which day?</Say>')
  const last = post(4, { Reason: 'redirect' })
  model.finish(answer('Of course. We are open. Which day? Tell me.'))
  const { body } = await last
  expect(body).toMatch(/<Gather[^>]*><Say[^>]*>Tell me\.<\/Say><\/Gather>/)
})
