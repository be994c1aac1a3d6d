import { expect, it } from 'vitest'
import { frameSamples } from '../../line.ts'
import { createPcmaCodec, createPcmuCodec } from '../codec.ts'
import { FakeTimers } from '../fakeMedia.ts'
import { OfferError } from '../offer.ts'
import { Pacer } from '../pacer.ts'
import { parseRtp, printRtp, type RtpPacket } from '../rtp.ts'
import { soundOfKeys } from './inbandKeys.ts'
import { parseRtcp } from './rtcp.ts'
import { createRtpLine, type RtpLine } from './rtpLine.ts'
import type { OpenSockets } from './rtpSockets.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const them = '192.0.2.9'

/** An offer in plain RTP. */
const offerOf = (media = 'RTP/AVP 0 8 101', more: readonly string[] = [], address = them): string =>
  [
    ...['v=0', `o=- 1 1 IN IP4 ${address}`, 's=-', `c=IN IP4 ${address}`, 't=0 0'],
    `m=audio 4000 ${media}`,
    ...['a=rtpmap:101 telephone-event/8000', ...more, ''],
  ].join('\r\n')

interface Setup {
  readonly line: RtpLine
  readonly timers: FakeTimers
  readonly sent: { kind: 'rtp' | 'rtcp'; packet: Uint8Array; to: string }[]
  readonly told: string[]
  readonly frames: Int16Array[]
  /** Gives a packet of theirs. */
  receive(packet: Partial<RtpPacket>, from?: string, port?: number): void
  /** Sound of theirs, 20 ms a packet, in step with time. */
  say(pcm: Int16Array): void
  readonly isClosed: () => boolean
}

async function setUp(peer = them, encrypts = false): Promise<Setup> {
  const timers = new FakeTimers()
  const sent: Setup['sent'] = []
  const told: string[] = []
  const frames: Int16Array[] = []
  let give: Parameters<OpenSockets>[0] = () => {}
  let isClosed = false
  const line = await createRtpLine({
    ...{ log, address: '192.0.2.1', peer, encrypts, now: () => timers.now() },
    onEnd: () => told.push('end'),
    pacer: new Pacer(timers),
    openSockets: async (received) => {
      give = received
      return {
        ...{ port: 5000, rtcpPort: 5001 },
        send: (kind, packet, port, address) =>
          sent.push({ kind, packet, to: `${address}:${port}` }),
        close: () => {
          isClosed = true
        },
      }
    },
  })
  line.listen({
    audio: (pcm) => frames.push(pcm),
    digit: (digit) => told.push(digit),
    text: (text) => told.push(text),
    hangup: (reason) => told.push(`hangup: ${reason}`),
  })
  let sequence = 0
  const receive: Setup['receive'] = (packet, from = them, port = 4000) => {
    sequence++
    const whole = {
      ...{ payloadType: 0, marker: false, ssrc: 1, payload: new Uint8Array(160).fill(0x20) },
      ...{ sequence, timestamp: sequence * 160 },
    }
    give('rtp', printRtp({ ...whole, ...packet }), from, port)
  }
  const codec = createPcmuCodec()
  const say = (pcm: Int16Array) => {
    for (let at = 0; at + frameSamples <= pcm.length; at += frameSamples) {
      receive({ payload: codec.encode(pcm.subarray(at, at + frameSamples)) })
      timers.advance(20)
    }
  }
  return { line, timers, sent, told, frames, receive, say, isClosed: () => isClosed }
}

it('answers an offer with its first codec that we have, and its keys', async () => {
  const { line } = await setUp()
  expect(line.answer(offerOf('RTP/AVP 18 8 0 101')).split('\r\n').slice(1)).toEqual([
    expect.stringMatching(/^o=- \d+ 1 IN IP4 192\.0\.2\.1$/),
    ...['s=-', 'c=IN IP4 192.0.2.1', 't=0 0', 'm=audio 5000 RTP/AVP 8 101', 'a=rtpmap:8 PCMA/8000'],
    ...['a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-15', 'a=ptime:20', 'a=sendrecv', ''],
  ])
  expect(line.codec).toBe('PCMA')
})

