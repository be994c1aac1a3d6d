import type { Store } from '../storage/store.ts'
import type { Vault } from '../storage/vault.ts'
import type { Carrier } from './carrier.ts'
import type { createTelerAccount } from './teler/createTelerAccount.ts'

/** An account there, reached with one key. */
export type TelerAccount = Pick<
  ReturnType<typeof createTelerAccount>,
  'check' | 'listNumbers' | 'assign' | 'unassign'
>

/** What this installation has of FreJun Teler without anybody entering it. */
export interface TelerFromOutside {
  /** Of the environment: they win over what people entered. */
  readonly apiKey: string | null
  readonly webhookSecret: string | null
  /** Reaches an account with a key. */
  readonly account: (key: string) => TelerAccount
  /** The carrier of an account; calls to its numbers are taken from now on. */
  readonly carrier: (keys: TelerKeys) => Carrier
  /** No calls of an account are taken any more. */
  readonly leave?: () => void
}

export interface TelerKeys {
  readonly key: string
  /** Null: webhooks are not checked by signature. */
  readonly webhookSecret: string | null
}

/** The account of this installation at FreJun Teler. */
export interface TelerAccounts {
  /** Null: no key was entered. */
  keys(): TelerKeys | null
  readonly isKeyFixed: boolean
  readonly isSecretFixed: boolean
  /** The account of a key, or of the one that is kept; null: there is none. */
  account(key?: string): TelerAccount | null
  /** Null: no account. */
  carrier(): Carrier | null
  save(keys: TelerKeys): Promise<void>
  forget(): Promise<void>
  refresh(): Promise<void>
}

const contextOf = (field: 'key' | 'webhookSecret') => `carrier_accounts/teler/${field}`

export function createTelerAccounts(
  { store, vault }: { readonly store: Store; readonly vault: Vault },
  outside: TelerFromOutside,
): TelerAccounts {
  let stored: { readonly key: string | null; readonly webhookSecret: string | null } | null = null
  let made: { readonly text: string; readonly carrier: Carrier } | null = null
  const open = (sealed: string, field: 'key' | 'webhookSecret'): string | null =>
    sealed === '' ? null : vault.open(sealed, contextOf(field))
  const refresh = async (): Promise<void> => {
    const record = await store.findAccount('teler')
    stored = record && {
      key: open(record.key, 'key'),
      webhookSecret: open(record.webhookSecret, 'webhookSecret'),
    }
    // At once: calls to its numbers are let in by the new key, or by none.
    apply()
  }
  const keys = (): TelerKeys | null => {
    const key = outside.apiKey ?? stored?.key ?? null
    const webhookSecret = outside.webhookSecret ?? stored?.webhookSecret ?? null
    return key === null ? null : { key, webhookSecret }
  }
  /** The carrier of the keys as they are now: one for as long as they are the same, as it may hold calls. */
  const apply = (): Carrier | null => {
    const now = keys()
    if (!now) {
      if (made) outside.leave?.()
      made = null
      return null
    }
    const text = JSON.stringify(now)
    if (made?.text !== text) made = { text, carrier: outside.carrier(now) }
    return made.carrier
  }
  return {
    keys,
    isKeyFixed: outside.apiKey !== null,
    isSecretFixed: outside.webhookSecret !== null,
    account: (key = keys()?.key) => (key === undefined ? null : outside.account(key)),
    carrier: apply,
    save: async ({ key, webhookSecret }) => {
      await store.saveAccount('teler', {
        key: vault.seal(key, contextOf('key')),
        webhookSecret:
          webhookSecret === null ? '' : vault.seal(webhookSecret, contextOf('webhookSecret')),
      })
      await refresh()
    },
    forget: async () => {
      await store.removeAccount('teler')
      await refresh()
    },
    refresh,
  }
}
