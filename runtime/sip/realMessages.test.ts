import { describe, expect, it } from 'vitest'
import { checkRequest } from './checkRequest.ts'
import { parseMessage } from './parseMessage.ts'
import { readSdpBody } from './trunk/sdpBody.ts'

/** Messages as equipment writes them, and IPv6 in the spirit of RFC 5118. */

const usual: Readonly<Record<string, string>> = {
  Via: 'SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bKa;rport',
  From: '"Desk" <sip:desk@pbx.example>;tag=1',
  To: '<sip:front@studio.example>',
  'Call-ID': 'c1@192.0.2.9',
  CSeq: '102 INVITE',
  Contact: '<sip:desk@192.0.2.9:5060>',
  'Max-Forwards': '70',
}
const written = (
  headers: Readonly<Record<string, string>>,
  uri = 'sip:front@studio.example',
  body = '',
): Buffer => {
  const lines = Object.entries({ ...usual, ...headers }).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from([`INVITE ${uri} SIP/2.0`, ...lines, '', body].join('\r\n'))
}
/** `ok`, or the status that it is refused with. */
const outcome = (bytes: Buffer): string => {
  const parsed = parseMessage(bytes)
  if (!parsed.ok) return `${parsed.status} ${parsed.problem}`
  if (parsed.message.type === 'response') return `${parsed.message.status}`
  const facts = checkRequest(parsed.message)
  return 'problem' in facts ? `${facts.status} ${facts.problem}` : 'ok'
}

describe('an address of IPv6', () => {
  it.for<[string, string, string]>([
    ['alone', 'sip:[2001:db8::10]', 'ok'],
    ['with a port', 'sip:a@[2001:db8::10]:5070;transport=tcp', 'ok'],
    ['that ends like a port', 'sip:[2001:db8::10:5070]', 'ok'],
    ['with IPv4 inside', 'sip:a@[::ffff:192.0.2.10]:19823', 'ok'],
    ['without brackets', 'sip:2001:db8::10', '400 an IPv6 address without brackets'],
    ['without brackets, of a user', 'sip:a@2001:db8::10', '400 an IPv6 address without brackets'],
    ['nowhere, but a password', 'sip:a:b@studio.example:5060', 'ok'],
  ])('%s in the request line', ([, uri, expected]) => {
    expect(outcome(written({}, uri))).toBe(expected)
  })

  it.for<[string, Readonly<Record<string, string>>]>([
    [
      'received in brackets',
      { Via: 'SIP/2.0/UDP [2001:db8::9];received=[2001:db8::a];branch=z9hG4bKa' },
    ],
    ['received without', { Via: 'SIP/2.0/UDP [2001:db8::9];received=2001:db8::a;branch=z9hG4bKa' }],
    [
      'with three colons',
      {
        Via: 'SIP/2.0/UDP [2001:db8:::192.0.2.1];branch=z9hG4bKa',
        To: '<sip:a@[2001:db8:::192.0.2.1]>',
      },
    ],
    [
      'beside IPv4',
      {
        Via: 'SIP/2.0/UDP [2001:db8::9]:6050;branch=z9hG4bKa, SIP/2.0/TCP 192.0.2.7;branch=z9hG4bKb',
        Contact: '"C" <sip:c@[2001:db8::1]>',
      },
    ],
  ])('%s in a header', ([, headers]) => {
    expect(outcome(written(headers))).toBe('ok')
  })
})

describe('a name', () => {
  it.for<[string, string]>([
    ['of accents without quotes', 'José Müller <sip:a@b>;tag=1'],
    ['of a number with brackets', '+1 (202) 555-0123 <sip:a@b>;tag=1'],
    ['of a firm', "O'Neil & Sons <sip:a@b>;tag=1"],
    ['that is empty', '"" <sip:a@b>;tag=1'],
    ['of nobody', '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1'],
    ['over two lines', '\r\n  "Desk"\r\n\t<sip:a@b>;tag=1'],
  ])('%s is taken', ([, from]) => {
    expect(outcome(written({ From: from }))).toBe('ok')
  })

  it('in Latin-1 is taken, and bytes that are no text are not', () => {
    const text = written({ From: '"Jos\u00e9" <sip:a@b>;tag=1' }).toString('utf8')
    expect(outcome(Buffer.from(text, 'latin1'))).toBe('ok')
    expect(
      outcome(Buffer.from(`${text.slice(0, 40)}\u0000\u00e9${text.slice(40)}`, 'latin1')),
    ).toBe('null headers are no UTF-8')
  })

  it('with a comma and no quotes is refused', () => {
    expect(outcome(written({ From: 'Bell, Alexander <sip:a@b>;tag=1' }))).toMatch(/^400/)
  })
})

it('takes what carriers add', () => {
  const headers = {
    Contact: '<sip:a@192.0.2.1;ob>;+sip.instance="<urn:uuid:0>";reg-id=1;methods="INVITE, ACK"',
    'P-Asserted-Identity': '<sip:1@b>, <tel:+12025550123>',
    Diversion: '<sip:a@b>;reason=unconditional',
    'Remote-Party-ID': '"X" <sip:1@2>;party=calling;privacy=off',
    'Session-Expires': '1800;refresher=uac',
    Supported: '',
  }
  expect(outcome(written(headers, 'tel:+12025550123;phone-context=example.com'))).toBe('ok')
})

it.for<[string, string]>([
  ['SIP/2.0 183 Session Progress', '183'],
  ['SIP/2.0 486 Occupé', '486'],
  ['SIP/2.0 200 ', '200'],
  ['SIP/2.0 200', '200'],
  ['SIP/2.0 20', 'null a malformed status line'],
])('reads the status line %s', ([line, expected]) => {
  expect(outcome(Buffer.from([line, `Call-ID: x`, '', ''].join('\r\n')))).toBe(expected)
})

describe('a session description', () => {
  const sdp = 'v=0\r\nm=audio 4000 RTP/AVP 0\r\n'
  const parts = `--b\r\nContent-Type: application/isup\r\n\r\n\u0001\r\n--b\r\nContent-Type: application/sdp\r\n\r\n${sdp}\r\n--b--\r\n`
  it.for<[string, string, string]>([
    ['application/sdp', sdp, 'sdp'],
    ['Application/SDP ; charset=utf-8', sdp, 'sdp'],
    ['', sdp, 'sdp'],
    ['multipart/mixed;boundary=b', parts, 'sdp'],
    ['Multipart/Related ; type="application/sdp" ; Boundary="b"', parts, 'sdp'],
    ['multipart/mixed', parts, 'refused'],
    ['text/plain', sdp, 'refused'],
    ['application/isup', sdp, 'refused'],
  ])('of type %s', ([type, body, expected]) => {
    const parsed = parseMessage(
      written(type === '' ? {} : { 'Content-Type': type }, undefined, body),
    )
    expect(parsed.ok && readSdpBody(parsed.message).type).toBe(expected)
  })
})
