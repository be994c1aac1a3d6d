import type { SoftphoneClaims } from '../voice/line.ts'
import type { RequestFacts } from './checkRequest.ts'
import type { Digest } from './digest.ts'
import { parseNameAddress, userOf } from './headerValue.ts'
import { type Header, headerOf, headersOf, type SipRequest } from './message.ts'

/** Who registered on a connection. */
export interface Registration {
  readonly user: string
  /** Where it is called. */
  readonly contact: string
  /** Unix milliseconds. */
  readonly expires: number
}

export interface RegistrarDeps {
  readonly digest: Digest
  readonly now: () => number
  readonly passwordOf: (user: string) => string | null
  readonly claimsOf: (user: string) => SoftphoneClaims | null
}

export interface RegisterResult {
  readonly status: number
  readonly reason: string
  readonly headers: readonly Header[]
  /** Credentials that were wrong, not only missing. */
  readonly isSuspicious?: boolean
  /** What holds afterwards; undefined leaves it as it was. */
  readonly registration?: Registration | null
}

const defaultSeconds = 300
const longestSeconds = 3600

/** Answers a REGISTER (RFC 3261 section 10.3). A connection is its own and only contact. */
export function register(
  request: SipRequest,
  facts: RequestFacts,
  scope: string,
  deps: RegistrarDeps,
): RegisterResult {
  const checked = deps.digest.check({
    values: headersOf(request, 'authorization'),
    method: request.method,
    uri: request.uri,
    scope,
    passwordOf: deps.passwordOf,
  })
  if (checked.type === 'unknown') return refused('The token is unknown or has expired')
  if (checked.type !== 'user') {
    const headers = deps.digest.challenge(scope, checked.type === 'stale')
    return { status: 401, reason: 'Unauthorized', headers, isSuspicious: checked.type === 'wrong' }
  }
  const { user } = checked
  const claims = deps.claimsOf(user)
  if (!claims || claims.expires <= deps.now()) return refused('The token has expired')
  if (userOf(facts.toUri) !== user) return refused('Register as the user of the token')
  return store(request, user, claims, deps.now())
}

function store(
  request: SipRequest,
  user: string,
  claims: SoftphoneClaims,
  now: number,
): RegisterResult {
  const ok = { status: 200, reason: 'OK' }
  const contact = headerOf(request, 'contact')
  if (contact === null) return { ...ok, headers: [] }
  const params = parseNameAddress(contact)?.params
  const asked = params?.get('expires') ?? headerOf(request, 'expires') ?? ''
  const seconds = /^\d{1,10}$/.test(asked) ? Number(asked) : defaultSeconds
  if (contact === '*' || seconds === 0) return { ...ok, headers: [], registration: null }
  const left = Math.ceil((claims.expires - now) / 1000)
  const granted = Math.min(seconds, left, longestSeconds)
  const uri = parseNameAddress(contact)?.uri ?? ''
  return {
    ...ok,
    headers: [{ name: 'contact', value: `<${uri}>;expires=${granted}` }],
    registration: { user, contact: uri, expires: now + granted * 1000 },
  }
}

const refused = (reason: string): RegisterResult => ({
  status: 403,
  reason,
  headers: [],
  isSuspicious: true,
})
