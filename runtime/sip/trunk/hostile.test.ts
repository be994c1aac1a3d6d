import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OfferError } from '../../voice/media/offer.ts'
import { Pacer } from '../../voice/media/pacer.ts'
import { parsePlainSdp } from '../../voice/media/plain/plainSdp.ts'
import { parseRtcp, printRtcp } from '../../voice/media/plain/rtcp.ts'
import { createRtpLine } from '../../voice/media/plain/rtpLine.ts'
import type { OpenSockets } from '../../voice/media/plain/rtpSockets.ts'
import { parseRtp, printRtp } from '../../voice/media/rtp.ts'
import type { Hop } from '../transport/hop.ts'
import { FakeNetwork, silentLog } from './fakeNetwork.ts'

const pbx: Hop = { transport: 'UDP', address: '10.0.0.2', port: 5070, name: null }

/** An agent that hears bytes, and what it says to each: the first lines, with `call` where it rings. */
function createEar() {
  const network = new FakeNetwork()
  const { agent, calls } = network.agent('10.0.0.1', [
    { id: 'b', addresses: [pbx.address], mostCalls: 1000, callsPerSecond: 100_000 },
  ])
  const said: string[] = []
  network.send = (_from, _to, text) => {
    said.push(text.split(' ')[1] ?? '')
  }
  const hear = (bytes: Uint8Array): string => {
    agent.receive({ bytes, from: pbx, connection: null })
    return said.splice(0).join(' ')
  }
  return { network, agent, calls, hear }
}

/** A request in our own words: lines with their ends, then a body. */
const message = (lines: readonly string[], body = ''): Buffer =>
  Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)

const usual = (method: string, n: number): string[] => [
  `${method} sip:100@10.0.0.1 SIP/2.0`,
  `Via: SIP/2.0/UDP 10.0.0.2:5070;branch=z9hG4bKhostile${n}`,
  `From: <sip:200@10.0.0.2>;tag=t${n}`,
  'To: <sip:100@10.0.0.1>',
  `Call-ID: hostile-${n}`,
  `CSeq: 1 ${method}`,
  'Contact: <sip:200@10.0.0.2:5070>',
]
const sdp =
  'v=0\r\no=- 1 1 IN IP4 10.0.0.2\r\ns=-\r\nc=IN IP4 10.0.0.2\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n'
const replace = (lines: readonly string[], start: string, line: string): string[] =>
  lines.map((each) => (each.startsWith(start) ? line : each))

const multipart = `--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x\r\nContent-Type: application/sdp\r\n\r\n${sdp}\r\n--x--\r\n`

