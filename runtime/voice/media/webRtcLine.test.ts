import { expect, it } from 'vitest'
import type { Log } from '../../log.ts'
import { createOpusCodec, createPcmuCodec } from './codec.ts'
import { FakeMedia, FakeTimers, fakeOffer } from './fakeMedia.ts'
import { Pacer } from './pacer.ts'
import { printRtp } from './rtp.ts'
import { createWebRtcLine, type WebRtcLine } from './webRtcLine.ts'

const log: Log = { debug() {}, info() {}, warn() {}, error() {} }

interface Setup {
  line: WebRtcLine
  media: FakeMedia
  timers: FakeTimers
  /** What the listener was told, and `end` for what the signalling was told. */
  told: string[]
  frames: Int16Array[]
  receive(sequence: number, payloadType: number, payload: Uint8Array, timestamp?: number): void
}

async function setUp(formats: 'opus' | 'PCMU' = 'PCMU'): Promise<Setup> {
  const media = new FakeMedia()
  const timers = new FakeTimers()
  const told: string[] = []
  const frames: Int16Array[] = []
  const line = await createWebRtcLine(fakeOffer(formats), {
    ...{ log, bindAddress: '127.0.0.1', codecPreference: 'opus' },
    onEnd: () => told.push('end'),
    pacer: new Pacer(timers),
    openMedia: media.open,
  })
  line.listen({
    audio: (pcm) => frames.push(pcm),
    digit: (digit) => told.push(digit),
    text: (text) => told.push(text),
    hangup: (reason) => told.push(`hangup: ${reason}`),
  })
  media.handlers?.connected()
  await line.connected
  const receive: Setup['receive'] = (sequence, payloadType, payload, timestamp = 0) =>
    media.handlers?.packet(
      printRtp({ marker: false, ssrc: 1, sequence, timestamp, payloadType, payload }),
    )
  return { line, media, timers, told, frames, receive }
}

const pcm = (ms: number): Int16Array =>
  Int16Array.from({ length: ms * 16 }, (_, i) => 8000 * Math.sin(i / 5))

it('sends 20 ms packets in step with time, with a marker after silence', async () => {
  const { line, media, timers } = await setUp()
  timers.advance(1000)
  media.sent.length = 0
  const playback = line.play(pcm(100))
  timers.advance(60)
  expect([playback.playedMs, media.sent.length]).toEqual([60, 3])
  timers.advance(1000)
  expect(await playback.done).toBe(100)
  line.play(pcm(20))
  timers.advance(20)
  const [first, second] = media.sent
  const last = media.sent.at(-1)
  if (!first || !second || !last) throw new Error('nothing was sent')
  expect([second.timestamp - first.timestamp, second.sequence - first.sequence]).toEqual([160, 1])
  // 5 frames of speech, 5 of silence behind it, then the next speech 1060 ms after the first
  expect([media.sent.length, last.timestamp - first.timestamp]).toEqual([11, 53 * 160])
  expect(media.sent.map(({ marker }) => marker).filter(Boolean)).toHaveLength(2)
  expect([first.marker, last.marker, first.payload.length]).toEqual([true, true, 160])
})

it('sends next to nothing while nothing plays', async () => {
  const { media, timers } = await setUp('opus')
  timers.advance(60_000)
  expect(media.sent.length).toBeLessThan(40)
})

it('gives 50 frames a second whatever arrives', async () => {
  const { frames, timers, receive } = await setUp()
  timers.advance(1000)
  expect(frames).toHaveLength(50)
  const codec = createPcmuCodec()
  for (let i = 0; i < 50; i++) {
    receive(i, 0, codec.encode(pcm(20)))
    timers.advance(20)
  }
  expect(frames).toHaveLength(100)
  expect(frames.every((frame) => frame.length === 320)).toBe(true)
  expect(frames.slice(60).every((frame) => frame.some((x) => Math.abs(x) > 4000))).toBe(true)
})

