import type { CredentialRecord, CredentialStore } from '../storage/credentialStore.ts'
import type { Vault } from '../storage/vault.ts'
import type { OpenCredential } from './authorize.ts'

/** What the sealed secret of a credential belongs to. */
export const credentialContext = (name: string): string => `credentials/${name}`

/** The secret of a credential; null when it was sealed with another key. */
export const openSecret = (vault: Vault, { name, sealedSecret }: CredentialRecord): string | null =>
  vault.open(sealedSecret, credentialContext(name))

/** Looks a credential up at the moment of sending, so that a replaced secret is used; a sentence when there is none. */
export const createCredentialOpener =
  (store: CredentialStore, vault: Vault) =>
  async (name: string): Promise<OpenCredential | string> => {
    const record = await store.findCredential(name)
    if (!record) {
      return `There is no credential “${name}”: nothing was sent. Add it in the settings, or choose another.`
    }
    const secret = openSecret(vault, record)
    if (secret === null) {
      return `The credential “${name}” was sealed with another key: nothing was sent. Enter its secret again.`
    }
    const { kind, host, userName, headerName } = record
    return { kind, host, userName, headerName, secret }
  }
