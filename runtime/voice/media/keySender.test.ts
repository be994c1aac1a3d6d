import { expect, it } from 'vitest'
import { createPcmuCodec } from './codec.ts'
import { parseRtp } from './rtp.ts'
import { SendPath } from './sendPath.ts'
import { TelephoneEventReceiver } from './telephoneEvent.ts'

const start = { payloadType: 0, keysPayloadType: 101, ssrc: 7, sequence: 10, timestamp: 1_000 }

function packetsOf(path: SendPath, beats: number) {
  return Array.from({ length: beats }, () => path.tick()).map((bytes) => bytes && parseRtp(bytes))
}

it('sends a press with one timestamp, a growing duration and its end three times', async () => {
  const path = new SendPath(createPcmuCodec(), start)
  const sent = path.press('5')
  const packets = packetsOf(path, 7)
  expect(
    packets.map((packet) => packet && [packet.timestamp, packet.marker, ...packet.payload]),
  ).toEqual([
    [1_000, true, 5, 10, 0, 160],
    [1_000, false, 5, 10, 1, 64],
    [1_000, false, 5, 10, 1, 224],
    [1_000, false, 5, 10, 2, 128],
    [1_000, false, 5, 0x8a, 3, 32],
    [1_000, false, 5, 0x8a, 3, 32],
    [1_000, false, 5, 0x8a, 3, 32],
  ])
  expect(packets.map((packet) => packet?.sequence)).toEqual([10, 11, 12, 13, 14, 15, 16])
  packetsOf(path, 5)
  expect(await sent).toBe(true)
  // Audio goes on where time is, as a new talkspurt.
  path.play(new Int16Array(320))
  expect(packetsOf(path, 1)[0]).toMatchObject({ timestamp: 1_000 + 12 * 160, marker: true })
})

it('sends presses that a receiver tells apart, with a wait between them', () => {
  const path = new SendPath(createPcmuCodec(), start)
  void path.press('11w#D')
  const receiver = new TelephoneEventReceiver()
  const digits = packetsOf(path, 4 * 12 + 25).flatMap((packet) =>
    packet?.payloadType === 101 ? (receiver.receive(packet) ?? []) : [],
  )
  expect(digits).toEqual(['1', '1', '#', 'D'])
})

it('refuses keys that the other side cannot take, and lets go of them at the end', async () => {
  const path = new SendPath(createPcmuCodec(), { ...start, keysPayloadType: null })
  expect(await path.press('1')).toBe(false)
  const other = new SendPath(createPcmuCodec(), start)
  const waiting = other.press('123')
  other.close()
  await waiting
  expect(other.tick()?.[1]).not.toBe(101)
})
