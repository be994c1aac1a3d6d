import { timingSafeEqual } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** Seconds a signature is good for, either way. */
const window = 300

/** Headers of Standard Webhooks; `id` stays the same when the same request is sent again. */
export function signWebhook(
  secret: string,
  id: string,
  at: number,
  body: string,
): Record<string, string> {
  const timestamp = Math.floor(at / 1_000)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': new Webhook(secret).sign(id, new Date(timestamp * 1_000), body),
  }
}

/** Whether a received webhook is signed with the secret, by the clock given. */
export function isSignedWebhook(
  secret: string,
  now: number,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
): boolean {
  const id = headers['webhook-id']
  const timestamp = Number(headers['webhook-timestamp'])
  const signatures = headers['webhook-signature']
  if (!id || !signatures || !(Math.abs(now / 1_000 - timestamp) <= window)) return false
  const expected = Buffer.from(
    signWebhook(secret, id, timestamp * 1_000, body)['webhook-signature'] ?? '',
  )
  return signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature)
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
