import { afterEach, expect, it } from 'vitest'
import type { EffectContext } from '#runtime/effects/performEffect.ts'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import type { ModelEffect } from '#shared/session/effect.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness | null = null
afterEach(() => harness?.close())

const ways = ['start.next>a', 'a.booked>done', 'a.noInput>quiet', 'a.limit>long', 'a.failed>broken']
const flow = (data: object) =>
  drawFlow(
    [
      [
        'a',
        'agent',
        {
          greeting: 'How can I help?',
          prompt: 'Book visits. It is {{ now }}.',
          exits: [{ id: 'booked', name: 'booked', description: 'A day is agreed.', phrases: [] }],
          ...data,
        },
      ],
    ],
    ways,
  )

interface Asked {
  readonly effect: ModelEffect
  readonly context: EffectContext
  finish(result: EffectResult): void
}

/** A call to an agent whose model answers when the test says so. */
async function startCall(data: object = {}) {
  const asked: Asked[] = []
  const here = await createHarness({
    performModel: (effect, context) =>
      new Promise((finish) => asked.push({ effect, context, finish })),
  })
  harness = here
  await here.publish(flow(data))
  const fields = { CallSid: 'S1', From: '+12025550123', To: '+12025550100' }
  const started = await here.turns.post('/hooks/voice', { ...fields, Streams: '1' })
  const callId = started.callId ?? ''
  const send = (path: string, turn: number, words: string, more: object = {}) =>
    here.turns.post(`${path}/${callId}/${turn}`, {
      ...fields,
      ...more,
      Turn: String(turn),
      Reason: 'speech',
      SpeechResult: words,
    })
  const rows = async (type: string) => {
    await here.app.live.drain()
    const all = await here.store.readRows(callId, 0, 1_000)
    return all.filter((row) => row.type === type).map(({ data: kept }) => kept)
  }
  return {
    here,
    callId,
    asked,
    document: started.body,
    prepare: (turn: number, words: string) => send('/hooks/prepare', turn, words),
    post: (turn: number, words: string, more: object = {}) =>
      send('/hooks/voice', turn, words, more),
    rows,
  }
}
const answer = (say: string): EffectResult => ({
  type: 'model',
  provider: 'test',
  answer: { say, collected: {}, exit: null },
})

it('offers the engine an address for likely words, where the agent allows it', async () => {
  const { document, callId, here } = await startCall()
  expect(document).toContain(`prepare="/hooks/prepare/${callId}/2"`)
  await here.close()
  const careful = await startCall({ early: false })
  expect(careful.document).not.toContain('prepare=')
})

it('goes on with what was begun when the same words are posted', async () => {
  const { asked, prepare, post, here, rows } = await startCall()
  expect((await prepare(2, 'a visit on tuesday')).status).toBe(204)
  await here.clock.advance(200)
  expect(asked).toHaveLength(1)
  asked[0]?.context.onToken?.()
  asked[0]?.context.say?.('Of course.')
  await here.clock.advance(100)
  const { body } = await post(2, 'A visit on Tuesday.')
  expect(asked).toHaveLength(1)
  const path = /stream="([^"]+)"/.exec(body)?.[1] ?? ''
  const reader = here.turns.lines(path, 0, AbortSignal.timeout(5_000))[Symbol.asyncIterator]()
  const { value } = await reader.next()
  expect(JSON.parse(value)).toEqual({
    say: 'Of course.',
    timing: { token: 0, sentence: 0, saved: 200 },
  })
  asked[0]?.context.say?.('At nine?')
  expect(await reader.next()).toMatchObject({ value: '{"say":"At nine?"}' })
  asked[0]?.finish(answer('Of course. At nine?'))
  expect(await reader.next()).toMatchObject({ value: '{"end":"listen"}' })
  expect(await rows('prepared')).toEqual([{ used: true, ms: 300 }])
})

it('throws it away when the caller goes on, and asks anew', async () => {
  const { asked, prepare, post, rows, here } = await startCall()
  await prepare(2, 'a visit')
  await prepare(2, 'a visit on tuesday')
  expect(asked.map(({ context }) => context.signal.aborted)).toEqual([true, false])
  await post(2, 'no wait on friday')
  await here.clock.settle()
  expect(asked.map(({ context }) => context.signal.aborted)).toEqual([true, true, false])
  expect(asked[2]?.effect.request.history.at(-1)?.text).toBe('no wait on friday')
  expect(await rows('prepared')).toEqual([
    expect.objectContaining({ used: false, ms: 0 }),
    expect.objectContaining({ used: false, ms: 0 }),
  ])
})

it('commits nothing: the call is as it was, and a turn that nobody posts is given up', async () => {
  const { asked, prepare, callId, here } = await startCall()
  const before = await here.store.loadTurn(callId, 2)
  await prepare(2, 'a visit')
  expect(await here.store.loadTurn(callId, 2)).toEqual(before)
  await here.clock.advance(8_000)
  expect(asked[0]?.context.signal.aborted).toBe(true)
  expect(asked).toHaveLength(1)
})

it('lets nothing but text be fetched until the turn is posted', async () => {
  const { asked, prepare, post, here } = await startCall()
  await prepare(2, 'a visit')
  let isConfirmed = false
  void asked[0]?.context.confirmed?.then(() => {
    isConfirmed = true
  })
  await here.clock.settle()
  expect(isConfirmed).toBe(false)
  await post(2, 'a visit')
  await here.clock.settle()
  expect(isConfirmed).toBe(true)
})

it('asks anew when what was begun has failed', async () => {
  const { asked, prepare, post, here } = await startCall()
  await prepare(2, 'a visit')
  asked[0]?.finish({ type: 'failed', why: 'busy', timedOut: false })
  await here.clock.settle()
  await post(2, 'a visit')
  await here.clock.settle()
  expect(asked).toHaveLength(2)
})

it('begins three times at most for one turn, and stops when the caller hangs up', async () => {
  const { asked, prepare, here, callId } = await startCall()
  for (const words of ['one', 'two', 'three', 'four']) await prepare(2, words)
  expect(asked).toHaveLength(3)
  await prepare(2, 'five')
  await here.turns.post('/hooks/status', { CallSid: 'S1', CallStatus: 'completed' })
  expect(asked.every(({ context }) => context.signal.aborted)).toBe(true)
  expect((await here.store.findSummary(callId))?.status).toBe('completed')
})

it('refuses what is not signed, and ignores turns and calls that are not due', async () => {
  const { asked, prepare, here, callId } = await startCall()
  const form = { Turn: '2', Reason: 'speech', SpeechResult: 'a visit' }
  expect((await here.postForm(`/hooks/prepare/${callId}/2`, form, {})).status).toBe(401)
  expect((await here.postForm(`/hooks/prepare/${callId}/3`, form)).status).toBe(400)
  expect((await here.postForm('/hooks/prepare/nobody/2', form)).status).toBe(204)
  expect((await prepare(5, 'a visit')).status).toBe(204)
  expect(asked).toEqual([])
})
