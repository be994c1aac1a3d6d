import { expect, it } from 'vitest'
import { withHandOver } from '#runtime/carriers/trunk/handOver.ts'
import type { ReferResult } from '#runtime/sip/trunk/referrals.ts'
import { silentLine } from '#runtime/sip/trunk/trunkLine.ts'
import type { TransferAsk } from '#runtime/voice/transfer.ts'
import { newTrunkSettings, type TrunkSettings } from '#shared/api/trunks.ts'
import type { DialTarget } from '#shared/fml/fml.ts'
import { createFakeClock } from '../support/fakeClock.ts'

const usualAsk = { timeout: 20_000, timeLimit: 60_000, record: false, whisper: null }

/** A line whose trunk answers a REFER as the test says. */
function setUp(change: Partial<TrunkSettings> = {}, near: readonly string[] = []) {
  const clock = createFakeClock()
  const asked: string[] = []
  const answer = Promise.withResolvers<ReferResult>()
  const settings = { ...newTrunkSettings, server: 'sip.example.org:5070', ...change }
  const line = withHandOver(
    { ...silentLine },
    {
      clock,
      trunk: { id: 't', settings },
      isNear: ({ address }) => near.includes(address),
      controlOf: () => ({
        refer: (uri) => {
          asked.push(uri)
          return answer.promise
        },
      }),
    },
  )
  const transfer = (type: DialTarget['type'], address: string, ask: Partial<TransferAsk> = {}) =>
    line.transfer?.({ type, address }, { ...usualAsk, ...ask }) ?? null
  return { clock, asked, answer, transfer }
}

const german = { country: 'DE', sends: 'national', prefix: '9' } as const

it.for([
  ['number', '+49 30 123456', {}, {}, 'sip:+4930123456@sip.example.org:5070'],
  ['number', '+4930123456', { numbers: german }, {}, 'sip:9030123456@sip.example.org:5070'],
  ['number', '100', {}, {}, 'sip:100@sip.example.org:5070'],
  ['sip', 'sip:desk@pbx.example', {}, {}, 'sip:desk@pbx.example'],
  ['sip', 'sip:desk@pbx.example?Replaces=x', {}, {}, ''],
  ['number', 'Ann', {}, {}, ''],
  ['number', '+4930123456', { server: '' }, {}, ''],
  ['number', '+12025550100', {}, {}, ''],
  ['number', '+4930123456', {}, { record: true }, ''],
  ['number', '+4930123456', {}, { whisper: { text: 'A caller.', language: 'en' } }, ''],
] as const)('asks the trunk for the %s %s (%j, %j): %s', ([type, to, change, ask, expected]) => {
  const { asked, transfer } = setUp(change, ['+12025550100'])
  expect([transfer(type, to, ask) !== null, asked.join()]).toEqual([expected !== '', expected])
})

it.for([
  ['486 Busy Here', 'busy'],
  ['480 Temporarily Unavailable', 'no-answer'],
  ['603 Decline', 'busy'],
  ['404 Not Found', 'failed'],
  ['The call ended.', 'failed'],
] as const)('tells that it came to %s: %s', async ([why, type]) => {
  const { answer, transfer, clock } = setUp()
  const handed = transfer('number', '+4930123456')
  answer.resolve({ isDone: false, why })
  expect([await handed?.ringing, await handed?.ended]).toEqual([{ type, why }, 0])
  expect(clock.pending()).toBe(0)
})

it('is over when the trunk ends our side, or a moment after it has connected them', async () => {
  const { answer, transfer, clock } = setUp()
  const handed = transfer('number', '+4930123456')
  answer.resolve({ isDone: true, why: '200 OK' })
  expect(await handed?.ringing).toEqual({ type: 'answered' })
  let isOver = false
  void handed?.ended.then(() => {
    isOver = true
  })
  await clock.advance(2_000)
  expect(isOver).toBe(false)
  await clock.advance(1_500)
  expect([isOver, clock.pending()]).toEqual([true, 0])
})

it('is not waited for longer than it may ring, and a while', async () => {
  const { transfer, clock } = setUp()
  const handed = transfer('number', '+4930123456')
  await clock.advance(31_000)
  expect((await handed?.ringing)?.type).toBe('no-answer')
})