it.for<[string, Buffer, string]>([
  ['an unknown extension', message([...usual('OPTIONS', 1), 'Require: magic']), '420'],
  [
    'an unknown scheme',
    message(replace(usual('OPTIONS', 2), 'OPTIONS', 'OPTIONS pigeon:x SIP/2.0')),
    '416',
  ],
  [
    'a tel URI',
    message(
      replace(usual('INVITE', 3), 'INVITE', 'INVITE tel:+1-202-555-0100;phone-context=x SIP/2.0'),
    ),
    '100 180',
  ],
  ['an unknown method', message(usual('DANCE', 4)), '501'],
  ['a method not for us', message(usual('SUBSCRIBE', 5)), '405'],
  ['REGISTER', message(usual('REGISTER', 6)), '405'],
  ['BYE for no call', message(usual('BYE', 7)), '481'],
  [
    'a request of an unknown dialog',
    message(replace(usual('INFO', 8), 'To', 'To: <sip:x@y>;tag=z')),
    '481',
  ],
  ['CANCEL for nothing', message(usual('CANCEL', 9)), '481'],
  ['ACK for nothing', message(usual('ACK', 10)), ''],
  ['an INVITE without an offer', message(usual('INVITE', 11)), '100 180'],
  [
    'a body it cannot read',
    message([...usual('INVITE', 12), 'Content-Type: image/png'], 'x'),
    '415',
  ],
  [
    'an encoded body',
    message(
      [...usual('INVITE', 13), 'Content-Type: application/sdp', 'Content-Encoding: gzip'],
      sdp,
    ),
    '415',
  ],
  [
    'SDP among other parts',
    message([...usual('INVITE', 14), 'Content-Type: multipart/mixed;boundary=x'], multipart),
    '100 180',
  ],
  [
    'an optional body',
    message(
      [
        ...usual('INVITE', 15),
        'Content-Type: image/png',
        'Content-Disposition: icon;handling=optional',
      ],
      'x',
    ),
    '100 180',
  ],
  ['Accept without SDP', message([...usual('INVITE', 16), 'Accept: text/x']), '406'],
  [
    'too short a session',
    message([...usual('INVITE', 17), 'Supported: timer', 'Session-Expires: 30']),
    '422',
  ],
  ['no Contact', message(usual('INVITE', 18).filter((line) => !line.startsWith('Contact'))), '400'],
  [
    'the form before RFC 3261',
    message(
      replace(usual('INVITE', 19), 'Via', 'Via: SIP/2.0/UDP 10.0.0.2').filter(
        (line) => !line.startsWith('Contact'),
      ),
    ),
    '100 180',
  ],
  ['Max-Forwards 0', message([...usual('OPTIONS', 20), 'Max-Forwards: 0']), '200'],
  [
    'a response by somebody else’s Via',
    message([
      'SIP/2.0 200 OK',
      'Via: SIP/2.0/UDP a;branch=z9hG4bK1',
      'Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK2',
      ...usual('INVITE', 21).slice(2),
    ]),
    '',
  ],
  [
    'two bodies’ worth of lengths',
    message([...usual('OPTIONS', 22), 'Content-Length: 0', 'l: 5']),
    '400',
  ],
  ['a body cut short', message([...usual('OPTIONS', 23), 'Content-Length: 500']), '400'],
  ['noise', Buffer.from([0, 255, 1, 2]), ''],
  ['a ping', Buffer.from('\r\n\r\n'), ''],
])('answers %s', ([, bytes, expected]) => {
  expect(createEar().hear(bytes)).toBe(expected)
})

it('tells a request that comes on two ways that it came before', () => {
  const { hear, calls } = createEar()
  const first = usual('INVITE', 1)
  const second = replace(first, 'Via', 'Via: SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKother')
  expect([hear(message(first)), hear(message(first)), hear(message(second))]).toEqual([
    ...['100 180', '180', '482'],
  ])
  expect(calls).toHaveLength(1)
})

/** What our agent, a user agent for calls and no registrar, has to say to the messages of RFC 4475. */
const verdicts = `
wsinv 481 | intmeth 501 | esc01 100 180 | escnull 405 | esc02 501 | lwsdisp 200 | longreq 100 180 | dblreq 405
semiuri 200 | transports 200 | mpart01 405 | unreason  | noreason  | badinv01 400 | clerr 400 | ncl 400 | scalar02 400
scalarlg  | quotbal 400 | ltgtruri 400 | lwsruri 400 | lwsstart 400 | trws 400 | escruri 400 | baddate 100 180
regbadct 400 | badaspec 400 | baddn 400 | badvers 505 | mismatch01 400 | mismatch02 400 | bigcode  | badbranch 200
insuf 400 | unkscm 416 | novelsc 416 | unksm2 405 | bext01 420 | invut 415 | regaut01 405 | multi01 400 | mcl01 400
bcast  | zeromf 200 | cparam01 405 | cparam02 405 | regescrt 405 | sdp01 406 | inv2543 100 180`
const torture = new URL('../../../../shared/corpus/sip-torture/', import.meta.url)

describe.skipIf(!existsSync(torture))('RFC 4475 (needs: ../shared/corpus)', () => {
  it.for(
    verdicts
      .trim()
      .split(/ \| |\n/)
      .map((each) => each.split(/ (.*)/)),
  )('answers %s with %s', ([name, expected = '']) => {
    const bytes = readFileSync(new URL(`${name}.dat`, torture))
    expect(createEar().hear(bytes)).toBe(expected.trim())
  })
})

