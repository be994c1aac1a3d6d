import fc from 'fast-check'
import { expect, it } from 'vitest'
import { correctAnswer, redirectAnswer } from './answer.ts'
import { fakeOffer } from './fakeMedia.ts'
import { agree, OfferError, parseOffer, printOffer } from './offer.ts'

it.for([
  ['opus', 'opus', { codec: 'opus', payloadType: 111, keysPayloadType: 110 }],
  ['opus', 'PCMU', { codec: 'PCMU', payloadType: 0, keysPayloadType: 126 }],
  ['PCMU', 'opus', { codec: 'PCMU', payloadType: 0, keysPayloadType: 126 }],
  ['G722', 'opus', null],
] as const)(
  'of %s, preferring %s, agrees on the codec and its keys',
  ([formats, preference, expected]) => {
    expect(agree(parseOffer(fakeOffer(formats)), preference)).toEqual(expected)
  },
)

it('keeps candidates with literal UDP addresses only', () => {
  expect(parseOffer(fakeOffer('opus')).candidates).toEqual([
    'candidate:1 1 udp 2122194687 192.0.2.2 38364 typ host generation 0 network-id 1',
  ])
})

it('hands on the checked parts of the offer and nothing else', () => {
  const offer = parseOffer(`${fakeOffer('opus', 'sendonly')}a=evil:1\r\n`)
  const printed = printOffer(offer, { codec: 'opus', payloadType: 111, keysPayloadType: 110 })
  expect(printed).not.toContain('evil')
  expect(parseOffer(printed)).toMatchObject({
    mid: '0',
    iceUfrag: 'Y8Gg',
    setup: 'actpass',
    formats: [
      { payloadType: 111, name: 'opus', clockRate: 48_000 },
      { payloadType: 110, name: 'telephone-event', clockRate: 48_000 },
    ],
  })
})

it.for([
  ['no media', 'v=0\r\n', 'Offer exactly one media section, audio.'],
  [
    'video as well',
    `${fakeOffer('opus')}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n`,
    'Offer exactly one media section, audio.',
  ],
  [
    'plain RTP',
    fakeOffer('opus').replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'),
    'Offer WebRTC media (UDP/TLS/RTP/SAVPF).',
  ],
  [
    'no fingerprint',
    fakeOffer('opus').replace('sha-256', 'sha-1'),
    'The offer has no usable a=fingerprint.',
  ],
  [
    'a long ufrag',
    fakeOffer('opus').replace('Y8Gg', 'x'.repeat(300)),
    'The offer has no usable a=ice-ufrag.',
  ],
] as const)('refuses %s', ([, sdp, message]) => {
  expect(() => parseOffer(sdp)).toThrow(new OfferError(message))
})

it('fails in no other way, whatever is offered', () => {
  const good = fakeOffer('opus')
  fc.assert(
    fc.property(fc.nat(good.length), fc.nat(40), fc.string(), (at, cut, text) => {
      try {
        const offer = parseOffer(good.slice(0, at) + text + good.slice(at + cut))
        const agreement = agree(offer, 'opus')
        if (agreement) printOffer(offer, agreement)
      } catch (error) {
        expect(error).toBeInstanceOf(OfferError)
      }
    }),
    { seed: 1, numRuns: 1000 },
  )
})

it('corrects the formats that node-datachannel writes', () => {
  const written = 'a=rtpmap:0 PCMU/8000/1\r\na=rtpmap:126 telephone-event/48000/2\r\n'
  expect(
    correctAnswer(written, { codec: 'PCMU', payloadType: 0, keysPayloadType: 126 }).split('\r\n'),
  ).toEqual(['a=rtpmap:0 PCMU/8000', 'a=rtpmap:126 telephone-event/8000', 'a=fmtp:126 0-15', ''])
})

it.for([
  ['sendonly', 'recvonly'],
  ['recvonly', 'sendonly'],
  ['inactive', 'inactive'],
  ['sendrecv', 'sendrecv'],
] as const)('answers %s with %s', ([offered, answered]) => {
  const sdp = 'o=rtc 91 0 IN IP4 127.0.0.1\r\na=sendrecv\r\n'
  expect(redirectAnswer(sdp, offered, 2)).toBe(`o=rtc 91 2 IN IP4 127.0.0.1\r\na=${answered}\r\n`)
})
