import { createHmac, timingSafeEqual } from 'node:crypto'

/** A webhook as it came. */
export interface SignedRequest {
  /** Scheme, host and path, as Teler was told. */
  readonly url: string
  readonly body: string
  readonly timestamp: string | undefined
  readonly signature: string | undefined
}

export interface SignatureOptions {
  /** Any of them. */
  readonly secrets: readonly string[]
  /** Unix milliseconds. */
  readonly now: number
  /** Whether the older scheme counts too: `timestamp|POST|url|body` instead of `timestamp.body`. */
  readonly acceptsOlder: boolean
}

/** Seconds a signature is good for, either way. */
const window = 300

/** Why a webhook's signature is refused, or null when it is good. Compares in constant time. */
export function refuseSignature(
  request: SignedRequest,
  { secrets, now, acceptsOlder }: SignatureOptions,
): string | null {
  const { timestamp, signature, body, url } = request
  if (!timestamp || !signature) return 'The webhook is not signed.'
  const given = codeIn(signature)
  if (!/^\d{1,12}$/.test(timestamp) || !given) return 'The signature cannot be read.'
  if (Math.abs(now / 1_000 - Number(timestamp)) > window)
    return 'The signature is more than five minutes old or ahead.'
  const texts = [
    `${timestamp}.${body}`,
    ...(acceptsOlder ? [`${timestamp}|POST|${url}|${body}`] : []),
  ]
  const isGood = secrets.some((secret) =>
    texts.some((text) =>
      timingSafeEqual(given, createHmac('sha256', secret).update(text).digest()),
    ),
  )
  return isGood ? null : 'The signature does not match.'
}

/** Teler's documents say hexadecimal; its customers report base64 and a prefix too. */
function codeIn(signature: string): Buffer | null {
  const value = signature.replace(/^sha256=/, '')
  if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, 'hex')
  return /^[A-Za-z0-9+/]{43}=$/.test(value) ? Buffer.from(value, 'base64') : null
}
