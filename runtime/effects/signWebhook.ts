import { timingSafeEqual } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** Seconds a signature is good for, either way. */
const window = 300

/**
 * Headers of Standard Webhooks; `id` stays the same when the same request is sent again. While a secret is being replaced
 * there are several, with spaces between: each signs, and a receiver that knows one of them is content.
 */
export function signWebhook(
  secrets: string,
  id: string,
  at: number,
  body: string,
): Record<string, string> {
  const timestamp = Math.floor(at / 1_000)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets
      .split(' ')
      .map((secret) => new Webhook(secret).sign(id, new Date(timestamp * 1_000), body))
      .join(' '),
  }
}

/** Whether a received webhook is signed with one of the secrets, by the clock given. */
export function isSignedWebhook(
  secrets: string,
  now: number,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
): boolean {
  const id = headers['webhook-id']
  const timestamp = Number(headers['webhook-timestamp'])
  const signatures = headers['webhook-signature']
  if (!id || !signatures || !(Math.abs(now / 1_000 - timestamp) <= window)) return false
  const signed = signWebhook(secrets, id, timestamp * 1_000, body)['webhook-signature'] ?? ''
  const expected = signed.split(' ').map((signature) => Buffer.from(signature))
  return signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature)
    return expected.some((own) => given.length === own.length && timingSafeEqual(given, own))
  })
}