it('conceals one lost packet with sound and goes silent after three', async () => {
  const { frames, timers, receive } = await setUp('opus')
  const codec = createOpusCodec()
  for (let i = 0; i < 60; i++) {
    const payload = codec.encode(pcm(20))
    if (i !== 20 && (i < 40 || i > 48)) receive(i, 111, payload)
    timers.advance(20)
  }
  const loud = frames.map((frame) => (frame.some((x) => Math.abs(x) > 500) ? '#' : '.')).join('')
  expect(loud.slice(4, 38)).toBe('#'.repeat(34))
  expect(loud.slice(38, 50)).toContain('....')
})

it('hands over what came in a heap without losing any of it', async () => {
  const { frames, timers, receive } = await setUp()
  const codec = createPcmuCodec()
  for (let i = 0; i < 30; i++) receive(i, 0, codec.encode(pcm(20)))
  timers.advance(600)
  expect(frames.filter((frame) => frame.some((x) => Math.abs(x) > 4000))).toHaveLength(30)
})

it('ignores noise and other payload types', async () => {
  const { media, told, timers, receive } = await setUp('opus')
  media.handlers?.packet(Buffer.from('noise'))
  receive(1, 96, Buffer.from([1, 2, 3, 4]))
  for (let i = 0; i < 5; i++) receive(i, 111, Buffer.alloc(i * 300, 0xff))
  timers.advance(200)
  expect(told).toEqual([])
})

it('tells keys at once', async () => {
  const { told, receive } = await setUp('opus')
  receive(1, 110, Uint8Array.of(11, 0x0a, 0, 160), 500)
  receive(2, 110, Uint8Array.of(11, 0x8a, 0, 160), 500)
  expect(told).toEqual(['#'])
})

it('ends once and frees everything when we hang up', async () => {
  const { line, media, timers, told } = await setUp()
  const playback = line.play(pcm(1000))
  timers.advance(100)
  line.hangup()
  line.hangup()
  line.end('BYE')
  media.handlers?.lost('closed')
  expect([told, media.isClosed, timers.pending, await playback.done]).toEqual([
    ['end'],
    true,
    0,
    100,
  ])
})

it('waits a second for the BYE when media is lost first', async () => {
  const { line, media, timers, told } = await setUp()
  media.handlers?.lost('closed')
  timers.advance(500)
  line.end('BYE')
  expect([told, timers.pending]).toEqual([['hangup: BYE'], 0])
})

it.for([
  ['media is lost and no BYE comes', 'lost', 1100],
  ['no packet comes for 30 seconds', 'quiet', 30_100],
] as const)('hangs up when %s', async ([, how, ms]) => {
  const { media, timers, told } = await setUp()
  if (how === 'lost') media.handlers?.lost('failed')
  timers.advance(ms)
  expect(told).toEqual(['hangup: media lost', 'end'])
})

it('tells a late listener that the call is over, once', async () => {
  const { line, told } = await setUp()
  line.end('BYE')
  line.listen({
    audio() {},
    digit() {},
    text() {},
    hangup: (reason) => told.push(`late: ${reason}`),
  })
  expect(told).toEqual(['hangup: BYE'])
})

it('survives a listener that throws', async () => {
  const { line, timers } = await setUp()
  let count = 0
  line.listen({
    audio() {
      count++
      throw new Error('broken')
    },
    digit() {},
    text() {},
    hangup() {},
  })
  timers.advance(100)
  expect(count).toBe(5)
})

it('answers hold with the same media, sends nothing meanwhile, and refuses to move', async () => {
  const { line, media, timers } = await setUp()
  expect(line.reoffer(fakeOffer('PCMU', 'sendonly'))).toContain('a=recvonly')
  media.sent.length = 0
  line.play(pcm(100))
  timers.advance(200)
  expect(media.sent).toEqual([])
  expect(line.reoffer(fakeOffer('PCMU'))).toContain('a=sendrecv')
  expect(() => line.reoffer(fakeOffer('PCMU').replace('Y8Gg', 'other'))).toThrow('cannot be moved')
})
