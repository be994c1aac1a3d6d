import { systemClock } from '../calls/clock.ts'
import type { Config } from '../config.ts'
import { openSigningSecrets } from '../outbox/signingSecrets.ts'
import { openStore } from '../storage/openStore.ts'
import { createVault, loadVaultSecret } from '../storage/vault.ts'
import { CliError } from './cliError.ts'

/** Milliseconds that the one before signs as well: a day. */
const overlap = 24 * 3_600_000

/** What signs webhooks of flows, for whoever has the store and its key; `new` replaces it. */
export async function webhookSecret(config: Config, wish: string | null): Promise<string> {
  if (wish !== null && wish !== 'new') {
    throw new CliError('Say npm run store -- webhook-secret, or webhook-secret new.')
  }
  if (config.outgoingWebhookSecret !== null) {
    throw new CliError('OUTGOING_WEBHOOK_SECRET says what signs webhooks: change it there.')
  }
  const { store } = await openStore(config)
  try {
    const signing = await openSigningSecrets({
      ...{ store, clock: systemClock, log: { warn: () => {}, error: () => {} } },
      vault: createVault(loadVaultSecret(config.vaultKey, config.dataDir)),
      configured: null,
      beforeReplacing: async () => {
        throw new CliError(
          'This key does not open the secrets of the store: set VAULT_KEY, or DATA_DIR to the folder with its vault.key.',
        )
      },
    })
    if (wish === null) return `${signing.own().replace(' ', '\n')}\n`
    const secret = await signing.rotate('', overlap)
    return `${secret}\nThe one before signs as well for a day: tell receivers by then.\n`
  } finally {
    await store.close()
  }
}
