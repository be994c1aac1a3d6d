import { randomBytes } from 'node:crypto'
import { type Config, StartError } from './config.ts'
import type { Log } from './log.ts'
import type { Store } from './storage/store.ts'
import type { Vault } from './storage/vault.ts'

export interface TurnSecretDeps {
  readonly store: Pick<Store, 'setting' | 'findSetting' | 'dropSetting'>
  readonly vault: Vault
  readonly log: Pick<Log, 'error'>
  /** Throws where a secret that cannot be opened must stay. */
  readonly beforeReplacing: () => Promise<void>
}

/** Where it is kept, sealed; and where earlier versions kept it as it is. */
const place = 'turnSecret'
const earlier = 'webhookSecret'

/**
 * Signs the turns of calls: the configured secret, else one that is made and kept, sealed, on the first start. One that
 * another key has sealed is made anew, but not under other processes that work with it: calls would fail between them.
 */
export async function loadTurnSecret(
  { webhookSecret }: Pick<Config, 'webhookSecret'>,
  { store, vault, log, beforeReplacing }: TurnSecretDeps,
): Promise<string> {
  if (webhookSecret !== null) return webhookSecret
  const kept = await store.findSetting(place)
  const known = kept === null ? null : vault.open(kept, context)
  if (known !== null) return known
  if (kept !== null) {
    await beforeReplacing()
    log.error({}, `The secret of turns cannot be opened and is made anew: ${remedy}.`)
    await store.dropSetting(place)
  }
  const before = await store.findSetting(earlier)
  const seal = () => vault.seal(before ?? randomBytes(32).toString('hex'), context)
  const made = vault.open(await store.setting(place, seal), context)
  // Another process was quicker, with another key.
  if (made === null) throw new StartError(otherKey)
  if (before !== null) await store.dropSetting(earlier)
  return made
}

const context = `settings/${place}`
const remedy =
  'set VAULT_KEY to the key this store was sealed with (the content of vault.key in the DATA_DIR of then), and start again; else secrets that people entered have to be entered again'
const otherKey =
  'Another process works on this store with another key, so the two could not read each other’s secrets: give both the same VAULT_KEY, for example the content of vault.key in the DATA_DIR of the other.'

/** What one process cannot open others may be working with: calls and webhooks would fail between them. */
export async function refuseBesideOthers(countProcesses: () => Promise<number>): Promise<void> {
  if ((await countProcesses()) > 1) throw new StartError(otherKey)
}