it.for<[string, string, string]>([
  ['video beside', `${offerOf()}m=video 4002 RTP/AVP 99\r\n`, 'm=video 0 RTP/AVP 99'],
  ['rtcp-mux', offerOf('RTP/AVP 0', ['a=rtcp-mux']), 'a=rtcp-mux'],
  ['hold', offerOf('RTP/AVP 0', ['a=sendonly']), 'a=recvonly'],
  ['hold by the old way', offerOf('RTP/AVP 0', [], '0.0.0.0'), 'a=inactive'],
  [
    'encryption',
    offerOf('RTP/SAVP 0', [`a=crypto:3 AES_CM_128_HMAC_SHA1_32 inline:${'A'.repeat(40)}|2^31`]),
    'a=crypto:3 AES_CM_128_HMAC_SHA1_32 inline:',
  ],
])('takes %s', async ([, offer, expected]) => {
  const { line } = await setUp()
  expect(line.answer(offer)).toContain(expected)
})

it.for<[string, string]>([
  ['other codecs', offerOf('RTP/AVP 9 18')],
  ['WebRTC', offerOf('UDP/TLS/RTP/SAVPF 0')],
  ['encryption without a key', offerOf('RTP/SAVP 0')],
  ['a name for an address', offerOf('RTP/AVP 0', [], 'pbx.example')],
  ['no media', 'v=0\r\n'],
  ['nothing', ''],
])('refuses %s', async ([, offer]) => {
  const { line } = await setUp()
  expect(() => line.answer(offer)).toThrow(OfferError)
})

it('says the same again when nothing changed, and counts when something did', async () => {
  const { line } = await setUp()
  const version = (sdp: string) => /^o=- \d+ (\d+)/m.exec(sdp)?.[1]
  const versions = [
    ...[line.answer(offerOf()), line.answer(offerOf()), line.offer()].map(version),
    ...[line.offer({ isOnHold: true }), line.offer(), line.offer({ isOnHold: false })].map(version),
  ]
  expect(versions).toEqual(['1', '1', '1', '2', '2', '3'])
})

it('speaks and hears', async () => {
  const { line, timers, sent, frames, say } = await setUp()
  line.answer(offerOf('RTP/AVP 8'))
  void line.play(new Int16Array(frameSamples * 5).fill(4000))
  timers.advance(100)
  const packets = sent.flatMap(({ packet }) => parseRtp(packet) ?? [])
  expect(packets.map(({ payloadType }) => payloadType)).toEqual([8, 8, 8, 8, 8])
  const last = createPcmaCodec().decode(packets[4]?.payload ?? new Uint8Array(0))
  expect(Math.abs((last?.at(-1) ?? 0) - 4000)).toBeLessThan(200)
  line.answer(offerOf('RTP/AVP 0'))
  say(Int16Array.from({ length: frameSamples * 50 }, (_, i) => 8000 * Math.sin(i / 5)))
  expect(frames.filter((frame) => frame.some((x) => Math.abs(x) > 4000)).length).toBeGreaterThan(40)
})

it('sends where media comes from, and minds nobody else', async () => {
  const { line, timers, sent, frames, receive } = await setUp('192.0.2.20')
  line.answer(offerOf())
  const target = () => {
    sent.length = 0
    void line.play(new Int16Array(frameSamples))
    timers.advance(40)
    return sent[0]?.to
  }
  expect(target()).toBe(`${them}:4000`)
  receive({}, '203.0.113.66', 1)
  expect(target()).toBe(`${them}:4000`)
  // The peer of the signalling may send media too; what was said was wrong.
  receive({}, '192.0.2.20', 7000)
  expect(target()).toBe('192.0.2.20:7000')
  receive({}, them, 4000)
  expect(target()).toBe('192.0.2.20:7000')
  timers.advance(2100)
  receive({}, them, 4000)
  expect(target()).toBe(`${them}:4000`)
  expect(frames.length).toBeGreaterThan(100)
})

it('tells keys from packets, and from sound where no others were agreed', async () => {
  const first = await setUp()
  first.line.answer(offerOf())
  first.receive({ payloadType: 101, payload: Uint8Array.of(5, 10, 0, 160) })
  first.say(soundOfKeys('9'))
  expect(first.told).toEqual(['5'])
  const second = await setUp()
  second.line.answer(offerOf('RTP/AVP 0'))
  second.say(soundOfKeys('12#'))
  second.timers.advance(200)
  expect(second.told).toEqual(['1', '2', '#'])
})