/** The same numbers on every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

const spices = [
  '\r\n',
  ';',
  '"',
  '<',
  '>',
  ',',
  ':',
  ' ',
  '\0',
  '%00',
  '@',
  '=',
  '99999999999',
  'a=',
].map((each) => Buffer.from(each))

/** Bytes changed, cut, doubled, spiced: one to four times. */
function mutate(bytes: Buffer, random: (below: number) => number): Buffer {
  let result = Buffer.from(bytes)
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(result.length + 1)
    const to = Math.min(result.length, at + random(20))
    const spice = spices[random(spices.length)] ?? Buffer.alloc(0)
    const way = random(5)
    if (way === 0 && result.length > 0) result[Math.min(at, result.length - 1)] = random(256)
    else if (way === 1) result = Buffer.concat([result.subarray(0, at), result.subarray(to)])
    else if (way === 2) result = Buffer.concat([result.subarray(0, to), result.subarray(at)])
    else if (way === 3) result = Buffer.concat([result.subarray(0, at), spice, result.subarray(at)])
    else if (random(8) === 0) result = result.subarray(0, at)
  }
  return result
}

it('takes 50,000 changed SIP messages and keeps nothing of them', async () => {
  const random = createRandom(7)
  const { network, agent, hear } = createEar()
  const body = ['Content-Type: application/sdp', `Content-Length: ${sdp.length}`]
  for (let n = 0; n < 50_000; n++) {
    const method = ['INVITE', 'OPTIONS', 'BYE', 'CANCEL', 'ACK', 'REFER', 'UPDATE'][n % 7] ?? ''
    const good = message([...usual(method, n), 'Supported: timer', ...body], sdp)
    hear(
      mutate(
        n % 11 === 0 ? Buffer.from(good.toString().replace(/^.*/, 'SIP/2.0 200 OK')) : good,
        random,
      ),
    )
    if (n % 100 === 99) network.timers.advance(20_000)
  }
  await network.pass(200_000, 20_000)
  expect([agent.openTransactions, agent.liveCalls()]).toEqual([0, 0])
})

it('takes 25,000 changed session descriptions, and refuses in one way only', () => {
  const random = createRandom(8)
  const good = Buffer.from(
    `${sdp}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${'A'.repeat(40)}\r\na=rtcp:4001\r\na=sendrecv\r\nm=video 0 RTP/AVP 99\r\n`,
  )
  let read = 0
  for (let n = 0; n < 25_000; n++) {
    try {
      parsePlainSdp(mutate(good, random).toString('latin1'))
      read++
    } catch (error) {
      if (!(error instanceof OfferError)) throw error
    }
  }
  expect(read).toBeGreaterThan(1000)
})

it('takes 25,000 changed RTP and RTCP packets in the middle of a call', async () => {
  const random = createRandom(9)
  const network = new FakeNetwork()
  let receive: Parameters<OpenSockets>[0] = () => {}
  const line = await createRtpLine({
    ...{ log: silentLog, address: '10.0.0.1', peer: '10.0.0.2', encrypts: false, onEnd() {} },
    pacer: new Pacer(network.timers),
    openSockets: async (received) => {
      receive = received
      return { port: 2, rtcpPort: 3, send() {}, close() {} }
    },
  })
  line.answer(sdp)
  let frames = 0
  line.listen({ audio: () => frames++, digit() {}, text() {}, hangup() {} })
  const report = printRtcp({
    ...{ ssrc: 1, now: 1e12, timestamp: 1, packets: 1, bytes: 1, name: 'x', isBye: false },
    reception: { ssrc: 2, lost: 1, lostShare: 0, jitter: 1, lastReport: 1, delay: 1 },
  })
  for (let n = 0; n < 25_000; n++) {
    const payloadType = n % 50 === 0 ? 101 : 0
    const rtp = printRtp({
      ...{ payloadType, marker: false, sequence: n & 0xffff, timestamp: n * 160, ssrc: 5 },
      payload: Buffer.alloc(payloadType === 0 ? 160 : 4, n),
    })
    const isRtcp = n % 5 === 0
    const bytes = mutate(isRtcp ? report : rtp, random)
    parseRtp(bytes)
    parseRtcp(bytes)
    receive(isRtcp ? 'rtcp' : 'rtp', bytes, '10.0.0.2', 4000)
    if (n % 10 === 0) network.timers.advance(20)
  }
  line.end('BYE')
  expect([frames >= 2500, network.timers.pending]).toEqual([true, 0])
})
