import { beforeEach, expect, it } from 'vitest'
import type { Leg } from '#runtime/carriers/teler/replies.ts'
import { TelerError } from '#runtime/carriers/teler/telerError.ts'
import { startTransfer } from '#runtime/carriers/teler/telerTransfer.ts'
import type { TransferAsk, TransferRinging } from '#runtime/voice/transfer.ts'
import { createFakeClock, type FakeClock } from '../support/fakeClock.ts'

let clock: FakeClock
beforeEach(() => {
  clock = createFakeClock()
})

const legOf = (state: string, more: Partial<Leg> = {}): Leg => ({
  ...{ id: 'cl_1', role: 'transfer_target', to_number: '+12025550142', state, reason: null },
  ...{ answered_at: null, ended_at: null, ...more },
})
const time = (seconds: number) => new Date(1_000_000 + seconds * 1_000).toISOString()

interface Told {
  ringing: TransferRinging | null
  seconds: number | null
  readonly asked: object[]
  readonly hungUp: string[]
}

function start(more: Partial<TransferAsk> = {}, refuse: TelerError | null = null) {
  const told: Told = { ringing: null, seconds: null, asked: [], hungUp: [] }
  const network = { legs: [] as Leg[], isOver: false, isBroken: false }
  const news: (() => void)[] = []
  const ask = { timeout: 30_000, timeLimit: 600_000, record: false, whisper: null, ...more }
  const transfer = startTransfer({ kind: 'pstn', address: '+12025550142' }, ask, {
    clock,
    transfer: async (_, options) => {
      told.asked.push(options)
      if (refuse && (refuse.status !== 422 || options.whisper)) throw refuse
      network.legs = [legOf('created')]
      return null
    },
    legs: async () => {
      if (network.isBroken) throw new TelerError('away', { status: 503 })
      return network.legs
    },
    hangupLeg: async (id) => void told.hungUp.push(id),
    onNews: (listener) => {
      news.push(listener)
      return () => news.splice(0)
    },
    isOver: () => network.isOver,
  })
  void transfer.ringing.then((ringing) => {
    told.ringing = ringing
  })
  void transfer.ended.then((seconds) => {
    told.seconds = seconds
  })
  const tell = async (leg: Leg) => {
    network.legs = [leg]
    for (const listener of news) listener()
    await clock.settle()
  }
  return { transfer, told, network, tell }
}

it('is answered, and over when the other side hangs up', async () => {
  const { told, tell } = start()
  await clock.settle()
  expect(told.ringing).toBeNull()
  await tell(legOf('answered', { answered_at: time(5) }))
  expect([told.ringing, told.seconds]).toEqual([{ type: 'answered' }, null])
  await tell(legOf('completed', { answered_at: time(5), ended_at: time(17) }))
  expect(told.seconds).toBe(12)
  expect(clock.pending()).toBe(0)
})

it('is looked at without any webhook', async () => {
  const { told, network } = start()
  await clock.settle()
  network.isBroken = true
  await clock.advance(4_000)
  network.isBroken = false
  network.legs = [legOf('failed', { reason: 'user_busy', ended_at: time(3) })]
  await clock.advance(2_000)
  expect(told).toMatchObject({
    ringing: { type: 'busy', why: 'Teler says: user_busy.' },
    seconds: 0,
  })
})

it.for([
  ['no_answer', 'no-answer'],
  ['canceled', 'no-answer'],
  ['carrier_error', 'failed'],
  [null, 'failed'],
] as const)('is refused by %s as %s', async ([reason, type]) => {
  const { told, tell } = start()
  await clock.settle()
  await tell(legOf('failed', { reason }))
  expect(told.ringing?.type).toBe(type)
})

it('does not take a leg of an earlier transfer for its own', async () => {
  const { told, network } = start()
  network.legs = [legOf('completed', { id: 'cl_0', answered_at: time(0), ended_at: time(9) })]
  await clock.settle()
  expect(told.ringing).toBeNull()
})

it('says why Teler refuses it', async () => {
  const { told } = start({}, new TelerError('no', { status: 409, code: 'feature_not_enabled' }))
  await clock.settle()
  expect(told.ringing).toMatchObject({
    type: 'failed',
    why: expect.stringMatching(/not switched on/),
  })
})

it('goes without a whisper that Teler does not take', async () => {
  const whisper = { text: 'A caller.', language: 'en-US' }
  const { told, transfer } = start({ whisper }, new TelerError('confirm_sound', { status: 422 }))
  await clock.settle()
  expect(told.asked).toMatchObject([{ whisper }, { whisper: null }])
  expect([told.ringing, transfer.problem]).toEqual([null, expect.stringMatching(/whisper/)])
})

it('is given up when it rings too long, or the caller leaves, or it lasts too long', async () => {
  const ringing = start()
  await clock.advance(39_000)
  expect(ringing.told.ringing).toBeNull()
  await clock.advance(2_000)
  expect(ringing.told).toMatchObject({ ringing: { type: 'no-answer' }, hungUp: ['cl_1'] })

  const left = start()
  await clock.settle()
  left.transfer.cancel()
  await clock.settle()
  expect(left.told).toMatchObject({ ringing: { type: 'no-answer' }, hungUp: ['cl_1'], seconds: 0 })

  const long = start({ timeLimit: 60_000 })
  await clock.settle()
  await long.tell(legOf('answered', { answered_at: time(0) }))
  await clock.advance(61_000)
  expect(long.told).toMatchObject({ hungUp: ['cl_1'], seconds: 60 })
})

it('ends with its call', async () => {
  const before = start()
  await clock.settle()
  before.network.isOver = true
  await before.tell(legOf('ringing'))
  expect(before.told.ringing?.type).toBe('no-answer')

  const after = start()
  await clock.settle()
  await after.tell(legOf('answered', { answered_at: time(0) }))
  await clock.advance(7_000)
  after.network.isOver = true
  after.network.isBroken = true
  await after.tell(legOf('answered'))
  expect(after.told.seconds).toBe(7)
})
