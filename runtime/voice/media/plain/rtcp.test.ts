import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RtpPacket } from '../rtp.ts'
import { parseRtcp, printRtcp, ReceptionCounter } from './rtcp.ts'

const packet = (sequence: number, timestamp = sequence * 160): RtpPacket => ({
  ...{ payloadType: 0, marker: false, ssrc: 9, payload: new Uint8Array(1) },
  ...{ sequence: sequence & 0xffff, timestamp },
})
const own = {
  ...{ ssrc: 7, now: 1_700_000_000_500, timestamp: 5, packets: 3, bytes: 480 },
  ...{ name: 'fml', isBye: false, reception: null },
}

it('counts loss, over the end of the numbers too', () => {
  const counter = new ReceptionCounter()
  for (const number of [65_530, 65_531, 65_533, 65_534, 65_535, 65_536, 65_539])
    counter.count(packet(number), number * 160)
  expect(counter.report(0)).toEqual({
    ...{ ssrc: 9, lost: 3, lostShare: 0.3, jitter: 0, lastReport: 0, delay: 0 },
  })
  expect(counter.report(0)).toMatchObject({ lost: 3, lostShare: 0 })
})

it('measures jitter', () => {
  const counter = new ReceptionCounter()
  for (let i = 0; i < 400; i++) counter.count(packet(i), i * 160 + (i % 2) * 80)
  expect(counter.report(0)?.jitter).toBe(80)
})

it('reads what it writes', () => {
  const counter = new ReceptionCounter()
  for (const number of [1, 2, 4, 5]) counter.count(packet(number), number * 160)
  counter.heardReport(0x1234_5678, 1000)
  const reception = counter.report(3000)
  expect(parseRtcp(printRtcp({ ...own, reception, isBye: true }))).toEqual({
    reports: [
      { ssrc: 9, lost: 1, lostShare: 51 / 256, jitter: 0, lastReport: 0x1234_5678, delay: 131_072 },
    ],
    senderTime: (((1_700_000_000 + 2_208_988_800) % 2 ** 32) % 65_536) * 65_536 + 0x8000,
    isBye: true,
  })
  expect(parseRtcp(printRtcp({ ...own, packets: 0 }))).toEqual({
    ...{ reports: [], senderTime: null, isBye: false },
  })
})

it('reads any bytes', () => {
  const good = printRtcp({ ...own, reception: new ReceptionCounter().report(0), isBye: true })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(good.length), (bytes, cut) => {
      parseRtcp(bytes)
      parseRtcp(Buffer.concat([good.subarray(0, cut), bytes]))
    }),
    { seed: 1, numRuns: 1000 },
  )
})
