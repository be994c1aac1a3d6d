import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { splitOutside } from './headerValue.ts'
import type { Header } from './message.ts'

/** HTTP digest for SIP (RFC 3261 section 22, RFC 7616, RFC 8760). */
export interface Digest {
  /** One `WWW-Authenticate` per algorithm, by default all, the strongest first. Nonces work for one scope only. */
  challenge(scope: string, isStale: boolean, algorithms?: readonly Algorithm[]): Header[]
  check(credentials: Credentials): DigestResult
}

interface Credentials {
  /** `Authorization` values as they came. */
  readonly values: readonly string[]
  readonly method: string
  readonly uri: string
  readonly scope: string
  readonly passwordOf: (user: string) => string | null
}

type DigestResult =
  | { readonly type: 'user'; readonly user: string }
  | { readonly type: 'missing' | 'stale' | 'unknown' | 'wrong' }

const algorithms = { 'SHA-256': 'sha256', MD5: 'md5' } as const
export type Algorithm = keyof typeof algorithms
const strongestFirst: readonly Algorithm[] = ['SHA-256', 'MD5']

const nonceLifetime = 300_000

/** Nonces carry their expiry and a signature, so none has to be kept. */
export function createDigest(deps: {
  realm: string
  secret: Uint8Array
  now: () => number
}): Digest {
  const sign = (expires: string, scope: string): string =>
    createHmac('sha256', deps.secret).update(`${expires}.${scope}`).digest('hex').slice(0, 32)
  const nonceState = (nonce: string, scope: string): 'valid' | 'stale' | 'wrong' => {
    const [expires = '', signature = ''] = nonce.split('.')
    if (!isEqual(signature, sign(expires, scope))) return 'wrong'
    return Number.parseInt(expires, 36) > deps.now() ? 'valid' : 'stale'
  }
  return {
    challenge(scope, isStale, offered = strongestFirst) {
      const expires = (deps.now() + nonceLifetime).toString(36)
      const nonce = `${expires}.${sign(expires, scope)}`
      const stale = isStale ? ', stale=true' : ''
      return offered.map((algorithm) => ({
        name: 'www-authenticate',
        value: `Digest realm="${deps.realm}", nonce="${nonce}", algorithm=${algorithm}, qop="auth"${stale}`,
      }))
    },
    check({ values, method, uri, scope, passwordOf }) {
      const given = values
        .map(parseDigest)
        .find((each) => each !== null && each.get('realm') === deps.realm)
      if (!given) return { type: 'missing' }
      const of = (name: string): string => given.get(name) ?? ''
      const algorithm = toAlgorithm(given.get('algorithm') ?? 'MD5')
      const user = of('username')
      const state = nonceState(of('nonce'), scope)
      if (!algorithm || state === 'wrong' || of('uri') !== uri || of('qop') !== 'auth')
        return { type: 'wrong' }
      const password = passwordOf(user)
      if (password === null) return { type: 'unknown' }
      const expected = digestResponse({
        algorithm,
        ...{ user, realm: deps.realm, password, method, uri },
        ...{ nonce: of('nonce'), count: of('nc'), clientNonce: of('cnonce') },
      })
      if (!isEqual(of('response').toLowerCase(), expected)) return { type: 'wrong' }
      return state === 'stale' ? { type: 'stale' } : { type: 'user', user }
    },
  }
}

/** The `response` value for qop=auth, or without qop when there is no client nonce (RFC 7616 section 3.4.1). */
export function digestResponse(input: {
  algorithm: Algorithm
  user: string
  realm: string
  password: string
  method: string
  uri: string
  nonce: string
  count: string
  clientNonce: string | null
}): string {
  const hash = (...parts: readonly string[]): string =>
    createHash(algorithms[input.algorithm]).update(parts.join(':')).digest('hex')
  const secret = hash(input.user, input.realm, input.password)
  const target = hash(input.method, input.uri)
  // Before qop existed (RFC 2069); some registrars still ask so.
  if (input.clientNonce === null) return hash(secret, input.nonce, target)
  return hash(secret, input.nonce, input.count, input.clientNonce, 'auth', target)
}

/** Parameters of a `Digest` credential; null for another scheme or a malformed one. */
export function parseDigest(value: string): ReadonlyMap<string, string> | null {
  if (!/^digest\s/i.test(value)) return null
  const params = new Map<string, string>()
  for (const part of splitOutside(value.slice(6), ',')) {
    const [, name, quoted, plain] =
      /^(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))$/.exec(part) ?? []
    if (!name) return null
    params.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '')
  }
  return params
}

const toAlgorithm = (name: string): Algorithm | null =>
  name.toUpperCase() === 'MD5' ? 'MD5' : name.toUpperCase() === 'SHA-256' ? 'SHA-256' : null

function isEqual(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
