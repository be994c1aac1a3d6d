import { newTrunkSettings } from '#shared/api/trunks.ts'
import { FakeNetwork } from '../sip/trunk/fakeNetwork.ts'
import type { Trunk } from '../sip/trunk/trunk.ts'
import { silentLine } from '../sip/trunk/trunkLine.ts'
import type { NumberRecord, TrunkRecord } from '../storage/numberRecords.ts'
import type { OutgoingCall, Ringing } from '../voice/dialer.ts'
import type { IncomingCall } from '../voice/line.ts'
import { type CarrierRig, describeCarrier } from './carrier.contract.ts'
import { createLocalCarrier } from './local/createLocalCarrier.ts'
import type { NumberBook } from './numberBook.ts'
import { createTrunkCarrier } from './trunk/createTrunkCarrier.ts'
import { toTrunk } from './trunk/toTrunk.ts'
import { describeTrunk } from './trunk/trunkState.ts'

const number = '+4930123456'

const bookOf = (carrier: string, trunks: readonly TrunkRecord[] = []): NumberBook => {
  const record: NumberRecord = {
    ...{ number, carrier, flowId: null, flowName: null, version: null },
    settings: {
      ...{ name: '', enabled: true, mostCalls: null, fallbackUrl: '', says: '', transfer: '' },
    },
  }
  return {
    find: (which) => (which === number ? record : null),
    numbers: () => [record],
    trunks: () => trunks,
    refresh: async () => {},
    lookAgain: async () => {},
    onTrunks: () => {},
  }
}

/** An engine that answers and waits for the other side to hang up. */
function createTaker() {
  let over = Promise.withResolvers<void>()
  const end = () => over.resolve()
  return {
    end,
    take: async (call: IncomingCall) => {
      over = Promise.withResolvers<void>()
      const line = await call.answer()
      line.listen({ audio() {}, digit() {}, text() {}, hangup: end })
      await over.promise
    },
  }
}

describeCarrier('The built-in engine', async (): Promise<CarrierRig> => {
  const network = new FakeNetwork()
  const taker = createTaker()
  const settled: Record<string, Ringing> = {
    answers: { type: 'answered', line: silentLine },
    busy: { type: 'busy', why: '486 Busy Here' },
  }
  const dial = (name: string): OutgoingCall | null => {
    if (name === 'refuses') return null
    const { promise, resolve } = Promise.withResolvers<Ringing>()
    const now = settled[name]
    if (now) resolve(now)
    return {
      ringing: promise,
      cancel: () => resolve({ type: 'no-answer', why: 'The call was given up.' }),
    }
  }
  return {
    number,
    carrier: createLocalCarrier({
      ...{ book: bookOf('local'), clock: network.timers, take: taker.take },
      dialer: { dial: ({ address }) => dial(address) },
    }),
    callee: (how) => how,
    hangUp: async () => taker.end(),
    pass: (ms) => network.pass(ms),
    breakIt: null,
    close: async () => {},
  }
})

const callees = {
  answers: '+12025550101',
  busy: '+12025550102',
  rings: '+12025550103',
  refuses: '+12025550104',
} as const

describeCarrier('A trunk', async (): Promise<CarrierRig> => {
  const network = new FakeNetwork()
  const record: TrunkRecord = {
    ...{ id: 't1', password: '', inboundPassword: '', createdAt: 0 },
    settings: {
      ...newTrunkSettings,
      ...{ title: 'Sip Co', server: '192.0.2.2', keepAlive: 5 },
      numbers: { country: 'DE', sends: 'international', prefix: '' },
    },
  }
  const trunk: Trunk = toTrunk('t1', record.settings, { password: '', inboundPassword: '' })
  const us = network.agent('192.0.2.1', [trunk])
  const them = network.agent('192.0.2.2', [{ id: 'us', addresses: ['192.0.2.1'] }])
  them.agent.onCall((call) => {
    if (call.to === '0012025550101') void call.answer()
    else if (call.to === '0012025550102') call.reject(486, 'Busy Here')
    else if (call.to !== '0012025550103') call.reject(403, 'Forbidden')
  })
  const taker = createTaker()
  await network.settle()
  return {
    number,
    carrier: createTrunkCarrier(record, {
      ...{ book: bookOf('trunk:t1'), clock: network.timers, take: taker.take },
      edge: () => us.agent,
      stateOf: ({ id, settings }) =>
        describeTrunk({ settings, host: '0.0.0.0', problem: null, state: us.agent.stateOf(id) }),
    }),
    callee: (how) => callees[how],
    hangUp: async () => {
      them.agent.sessions()[0]?.hangUp()
      await network.settle()
    },
    pass: (ms) => network.pass(ms),
    breakIt: async () => {
      network.wire('192.0.2.2', () => {})
      await network.pass(60_000)
    },
    close: async () => {},
  }
})
