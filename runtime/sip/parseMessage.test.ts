import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRequest } from './checkRequest.ts'
import { headerOf, headersOf } from './message.ts'
import { maxMessageBytes, parseMessage } from './parseMessage.ts'
import { createResponse, printMessage } from './printMessage.ts'

const lines = (...all: readonly string[]): Buffer => Buffer.from(`${all.join('\r\n')}\r\n\r\n`)
const via = 'Via: SIP/2.0/WS a.invalid;branch=z9hG4bKx'
const rest = ['From: <sip:a@b>;tag=1', 'To: <sip:c@d>', 'Call-ID: x', 'CSeq: 1 OPTIONS']

it('reads short names, folded lines, lists and a body', () => {
  const parsed = parseMessage(
    Buffer.concat([
      lines(
        'OPTIONS sip:c@d SIP/2.0',
        'v: SIP / 2.0 / WS a.invalid;branch=z9hG4bK1 ,',
        ' SIP/2.0/UDP b:5060;branch=z9hG4bK2',
        'f: "A, \\"B\\"" <sip:a@b>;tag=1',
        't : <sip:c@d>',
        'i: x',
        'CSeq: 0007  OPTIONS',
        'm: <sip:a@b;x=1,2>, sip:e@f;q=0.5',
        'l: 2',
      ),
      Buffer.from('hi and what a datagram drops'),
    ]),
  )
  if (!parsed.ok || parsed.message.type !== 'request') throw new Error('not read')
  const { message } = parsed
  expect(headersOf(message, 'via')).toEqual([
    'SIP / 2.0 / WS a.invalid;branch=z9hG4bK1',
    'SIP/2.0/UDP b:5060;branch=z9hG4bK2',
  ])
  expect(headersOf(message, 'contact')).toEqual(['<sip:a@b;x=1,2>', 'sip:e@f;q=0.5'])
  expect(message.body.toString()).toBe('hi')
  expect(checkRequest(message)).toEqual({
    branch: 'z9hG4bK1',
    sentBy: 'a.invalid',
    callId: 'x',
    cseq: 7,
    fromUri: 'sip:a@b',
    fromTag: '1',
    toUri: 'sip:c@d',
    toTag: null,
  })
})

it.for([
  ['another version', 505, ['OPTIONS sip:c@d SIP/3.0', via, ...rest]],
  ['two spaces', 400, ['OPTIONS  sip:c@d SIP/2.0', via, ...rest]],
  ['a URI in brackets', 400, ['OPTIONS <sip:c@d> SIP/2.0', via, ...rest]],
  ['a line that is no header', 400, ['OPTIONS sip:c@d SIP/2.0', via, 'hello', ...rest]],
  ['a bare line feed', 400, ['OPTIONS sip:c@d SIP/2.0', via, 'Subject: a\nRoute: b', ...rest]],
  ['two From', 400, ['OPTIONS sip:c@d SIP/2.0', via, 'f: <sip:x@y>', ...rest]],
  ['a body cut short', 400, ['OPTIONS sip:c@d SIP/2.0', via, ...rest, 'Content-Length: 5']],
  ['a negative length', 400, ['OPTIONS sip:c@d SIP/2.0', via, ...rest, 'Content-Length: -5']],
  ['300 headers', 400, ['OPTIONS sip:c@d SIP/2.0', via, ...rest, ...Array(300).fill('X: y')]],
  ['a malformed status line', null, ['SIP/2.0 4294967301 OK', via, ...rest]],
] as const)('refuses %s with %s', ([, status, all]) => {
  expect(parseMessage(lines(...all))).toMatchObject({ ok: false, status })
})

it.for([
  ['a good one', via, 'OK'],
  ['a malformed Via', 'Via: SIP/2.0/WS a.invalid;;,;', 'a missing or malformed Via'],
  [
    'an unknown protocol in Via',
    'Via: HTTP/1.1/WS a;branch=z9hG4bKx',
    'a missing or malformed Via',
  ],
] as const)('checks Via: %s', ([, line, problem]) => {
  const parsed = parseMessage(lines('OPTIONS sip:c@d SIP/2.0', line, ...rest))
  if (!parsed.ok || parsed.message.type !== 'request') throw new Error('not read')
  const facts = checkRequest(parsed.message)
  expect('problem' in facts ? facts.problem : 'OK').toBe(problem)
})

it('drops what is too long, empty or no text', () => {
  expect(parseMessage(Buffer.alloc(maxMessageBytes + 1, 65))).toMatchObject({ status: null })
  expect(parseMessage(Buffer.alloc(0)).ok).toBe(false)
  expect(parseMessage(Buffer.from([0xff, 0xfe, 13, 10, 13, 10]))).toMatchObject({ status: null })
})

