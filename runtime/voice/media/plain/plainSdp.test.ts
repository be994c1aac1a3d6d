import { expect, it } from 'vitest'
import { OfferError } from '../offer.ts'
import { agreePlain, parsePlainSdp } from './plainSdp.ts'

const sdp = (...lines: readonly string[]): string =>
  ['v=0', 'o=pbx 7 7 IN IP4 192.0.2.9', 's=Call', ...lines, ''].join('\r\n')
const own = ['c=IN IP4 192.0.2.9', 't=0 0']

/** In a word: where media goes, which way, and in what. */
const read = (text: string): string => {
  const media = parsePlainSdp(text)
  const agreed = agreePlain(media, null)
  const spoken = agreed ? `${agreed.codec} ${agreed.payloadType} ${agreed.keysPayloadType}` : 'none'
  return `${media.address} ${media.port} ${media.direction} ${spoken}`
}

it.for<[string, string, string]>([
  [
    'of a PBX with everything',
    sdp(
      ...own,
      'b=CT:384',
      'm=audio 14000 RTP/AVP 18 8 0 101 13',
      'a=rtpmap:18 G729/8000',
      'a=fmtp:18 annexb=no',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-16',
      'a=rtpmap:13 CN/8000',
      'a=silenceSupp:off - - - -',
      'a=maxptime:150',
    ),
    '192.0.2.9 14000 sendrecv PCMA 8 101',
  ],
  [
    'with nothing but numbers',
    sdp(...own, 'm=audio 14000 RTP/AVP 0'),
    '192.0.2.9 14000 sendrecv PCMU 0 null',
  ],
  [
    'with blanks behind its lines',
    sdp('c=IN IP4 192.0.2.9 ', 't=0 0', 'm=audio 14000 RTP/AVP 0 ', 'a=sendonly '),
    '192.0.2.9 14000 sendonly PCMU 0 null',
  ],
  [
    'behind an empty line',
    `\r\n${sdp(...own, 'm=audio 14000 RTP/AVP 0')}`,
    '192.0.2.9 14000 sendrecv PCMU 0 null',
  ],
  [
    'with bare line feeds',
    sdp(...own, 'm=audio 14000 RTP/AVP 0', 'a=recvonly').replaceAll('\r', ''),
    '192.0.2.9 14000 recvonly PCMU 0 null',
  ],
  [
    'with a count of ports',
    sdp(...own, 'm=audio 14000/2 RTP/AVP 0'),
    '192.0.2.9 14000 sendrecv PCMU 0 null',
  ],
  [
    'with a life time of its address',
    sdp('c=IN IP4 192.0.2.9/127', 't=0 0', 'm=audio 14000 RTP/AVP 0'),
    '192.0.2.9 14000 sendrecv PCMU 0 null',
  ],
  [
    'with numbers of its own',
    sdp(
      ...own,
      'm=audio 14000 RTP/AVP 96 97 100',
      'a=rtpmap:96 opus/48000/2',
      'a=rtpmap:97 pcma/8000/1',
      'a=rtpmap:100 TELEPHONE-EVENT/8000',
    ),
    '192.0.2.9 14000 sendrecv PCMA 97 100',
  ],
  [
    'with keys of two clocks',
    sdp(
      ...own,
      'm=audio 14000 RTP/AVP 0 110 101',
      'a=rtpmap:110 telephone-event/48000',
      'a=rtpmap:101 telephone-event/8000',
    ),
    '192.0.2.9 14000 sendrecv PCMU 0 101',
  ],
  [
    'of ICE lite',
    sdp(
      ...own,
      'a=ice-lite',
      'm=audio 14000 RTP/AVP 0',
      'a=ice-ufrag:abcd',
      'a=candidate:1 1 UDP 1 192.0.2.9 14000 typ host',
    ),
    '192.0.2.9 14000 sendrecv PCMU 0 null',
  ],
  [
    'on hold the old way',
    sdp('c=IN IP4 0.0.0.0', 't=0 0', 'm=audio 14000 RTP/AVP 0'),
    '0.0.0.0 14000 inactive PCMU 0 null',
  ],
  [
    'of IPv6',
    sdp('c=IN IP6 2001:db8::9', 't=0 0', 'm=audio 14000 RTP/AVP 0'),
    '2001:db8::9 14000 sendrecv PCMU 0 null',
  ],
  [
    'of IPv6 on hold',
    sdp('c=IN IP6 ::', 't=0 0', 'm=audio 14000 RTP/AVP 0'),
    ':: 14000 inactive PCMU 0 null',
  ],
  [
    'of IPv4 inside IPv6',
    sdp('c=IN IP6 ::ffff:192.0.2.9', 't=0 0', 'm=audio 14000 RTP/AVP 0'),
    '192.0.2.9 14000 sendrecv PCMU 0 null',
  ],
  [
    'with an address for each section',
    sdp(
      't=0 0',
      'm=audio 14000 RTP/AVP 0',
      'c=IN IP4 192.0.2.8',
      'm=video 9 RTP/AVP 107',
      'c=IN IP6 2001:db8::1',
    ),
    '192.0.2.8 14000 sendrecv PCMU 0 null',
  ],
  [
    'behind a section that is turned down',
    sdp(...own, 'm=audio 0 RTP/SAVP 0', 'm=audio 14000 RTP/AVP 0', 'm=image 9 udptl t38'),
    '192.0.2.9 14000 sendrecv PCMU 0 null',
  ],
  [
    'without a codec of ours',
    sdp(...own, 'm=audio 14000 RTP/AVP 18', 'a=rtpmap:18 G729/8000'),
    '192.0.2.9 14000 sendrecv none',
  ],
])('reads an offer %s', ([, text, expected]) => {
  expect(read(text)).toBe(expected)
})

it.for<[string, string]>([
  ['without audio', sdp(...own, 'm=image 4000 udptl t38')],
  ['whose audio is turned down', sdp(...own, 'm=audio 0 RTP/AVP 0')],
  [
    'with a name for its address',
    sdp('c=IN IP4 media.example.com', 't=0 0', 'm=audio 4000 RTP/AVP 0'),
  ],
  ['without an address', sdp('t=0 0', 'm=audio 4000 RTP/AVP 0')],
  ['with a port that is none', sdp(...own, 'm=audio 70000 RTP/AVP 0')],
  ['of a browser', sdp(...own, 'm=audio 4000 UDP/TLS/RTP/SAVPF 0')],
  ['of forty sections', sdp(...own, ...Array<string>(40).fill('m=audio 4000 RTP/AVP 0'))],
  ['that is none', '\0\x01v=0'],
])('turns down an offer %s', ([, text]) => {
  expect(() => parsePlainSdp(text)).toThrow(OfferError)
})
