import { timingSafeEqual } from 'node:crypto'
import { hmacOf } from './hmac.ts'

export const timestampHeader = 'x-teler-timestamp'
export const signatureHeader = 'x-teler-signature'
/** Seconds a signature is good for, either way. */
const signatureWindow = 300

/** Signs a posted turn as Teler does: hex HMAC-SHA256 of `timestamp.body`; `at` is unix milliseconds. */
export function signTurn(secret: string, at: number, body: string): Record<string, string> {
  const timestamp = String(Math.floor(at / 1_000))
  return {
    [timestampHeader]: timestamp,
    [signatureHeader]: digestOf(secret, timestamp, body),
  }
}

/** Why a signature is refused, or null when it is good. Compares in constant time. */
export function checkSignature(
  secret: string,
  now: number,
  timestamp: string | undefined,
  signature: string | undefined,
  body: string,
): string | null {
  if (!timestamp || !signature) {
    return `Sign the request: ${timestampHeader} and ${signatureHeader} are missing.`
  }
  if (!/^\d{1,12}$/.test(timestamp) || signature.length !== digits) return unreadable
  if (Math.abs(now / 1_000 - Number(timestamp)) > signatureWindow) {
    return 'The signature is more than five minutes old or ahead: check the clock of the sender.'
  }
  const expected = Buffer.from(digestOf(secret, timestamp, body), 'latin1')
  const given = Buffer.from(signature.toLowerCase(), 'latin1')
  if (given.length === digits && timingSafeEqual(given, expected)) return null
  return /^[0-9a-f]+$/i.test(signature)
    ? 'The signature does not match: sign with the WEBHOOK_SECRET of this server.'
    : unreadable
}

/** Of a signature: SHA-256 in hexadecimal. */
const digits = 64
const unreadable = 'The signature headers cannot be read: unix seconds, and 64 hexadecimal digits.'

const digestOf = (secret: string, timestamp: string, body: string): string =>
  hmacOf(secret, `${timestamp}.${body}`)
