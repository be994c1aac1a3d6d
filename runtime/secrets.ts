import { randomBytes } from 'node:crypto'
import type { Config } from './config.ts'
import type { Store } from './storage/store.ts'

export interface Secrets {
  /** Signs the turns of calls. */
  readonly webhook: string
  /** Signs webhooks that flows send (`whsec_` and base64). */
  readonly outgoing: string
}

/** The configured secrets, else those made and kept on the first start. */
export async function loadSecrets(config: Config, store: Store): Promise<Secrets> {
  const kept = (key: string, create: () => string) => store.setting(key, create)
  return {
    webhook:
      config.webhookSecret ?? (await kept('webhookSecret', () => randomBytes(32).toString('hex'))),
    outgoing:
      config.outgoingWebhookSecret ??
      (await kept('outgoingWebhookSecret', () => `whsec_${randomBytes(32).toString('base64')}`)),
  }
}
