import type { OpenCredential } from '../../effects/authorize.ts'
import { readCredential } from './readCredential.ts'

type Variables = Readonly<Record<string, unknown>>

/** What the environment says. */
export interface Settings {
  /** Verifies the turns that are posted here. */
  readonly secret: string
  /** `whsec_…`, signs webhooks; null: they are sent unsigned. */
  readonly outgoingSecret: string | null
  /** Where addresses that start with `/` lead. */
  readonly baseUrl: string | null
  readonly allowPrivate: boolean
  /** A credential by its name; a sentence when it is not set. */
  readonly credential: (name: string) => OpenCredential | string
  readonly openai: {
    readonly apiKey: string | null
    readonly baseURL: string | null
    readonly model: string
  }
}

/** Reads the variables of this server; a sentence when it cannot run with them. */
export function readSettings(variables: Variables): Settings | string {
  const read = (name: string): string | null => {
    const value = variables[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const secret = read('WEBHOOK_SECRET')
  const outgoingSecret = read('OUTGOING_WEBHOOK_SECRET')
  const baseUrl = read('WEBHOOK_BASE_URL')
  if (!secret || secret.length < 16) {
    return 'Set WEBHOOK_SECRET to at least 16 characters: it verifies the turns of calls.'
  }
  if (outgoingSecret && !/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(outgoingSecret)) {
    return 'Set OUTGOING_WEBHOOK_SECRET to whsec_ and at least 24 bytes in base64, or leave it out.'
  }
  if (outgoingSecret === secret) {
    return 'OUTGOING_WEBHOOK_SECRET must differ from WEBHOOK_SECRET.'
  }
  if (baseUrl && !URL.canParse(baseUrl)) {
    return 'Set WEBHOOK_BASE_URL to an address such as https://example.org, or leave it out.'
  }
  return {
    secret,
    outgoingSecret,
    baseUrl,
    allowPrivate: read('ALLOW_PRIVATE_WEBHOOKS') === '1',
    credential: (name) => readCredential(name, read),
    openai: {
      apiKey: read('OPENAI_API_KEY'),
      baseURL: read('OPENAI_BASE_URL'),
      model: read('OPENAI_MODEL') ?? 'gpt-4o-mini',
    },
  }
}
