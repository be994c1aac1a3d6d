import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseRtp, printRtp, type RtpPacket, sequenceDistance } from './rtp.ts'

const packet: RtpPacket = {
  payloadType: 111,
  marker: true,
  sequence: 65_535,
  timestamp: 4_294_967_295,
  ssrc: 7,
  payload: Uint8Array.of(1, 2, 3),
}

it('reads back what it wrote', () => {
  expect(parseRtp(printRtp(packet))).toEqual({ ...packet, payload: Buffer.from([1, 2, 3]) })
})

it('skips contributing sources and a header extension, and drops padding', () => {
  const bytes = Uint8Array.of(
    ...[0xb1, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3],
    ...[9, 9, 9, 9],
    ...[0xbe, 0xde, 0, 1, 5, 5, 5, 5],
    ...[42, 0, 2],
  )
  expect(parseRtp(bytes)?.payload).toEqual(Uint8Array.of(42))
})

it.for([
  ['too short', [0x80, 0, 0]],
  ['another version', [0x40, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3]],
  ['RTCP', [0x80, 200, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3]],
  ['sources beyond the end', [0x8f, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3]],
  ['an extension beyond the end', [0x90, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 9]],
  ['padding beyond the start', [0xa0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 200]],
] as const)('ignores %s', ([, bytes]) => {
  expect(parseRtp(Uint8Array.from(bytes))).toBeNull()
})

it('takes any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const parsed = parseRtp(bytes)
      expect(parsed === null || parsed.payload.length <= bytes.length).toBe(true)
    }),
    { seed: 1, numRuns: 2000 },
  )
})

it.for([
  [1, 3, 2],
  [65_535, 0, 1],
  [0, 65_535, -1],
] as const)('measures from %i to %i as %i', ([from, to, distance]) => {
  expect(sequenceDistance(from, to)).toBe(distance)
})
