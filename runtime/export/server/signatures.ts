/** Seconds a signature is good for, either way. */
const signatureWindow = 300
const algorithm = { name: 'HMAC', hash: 'SHA-256' }
const encoder = new TextEncoder()

/** Why a posted turn is refused, or null: hex HMAC-SHA256 of `timestamp.body`, compared in constant time. */
export async function refusalOf(
  secret: string,
  now: number,
  headers: Headers,
  body: string,
): Promise<string | null> {
  const timestamp = headers.get('x-teler-timestamp') ?? ''
  const signature = headers.get('x-teler-signature') ?? ''
  if (!/^\d{1,12}$/.test(timestamp) || !/^[0-9a-f]{64}$/i.test(signature)) {
    return 'Sign the request: X-Teler-Timestamp and X-Teler-Signature are missing or cannot be read.'
  }
  if (Math.abs(now / 1_000 - Number(timestamp)) > signatureWindow) {
    return 'The signature is more than five minutes old or ahead: check the clock of the sender.'
  }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'verify',
  ])
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const isGood = await crypto.subtle.verify(
    'HMAC',
    key,
    bytes,
    encoder.encode(`${timestamp}.${body}`),
  )
  return isGood
    ? null
    : 'The signature does not match: sign with the WEBHOOK_SECRET of this server.'
}

/** Headers of Standard Webhooks for what this server sends; `secret` is `whsec_` and base64. */
export async function signWebhook(
  secret: string,
  id: string,
  at: number,
  body: string,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1_000))
  const raw = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (one) => one.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['sign'])
  const signed = await crypto.subtle.sign('HMAC', key, encoder.encode(`${id}.${timestamp}.${body}`))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(signed)))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${base64}`,
  }
}
