import type { Clock } from '../../calls/clock.ts'
import type { TelerSecret } from './replies.ts'
import type { TelerClient } from './telerClient.ts'

/** The secret that signs webhooks, found out and kept for a while. */
export interface WebhookSecrets {
  /** Those that count now. Asks Teler when none is known. Rejects with a TelerError. */
  current(): Promise<readonly string[]>
  /** Looks again, when a signature does not fit: somebody may have rotated the secret. */
  again(): Promise<readonly string[]>
  /** The id of the secret to attach to an app, made when there is none. */
  ensure(): Promise<string>
}

export interface WebhookSecretsDeps {
  readonly client: TelerClient
  readonly clock: Clock
  /** Of our own secret at Teler. */
  readonly name: string
  /** As configured; null: our own one is used. */
  readonly given: string | null
}

/** Milliseconds between looks. */
const pause = 60_000

/** Knows which secret signs Teler's webhooks: the configured one, or one of our own made by `/secrets`. */
export function createWebhookSecrets(deps: WebhookSecretsDeps): WebhookSecrets {
  const { client, clock, name, given } = deps
  let own: string | null = null
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | null = null

  const known = () => [given, own].filter((value) => value !== null)
  const look = async () => {
    const found = (await client.secrets()).find((secret) => secret.name === name)
    own = found?.secret_value || own
  }
  const lookOnce = async () => {
    if (clock.now() - lookedAt < pause) return
    looking ??= look().finally(() => {
      looking = null
    })
    await looking
    lookedAt = clock.now()
  }
  /** Ours, with its value: one that does not tell its value any more gets a new one. */
  const ownSecret = async (all: readonly TelerSecret[]): Promise<string> => {
    const found = all.find((secret) => secret.name === name) ?? (await client.createSecret(name))
    const usable = found.secret_value ? found : await client.rotateSecret(found.id)
    own = usable.secret_value || own
    return usable.id
  }
  return {
    current: async () => {
      if (known().length === 0) await lookOnce()
      return known()
    },
    again: async () => {
      await lookOnce()
      return known()
    },
    ensure: async () => {
      const all = await client.secrets()
      const same = given === null ? undefined : all.find((each) => each.secret_value === given)
      return same ? same.id : ownSecret(all)
    },
  }
}
