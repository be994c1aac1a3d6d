import { randomBytes } from 'node:crypto'
import { digestResponse, parseDigest } from '../digest.ts'
import { type Header, headersOf, type SipResponse } from '../message.ts'
import type { Credentials } from './trunk.ts'

/** Our side of one server's digest: the challenge it gave last, and how often its nonce was used. Pure. */
export interface Proof {
  readonly header: 'authorization' | 'proxy-authorization'
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | null
  readonly algorithm: 'MD5' | 'SHA-256'
  readonly hasQop: boolean
  readonly count: number
}

/**
 * Takes a 401 or 407; null when it holds no challenge that we can meet. The strongest algorithm wins (RFC 8760
 * section 2.4).
 */
export function takeChallenge(response: SipResponse): Proof | null {
  const isProxy = response.status === 407
  const values = headersOf(response, isProxy ? 'proxy-authenticate' : 'www-authenticate')
  const proofs = values.flatMap((value) => {
    const params = parseDigest(value)
    const nonce = params?.get('nonce')
    const realm = params?.get('realm')
    const algorithm = (params?.get('algorithm') ?? 'MD5').toUpperCase()
    if (!params || !nonce || realm === undefined) return []
    if (algorithm !== 'MD5' && algorithm !== 'SHA-256') return []
    const qop = params.get('qop')
    const offered = (qop ?? '').split(',').map((each) => each.trim().toLowerCase())
    if (qop !== undefined && !offered.includes('auth')) return []
    const proof: Proof = {
      header: isProxy ? 'proxy-authorization' : 'authorization',
      ...{ realm, nonce, algorithm, opaque: params.get('opaque') ?? null },
      ...{ hasQop: qop !== undefined, count: 0 },
    }
    return [proof]
  })
  return proofs.find(({ algorithm }) => algorithm === 'SHA-256') ?? proofs[0] ?? null
}

/** Whether a challenge only says that our nonce was too old. */
export const isStale = (response: SipResponse): boolean =>
  [...headersOf(response, 'www-authenticate'), ...headersOf(response, 'proxy-authenticate')].some(
    (value) => parseDigest(value)?.get('stale')?.toLowerCase() === 'true',
  )

/** The header for one request, and the proof with its nonce counted on. */
export function prove(
  proof: Proof,
  { user, password }: Credentials,
  request: { readonly method: string; readonly uri: string },
  clientNonce = randomBytes(8).toString('hex'),
): readonly [Proof, Header] {
  const { realm, nonce, algorithm, opaque, hasQop } = proof
  const count = proof.count + 1
  const nc = count.toString(16).padStart(8, '0')
  const response = digestResponse({
    ...{ algorithm, user, realm, password, nonce, ...request },
    ...(hasQop ? { count: nc, clientNonce } : { count: '', clientNonce: null }),
  })
  const parts = [
    `Digest username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(request.uri)}`,
    `response="${response}"`,
    `algorithm=${algorithm}`,
    ...(hasQop ? ['qop=auth', `nc=${nc}`, `cnonce="${clientNonce}"`] : []),
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
  ]
  return [
    { ...proof, count },
    { name: proof.header, value: parts.join(', ') },
  ]
}

const quote = (text: string): string =>
  `"${text.replace(/[\r\n]/g, '').replace(/["\\]/g, String.raw`\$&`)}"`
