import { expect, it } from 'vitest'
import { createDigest, digestResponse, parseDigest } from './digest.ts'

const time = { now: 1_000_000 }
const digest = createDigest({
  realm: 'fml-studio',
  secret: Buffer.from('k'.repeat(32)),
  now: () => time.now,
})
const passwordOf = (user: string): string | null => (user === 'ann' ? 'secret' : null)

interface Attempt {
  algorithm?: 'MD5' | 'SHA-256'
  user?: string
  password?: string
  scope?: string
  uri?: string
  after?: number
  realm?: string
  nonce?: string
}

function attempt({
  algorithm = 'MD5',
  user = 'ann',
  password = 'secret',
  scope = 'socket-1',
  uri = 'sip:x',
  after = 0,
  realm = 'fml-studio',
  nonce,
}: Attempt): string {
  time.now = 1_000_000
  const challenge = parseDigest(digest.challenge('socket-1', false)[0]?.value ?? '')
  const given = nonce ?? challenge?.get('nonce') ?? ''
  const response = digestResponse({
    ...{ algorithm, user, realm, password, method: 'REGISTER', uri, nonce: given },
    ...{ count: '00000001', clientNonce: 'c' },
  })
  time.now += after
  const value = `Digest username="${user}", realm="${realm}", nonce="${given}", uri="${uri}", response="${response}", algorithm=${algorithm}, qop=auth, nc=00000001, cnonce="c"`
  return digest.check({ values: [value], method: 'REGISTER', uri: 'sip:x', scope, passwordOf }).type
}

it.for<[string, Attempt, string]>([
  ['the right password by MD5', {}, 'user'],
  ['the right password by SHA-256', { algorithm: 'SHA-256' }, 'user'],
  ['a wrong password', { password: 'guess' }, 'wrong'],
  ['an unknown user', { user: 'bob' }, 'unknown'],
  ['a nonce of another socket', { scope: 'socket-2' }, 'wrong'],
  ['a nonce of our own making', { nonce: 'zzzzzzzz.00' }, 'wrong'],
  ['an old nonce', { after: 300_001 }, 'stale'],
  ['an old nonce with a wrong password', { after: 300_001, password: 'guess' }, 'wrong'],
  ['another request URI', { uri: 'sip:y' }, 'wrong'],
  ['another realm', { realm: 'elsewhere' }, 'missing'],
])('answers %s', ([, given, expected]) => {
  expect(attempt(given)).toBe(expected)
})

it('gives the value of the example in RFC 7616 section 3.9.1', () => {
  const example = {
    user: 'Mufasa',
    realm: 'http-auth@example.org',
    password: 'Circle of Life',
    method: 'GET',
    uri: '/dir/index.html',
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    count: '00000001',
    clientNonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  }
  expect([
    digestResponse({ ...example, algorithm: 'MD5' }),
    digestResponse({ ...example, algorithm: 'SHA-256' }),
  ]).toEqual([
    '8ca523f5e9506fed4657c9700eebdbec',
    '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
  ])
})

it('offers the strongest algorithm first', () => {
  expect(
    digest
      .challenge('s', true)
      .map(({ value }) => [parseDigest(value)?.get('algorithm'), parseDigest(value)?.get('stale')]),
  ).toEqual([
    ['SHA-256', 'true'],
    ['MD5', 'true'],
  ])
})

it.for(['Basic abc', 'Digest', 'Digest a b', 'NoOneKnowsThisScheme opaque-data=here'])(
  'takes %s as missing',
  (value) => {
    const request = { method: 'REGISTER', uri: 'sip:x', scope: 's', passwordOf }
    expect(digest.check({ values: [value], ...request })).toEqual({ type: 'missing' })
  },
)
