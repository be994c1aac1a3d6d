import { hkdfSync } from 'node:crypto'
import { systemClock } from '../calls/clock.ts'
import type { Config } from '../config.ts'
import { createId } from '../createId.ts'
import type { Log } from '../log.ts'
import type { PeopleStore } from '../storage/peopleStore.ts'
import type { Accounts } from './createAccounts.ts'

/**
 * Accounts as configured; null without. The library is loaded only when it is needed, and cookies are signed by a key
 * derived from the secret of the vault: a copy of the store opens no session.
 */
export async function openAccounts(
  config: Pick<Config, 'auth' | 'port' | 'host' | 'publicUrl'>,
  store: PeopleStore,
  vaultSecret: string,
  log: Log,
): Promise<Accounts | null> {
  if (config.auth === 'none') return null
  const { createAccounts } = await import('./createAccounts.ts')
  const key = hkdfSync('sha256', vaultSecret, '', 'fml-studio sessions', 32)
  return createAccounts({
    store,
    log,
    clock: systemClock,
    newId: createId,
    secret: Buffer.from(key).toString('hex'),
    address: addressOfServer(config),
  })
}

/** Where people reach this server. */
export function addressOfServer({
  publicUrl,
  host,
  port,
}: Pick<Config, 'port' | 'host' | 'publicUrl'>): string {
  if (publicUrl !== null) return publicUrl
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** What is said at the start about who may come in. */
export async function greetPeople(accounts: Accounts | null): Promise<readonly string[]> {
  if (!accounts) return ['  lets in       anyone on this computer, as there are no accounts']
  const link = await accounts.makeOwnerLink()
  if (!link) return ['  lets in       people with an account']
  return [
    '  lets in       nobody yet. Open this link within a day to become the first admin:',
    `                ${link.url}`,
  ]
}
