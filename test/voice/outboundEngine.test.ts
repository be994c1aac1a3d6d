import { expect, it } from 'vitest'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import { frameMs, frameSamples, sampleRateHz } from '#runtime/voice/line.ts'
import type { OnVoicemail } from '#shared/api/outbound.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import {
  createFakeCall,
  createFakeDetector,
  createFakeLine,
  createFakeRecognizer,
  createFakeSynthesizer,
  createFakeTurns,
} from '../support/fakeVoice.ts'

/** A leg of ours that has answered; what the other side sounds like is `[what, milliseconds]`, piece by piece. */
async function answer(
  onVoicemail: OnVoicemail,
  answers: Readonly<Record<string, string | number>> = {},
) {
  const clock = createFakeClock()
  const synthesizer = createFakeSynthesizer(clock)
  const line = createFakeLine(clock, synthesizer.textOf)
  const turns = createFakeTurns({ '/hooks/voice': '<Say>Hello.</Say><Hangup/>', ...answers })
  const engine = createVoiceEngine({
    ...{ turns, synthesizer, clock, createDetector: createFakeDetector },
    recognizer: createFakeRecognizer(clock),
    report: () => {},
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
    screeningOf: async (callId) => (callId === 'C9' ? onVoicemail : 'ignore'),
  })
  let isOver = false
  const call = { ...createFakeCall(async () => line), outbound: { callId: 'C9' } }
  const taken = engine.take(call).then(() => {
    isOver = true
  })
  await clock.settle()
  const sound = async (what: 'silence' | 'voice' | 'beep', ms: number) => {
    for (let at = 0; at < ms && line.isUp(); at += frameMs) {
      const pcm = new Int16Array(frameSamples)
      if (what !== 'silence') {
        const pitches = what === 'beep' ? [1_000] : [150, 300, 450, 600, 900, 1_300]
        for (let index = 0; index < pcm.length; index++) {
          const time = at / 1_000 + index / sampleRateHz
          pcm[index] = pitches.reduce(
            (sum, hz) => sum + 2_500 * Math.sin(2 * Math.PI * hz * time),
            0,
          )
        }
      }
      line.listener().audio(pcm)
      await clock.advance(frameMs)
    }
  }
  return { clock, line, turns, call, sound, taken, isOver: () => isOver }
}
const postsOf = ({ turns }: Awaited<ReturnType<typeof answer>>) =>
  turns.posts.map(({ path, form }) =>
    `${path} ${form['AnsweredBy'] ?? form['CallStatus'] ?? ''}`.trim(),
  )

it('posts its first turn after the answer, under the id of the call that was made', async () => {
  const call = await answer('ignore')
  await call.clock.advance(5_000)
  expect(postsOf(call)).toEqual(['/hooks/voice', '/hooks/status completed'])
  expect(call.turns.posts.at(-1)?.form['CallSid']).toBe('C9')
  expect(call.line.heard).toEqual(['0 Hello.'])
  expect(call.isOver()).toBe(true)
})

it('waits for a person to finish their hello', async () => {
  const call = await answer('hangup')
  await call.sound('silence', 300)
  await call.sound('voice', 400)
  expect(postsOf(call)).toEqual([])
  await call.sound('silence', 900)
  expect(postsOf(call)).toEqual(['/hooks/voice human'])
  await call.clock.advance(5_000)
  expect(call.line.heard[0]).toContain('Hello.')
})

it('takes whoever presses a key for a person', async () => {
  const call = await answer('hangup')
  await call.sound('silence', 500)
  call.line.press('1')
  await call.clock.settle()
  expect(postsOf(call)).toEqual(['/hooks/voice human'])
})

it('hangs up on a machine, without a word of the flow', async () => {
  const call = await answer('hangup')
  await call.sound('voice', 2_400)
  await call.clock.advance(1_000)
  expect(call.turns.posts.map(({ path }) => path)).toEqual(['/hooks/status'])
  expect(call.turns.posts[0]?.form).toMatchObject({
    ...{ CallSid: 'C9', CallStatus: 'completed', AnsweredBy: 'machine' },
    Reason: 'A machine answered.',
  })
  expect([call.line.isUp(), call.isOver()]).toEqual([false, true])
})

it('speaks to a machine after its beep', async () => {
  const call = await answer('continueAfterBeep')
  await call.sound('voice', 3_000)
  await call.sound('silence', 400)
  expect(postsOf(call)).toEqual([])
  await call.sound('beep', 300)
  expect(postsOf(call)).toEqual([])
  await call.sound('silence', 200)
  expect(postsOf(call)).toEqual(['/hooks/voice machine'])
  await call.clock.advance(5_000)
  expect(call.line.heard).toHaveLength(1)
})

it('does not wait for ever on a line without a sound', async () => {
  const call = await answer('hangup')
  await call.clock.advance(10_000)
  expect(postsOf(call)).toEqual(['/hooks/voice unknown', '/hooks/status unknown'])
})

it('ends when the callee hangs up while it listens', async () => {
  const call = await answer('continueAfterBeep')
  await call.sound('voice', 3_000)
  call.line.listener().hangup('BYE')
  await call.clock.advance(1_000)
  expect(postsOf(call)).toEqual(['/hooks/status machine'])
  expect(call.clock.pending()).toBe(0)
})

it('hangs up when the call is none any more', async () => {
  const call = await answer('ignore', { '/hooks/voice': '<Reject/>' })
  await call.clock.advance(1_000)
  expect(call.line.isUp()).toBe(false)
  expect(call.turns.posts.at(-1)?.form).toMatchObject({ CallStatus: 'failed' })
})
