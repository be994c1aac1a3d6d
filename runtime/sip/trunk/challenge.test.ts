import { expect, it } from 'vitest'
import { parseDigest } from '../digest.ts'
import type { SipResponse } from '../message.ts'
import { isStale, prove, takeChallenge } from './challenge.ts'

const challenged = (status: 401 | 407, ...values: readonly string[]): SipResponse => ({
  ...{ type: 'response', status, reason: 'X', body: Buffer.alloc(0) },
  headers: values.map((value) => ({
    name: status === 401 ? 'www-authenticate' : 'proxy-authenticate',
    value,
  })),
})
const qop = 'Digest realm="r", nonce="n", qop="auth,auth-int"'
const ann = { user: 'ann', password: 'secret' }
const request = { method: 'INVITE', uri: 'sip:x' }

it.for<[string, SipResponse, string | null]>([
  ['MD5', challenged(401, qop), 'authorization MD5'],
  ['a proxy', challenged(407, qop), 'proxy-authorization MD5'],
  ['both', challenged(401, qop, `${qop}, algorithm=SHA-256`), 'authorization SHA-256'],
  [
    'an unknown one beside',
    challenged(401, `${qop}, algorithm=SHA-512-256`, qop),
    'authorization MD5',
  ],
  ['an unknown one only', challenged(401, `${qop}, algorithm=AKAv1-MD5`), null],
  ['another quality only', challenged(401, 'Digest realm="r", nonce="n", qop="auth-int"'), null],
  ['another scheme', challenged(401, 'Basic realm="r"'), null],
  ['no nonce', challenged(401, 'Digest realm="r"'), null],
  ['nothing', challenged(401), null],
])('takes %s', ([, response, expected]) => {
  const proof = takeChallenge(response)
  expect(proof && `${proof.header} ${proof.algorithm}`).toBe(expected)
})

it('counts the uses of a nonce', () => {
  let proof = takeChallenge(challenged(401, `${qop}, opaque="o"`))
  const headers = [1, 2, 3].map(() => {
    if (!proof) throw new Error('no proof')
    const [next, header] = prove(proof, ann, request, 'c')
    proof = next
    return parseDigest(header.value)
  })
  expect(headers.map((each) => each?.get('nc'))).toEqual(['00000001', '00000002', '00000003'])
  expect(new Set(headers.map((each) => each?.get('response'))).size).toBe(3)
  expect([headers[0]?.get('opaque'), headers[0]?.get('uri')]).toEqual(['o', 'sip:x'])
})

it('proves without qop as before it existed (RFC 2069)', () => {
  const proof = takeChallenge(
    challenged(
      401,
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"',
    ),
  )
  if (!proof) throw new Error('no proof')
  const user = { user: 'Mufasa', password: 'CircleOfLife' }
  const [, header] = prove(proof, user, { method: 'GET', uri: '/dir/index.html' })
  // RFC 2069 section 2.4, as corrected by its erratum.
  expect(parseDigest(header.value)?.get('response')).toBe('1949323746fe6a43ef61f9606e7febea')
})

it('keeps quotes and line breaks where they belong', () => {
  const proof = takeChallenge(challenged(401, qop))
  if (!proof) throw new Error('no proof')
  const [, header] = prove(proof, { user: 'a"b\r\nX: y', password: 'p' }, request)
  expect([header.value.includes('\n'), parseDigest(header.value)?.get('username')]).toEqual([
    ...[false, 'a"bX: y'],
  ])
})

it('knows a nonce that is only too old', () => {
  expect([isStale(challenged(401, `${qop}, stale=TRUE`)), isStale(challenged(401, qop))]).toEqual([
    ...[true, false],
  ])
})