it.for([
  ['packets', 'RTP/AVP 0 101', 101],
  ['sound', 'RTP/AVP 0', 0],
] as const)('presses keys by %s', async ([, media, payloadType]) => {
  const { line, timers, sent } = await setUp()
  line.answer(offerOf(media))
  const pressed = line.sendDigits('7')
  timers.advance(1000)
  expect(await pressed).toBe(true)
  const types = sent.flatMap(({ packet }) => parseRtp(packet)?.payloadType ?? [])
  expect(types.includes(payloadType)).toBe(true)
})

it('reports how it hears, and says goodbye', async () => {
  const { line, timers, sent, receive, isClosed } = await setUp()
  line.answer(offerOf())
  void line.play(new Int16Array(frameSamples * 10))
  for (let i = 0; i < 10; i++) if (i !== 4) receive({ sequence: i, timestamp: i * 160 })
  timers.advance(5100)
  line.hangup()
  const reports = sent.filter(({ kind }) => kind === 'rtcp')
  expect(reports.map(({ to }) => to)).toEqual([`${them}:4001`, `${them}:4001`])
  expect(reports.map(({ packet }) => parseRtcp(packet))).toMatchObject([
    { reports: [{ ssrc: 1, lost: 1 }], isBye: false },
    { isBye: true },
  ])
  await new Promise((resolve) => setImmediate(resolve))
  expect([isClosed(), timers.pending]).toEqual([true, 0])
})

it('ends when no media comes for half a minute, but not on hold', async () => {
  const { line, timers, told } = await setUp()
  line.answer(offerOf('RTP/AVP 0', ['a=inactive']))
  timers.advance(100_000)
  expect(told).toEqual([])
  line.answer(offerOf('RTP/AVP 0'))
  timers.advance(31_000)
  expect(told).toEqual(['hangup: media lost', 'end'])
})

it.for(['our offer', 'theirs'] as const)(
  'waits for sound as long as it rings, and from the answer on no longer than half a minute (%s)',
  async (whose) => {
    const { line, timers, told } = await setUp()
    const agree = (options?: { readonly isEarly: boolean }) =>
      whose === 'theirs'
        ? line.answer(offerOf('RTP/AVP 0'), options)
        : line.accept(offerOf('RTP/AVP 0'), options)
    if (whose === 'our offer') line.offer()
    const early = agree({ isEarly: true })
    timers.advance(100_000)
    expect(told).toEqual([])
    // Nothing changed: it is the same description, by its version too.
    expect(agree()).toEqual(early)
    timers.advance(31_000)
    expect(told).toEqual(['hangup: media lost', 'end'])
  },
)

it('sends nothing on hold', async () => {
  const { line, timers, sent } = await setUp()
  line.answer(offerOf('RTP/AVP 0', ['a=inactive']))
  void line.play(new Int16Array(frameSamples * 10))
  timers.advance(200)
  expect(sent).toEqual([])
})

it.for([true, false])('agrees with itself, encrypted: %s', async (encrypts) => {
  const [near, far] = [await setUp('192.0.2.1', encrypts), await setUp('192.0.2.1')]
  near.line.accept(far.line.answer(near.line.offer()))
  void near.line.play(new Int16Array(frameSamples * 20).fill(5000))
  near.timers.advance(500)
  const [packet] = near.sent
  expect(Boolean(packet && parseRtp(packet.packet)?.payload.length === 160)).toBe(!encrypts)
  expect(near.line.codec).toBe('PCMU')
})

it('refuses an answer that takes the encryption away', async () => {
  const near = await setUp(them, true)
  near.line.offer()
  expect(() => near.line.accept(offerOf())).toThrow('another protection')
})

it('lets a new party choose again, with another key', async () => {
  const { line } = await setUp(them, true)
  const keyIn = (sdp: string) => /inline:(\S+)/.exec(sdp)?.[1]
  const first = line.offer()
  line.accept(
    offerOf('RTP/SAVP 8 101', [`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${'B'.repeat(40)}`]),
  )
  const [again, other] = [line.offer(), line.offer({ isNewParty: true })]
  expect([/m=.*/.exec(again)?.[0], /m=.*/.exec(other)?.[0]]).toEqual([
    ...['m=audio 5000 RTP/SAVP 8 101', 'm=audio 5000 RTP/SAVP 0 8 101'],
  ])
  expect([keyIn(again) === keyIn(first), keyIn(other) === keyIn(first)]).toEqual([true, false])
})
