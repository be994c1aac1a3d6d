import { expect, it } from 'vitest'
import { createLoopDialer } from './createLoopDialer.ts'
import type { IncomingCall, LineListener } from './line.ts'
import { FakeTimers } from './media/fakeMedia.ts'
import { Pacer } from './media/pacer.ts'

const caller = { callerId: '+12025550111' }

function setUp() {
  const timers = new FakeTimers()
  const calls: IncomingCall[] = []
  const dialer = createLoopDialer({
    take: (call) => calls.push(call),
    pacer: new Pacer(timers),
  })
  const dial = (address: string) => dialer.dial({ type: 'number', address }, caller)
  return { timers, calls, dial }
}

function listener(told: string[]): LineListener {
  return {
    audio: (pcm) => told.push(`audio ${pcm[0]}`),
    digit: (digit) => told.push(`digit ${digit}`),
    text: () => {},
    hangup: (reason) => told.push(`hangup ${reason}`),
  }
}

it('rings at a number of this runtime, and joins the two when it answers', async () => {
  const { timers, calls, dial } = setUp()
  const outgoing = dial('+1 (202) 555-0100')
  const [call] = calls
  expect(call).toMatchObject({ from: caller.callerId, to: '+12025550100', claims: null })
  const here = await call?.answer()
  const ringing = await outgoing?.ringing
  if (ringing?.type !== 'answered' || !here) throw new Error('not answered')
  const [near, far]: [string[], string[]] = [[], []]
  here.listen(listener(near))
  ringing.line.listen(listener(far))
  here.play(new Int16Array(320).fill(7))
  void ringing.line.sendDigits('1w#')
  timers.advance(40)
  expect(near).toEqual(['digit 1', 'digit #', 'audio 0', 'audio 0'])
  expect(far).toEqual(['audio 7', 'audio 0'])
  here.hangup()
  ringing.line.hangup()
  expect(far.at(-1)).toBe('hangup BYE')
  expect(near.at(-1)).toBe('audio 0')
  expect(timers.pending).toBe(0)
})

it('tells a side that listens too late that the other has gone', async () => {
  const { calls, dial } = setUp()
  const outgoing = dial('+12025550100')
  const here = await calls[0]?.answer()
  here?.hangup()
  const ringing = await outgoing?.ringing
  const told: string[] = []
  if (ringing?.type === 'answered') ringing.line.listen(listener(told))
  expect(told).toEqual(['hangup BYE'])
})

it.for([
  [486, 'busy'],
  [603, 'busy'],
  [404, 'failed'],
] as const)('tells of a refusal with %i: %s', async ([status, type]) => {
  const { calls, dial } = setUp()
  const outgoing = dial('+12025550100')
  calls[0]?.reject(status, 'X')
  expect(await outgoing?.ringing).toMatchObject({ type, why: `${status} X` })
})

it('gives up while it rings', async () => {
  const { calls, dial } = setUp()
  const outgoing = dial('+12025550100')
  let isCancelled = false
  calls[0]?.onCancel(() => {
    isCancelled = true
  })
  outgoing?.cancel()
  expect(isCancelled).toBe(true)
  expect(await outgoing?.ringing).toMatchObject({ type: 'no-answer' })
  await expect(calls[0]?.answer()).rejects.toThrow('gave up')
})

it('calls numbers only, and does not ring at itself for ever', () => {
  const { dial } = setUp()
  for (const address of ['ann', 'sip:ann@x', '', '12']) expect(dial(address)).toBeNull()
  expect(Array.from({ length: 30 }, () => dial('+12025550100')).filter(Boolean)).toHaveLength(20)
})
