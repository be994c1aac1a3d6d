import { randomBytes } from 'node:crypto'
import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import type { SigningSecretRecord, SigningSecretStore } from '../storage/signingSecretStore.ts'
import type { Store } from '../storage/store.ts'
import type { Vault } from '../storage/vault.ts'

/** What is known of a secret without saying it. */
export interface SecretFacts {
  readonly createdAt: number
  /** Until when the one before it signs as well; null: it signs alone. */
  readonly oldUntil: number | null
  readonly isRevealed: boolean
}

/** What webhooks are signed with: the installation's own secret, and one of each receiver of what happens to calls. */
export interface SigningSecrets {
  /** The installation's own; several with spaces between while one replaces another: each signs. */
  own(): string
  /** The same of a receiver; one that has none gets the installation's own. */
  of(receiver: string): Promise<string>
  /** Looks into the store again. */
  refresh(): Promise<void>
  /** Whether OUTGOING_WEBHOOK_SECRET says what the own one is: then it is neither shown nor changed here. */
  readonly isConfigured: boolean
  /** Null: there is none. An empty `owner` is the installation. */
  factsOf(owner: string): SecretFacts | null
  /** The newest one, once; null afterwards. */
  reveal(owner: string): Promise<string | null>
  /** Another one. The one before signs as well for so many milliseconds, so that receivers have time to change. */
  rotate(owner: string, overlap: number): Promise<string>
}

export interface SigningSecretsDeps {
  readonly store: SigningSecretStore & Pick<Store, 'findSetting' | 'dropSetting'>
  readonly vault: Vault
  readonly clock: Pick<Clock, 'now'>
  readonly log: Pick<Log, 'warn' | 'error'>
  /** By the environment; null: made here. */
  readonly configured: string | null
  /** Throws where a secret that cannot be opened must stay. @defaultValue it is made anew */
  readonly beforeReplacing?: () => Promise<void>
}

/** Milliseconds after which changes of other processes are looked for. */
const freshness = 5_000
/** Where earlier versions kept the installation's own, as it is. */
const earlier = 'outgoingWebhookSecret'

/** Makes the installation's own secret on the first start. */
export async function openSigningSecrets(deps: SigningSecretsDeps): Promise<SigningSecrets> {
  const { store, vault, clock, log, configured } = deps
  let records = new Map<string, Opened>()
  let readAt = clock.now()

  const refresh = async () => {
    readAt = clock.now()
    const opened = (await store.listSigningSecrets()).map((record) => open(record))
    records = new Map(opened.map((one) => [one.record.owner, one]))
  }
  const open = (record: SigningSecretRecord): Opened => {
    const secret = vault.open(record.sealed, contextOf(record.owner))
    const old = record.sealedOld && vault.open(record.sealedOld, contextOf(record.owner))
    return { record, secret, old: old || null }
  }
  const toRecord = (owner: string, secret: string, old: string, overlap: number) => {
    const at = clock.now()
    const seal = (text: string) => (text === '' ? '' : vault.seal(text, contextOf(owner)))
    const times = { createdAt: at, oldUntil: overlap > 0 && old !== '' ? at + overlap : 0 }
    return { owner, sealed: seal(secret), sealedOld: overlap > 0 ? seal(old) : '', ...times }
  }
  const lookAgain = () => {
    if (clock.now() - readAt <= freshness) return
    refresh().catch((error: unknown) => log.warn({ err: error }, 'Secrets were not read.'))
  }
  const signing = ({ record, secret, old }: Opened): string[] => [
    ...(secret === null ? [] : [secret]),
    ...(old !== null && record.oldUntil > clock.now() ? [old] : []),
  ]
  const own = () => {
    lookAgain()
    if (configured !== null) return configured
    const kept = records.get('')
    return kept ? signing(kept).join(' ') : ''
  }

  const begin = async () => {
    await refresh()
    const before = await store.findSetting(earlier)
    const known = records.get('')
    if (known && known.secret !== null) return
    if (known) {
      await deps.beforeReplacing?.()
      const remedy = 'set VAULT_KEY to the key it was sealed with, or tell receivers the new one'
      log.error({}, `The secret of webhooks cannot be opened and is made anew: ${remedy}.`)
    }
    const record = { ...toRecord('', before ?? newSecret(), '', 0), isRevealed: false }
    if (known) await store.saveSigningSecret(record)
    else await store.insertSigningSecret(record)
    await store.dropSetting(earlier)
    await refresh()
  }
  if (configured === null) await begin()
  else await refresh()

  return {
    own,
    of: async (receiver) => {
      lookAgain()
      // Another process may have made it a moment ago.
      if (!records.has(receiver)) await refresh()
      const kept = records.get(receiver)
      const secrets = kept ? signing(kept) : []
      return secrets.length > 0 ? secrets.join(' ') : own()
    },
    refresh,
    isConfigured: configured !== null,
    factsOf: (owner) => {
      const record = records.get(owner)?.record
      if (!record) return null
      const { createdAt, oldUntil, isRevealed } = record
      return { createdAt, isRevealed, oldUntil: oldUntil > clock.now() ? oldUntil : null }
    },
    reveal: async (owner) => {
      await refresh()
      const secret = records.get(owner)?.secret ?? null
      if (secret === null || !(await store.revealSigningSecret(owner))) return null
      await refresh()
      return secret
    },
    rotate: async (owner, overlap) => {
      await refresh()
      const secret = newSecret()
      const known = records.get(owner)
      // A receiver that has none yet knows the installation's own.
      const old = known?.secret ?? (owner === '' ? '' : (own().split(' ')[0] ?? ''))
      const record = { ...toRecord(owner, secret, old, overlap), isRevealed: true }
      await store.saveSigningSecret(record)
      await refresh()
      return secret
    },
  }
}

interface Opened {
  readonly record: SigningSecretRecord
  /** Null: sealed with another key. */
  readonly secret: string | null
  readonly old: string | null
}

const contextOf = (owner: string): string => `signing_secrets/${owner}`

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