it('prints what it reads again, with a counted length', () => {
  const text = printMessage({
    type: 'request',
    method: 'INFO',
    uri: 'sip:a@b',
    headers: [
      { name: 'call-id', value: 'x' },
      { name: 'content-type', value: 'text/plain' },
    ],
    body: Buffer.from('grüezi'),
  })
  expect(text).toBe(
    'INFO sip:a@b SIP/2.0\r\nCall-ID: x\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\ngrüezi',
  )
  const again = parseMessage(Buffer.from(text))
  expect(again.ok && again.message.body.toString()).toBe('grüezi')
})

it('tags a response once', () => {
  const request = { headers: [{ name: 'to', value: '<sip:a@b;tag=in-uri>' }] }
  const response = createResponse(request, { status: 200, reason: 'OK', tag: 't' })
  expect(headerOf(response, 'to')).toBe('<sip:a@b;tag=in-uri>;tag=t')
  expect(headerOf(createResponse(response, { status: 200, reason: 'OK', tag: 'u' }), 'to')).toBe(
    '<sip:a@b;tag=in-uri>;tag=t',
  )
})

it('takes any bytes', () => {
  const piece = fc.oneof(
    fc.constantFrom('OPTIONS sip:c@d SIP/2.0\r\n', 'SIP/2.0 200 OK\r\n', via, ...rest, '\r\n'),
    fc.constantFrom('Via: ', 'Contact: ', '<', '>', '"', '\\', ';', ',', ' ', '\t', '\0', ':'),
    fc.string({ maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const parsed = parseMessage(Buffer.from(pieces.join('')))
      if (parsed.ok && parsed.message.type === 'request') checkRequest(parsed.message)
    }),
    { seed: 1, numRuns: 3000 },
  )
})

it('reads 64 KB of anything in less than a second', () => {
  const hostile = [' ', '\t', 'a ', '<', '"', '\\"', ';', ',', '%', ':', 'a=', '\r\n ']
  const started = performance.now()
  for (const part of hostile) {
    const filler = part.repeat(Math.floor(60_000 / part.length))
    for (const name of ['Via', 'To', 'Contact', 'CSeq', 'Authorization']) {
      const parsed = parseMessage(
        lines('OPTIONS sip:c@d SIP/2.0', via, ...rest.slice(2), `${name}: a${filler}b`),
      )
      if (parsed.ok && parsed.message.type === 'request') checkRequest(parsed.message)
    }
  }
  expect((performance.now() - started) / (hostile.length * 5)).toBeLessThan(1000)
})

const torture = new URL('../../../shared/corpus/sip-torture/', import.meta.url)
const hasTorture = existsSync(torture)

/** What RFC 4475 sections 3.1 to 3.3 say of its messages: read, or refused with a status. */
const verdicts: Readonly<Record<string, string>> = {
  wsinv: 'read',
  intmeth: 'read',
  esc01: 'read',
  escnull: 'read',
  esc02: 'read',
  lwsdisp: 'read',
  longreq: 'read',
  dblreq: 'read',
  semiuri: 'read',
  transports: 'read',
  mpart01: 'read',
  unreason: 'read',
  noreason: 'read',
  badinv01: '400',
  clerr: '400',
  ncl: '400',
  scalar02: '400',
  quotbal: '400',
  ltgtruri: '400',
  lwsruri: '400',
  lwsstart: '400',
  trws: '400',
  escruri: '400',
  regbadct: '400',
  badaspec: '400',
  baddn: '400',
  badvers: '505',
  mismatch01: '400',
  mismatch02: '400',
  bigcode: 'dropped',
  badbranch: 'read',
  insuf: '400',
  multi01: '400',
  mcl01: '400',
  inv2543: 'read',
  cparam01: 'read',
  cparam02: 'read',
  regescrt: 'read',
  zeromf: 'read',
}

describe.skipIf(!hasTorture)('the torture messages of RFC 4475 (needs: ../shared/corpus)', () => {
  const files = hasTorture ? readdirSync(torture).filter((name) => name.endsWith('.dat')) : []
  const verdictOf = (bytes: Buffer): string => {
    const parsed = parseMessage(bytes)
    if (!parsed.ok) return parsed.status === null ? 'dropped' : String(parsed.status)
    if (parsed.message.type === 'response') return 'read'
    const facts = checkRequest(parsed.message)
    return 'status' in facts ? String(facts.status) : 'read'
  }

  it('get the verdict that the RFC gives them', () => {
    const found = Object.fromEntries(
      files.map((name) => [name.slice(0, -4), verdictOf(readFileSync(new URL(name, torture)))]),
    )
    expect(found).toMatchObject(verdicts)
  })

  it('never throw when cut short anywhere', () => {
    for (const name of files) {
      const bytes = readFileSync(new URL(name, torture))
      for (let end = 0; end < bytes.length; end += 7) verdictOf(bytes.subarray(0, end))
    }
  })
})
