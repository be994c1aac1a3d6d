import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CredentialRecord } from './credentialStore.ts'
import type { Store } from './store.ts'

interface Opened {
  readonly store: Store
  reopen(): Promise<Store>
  remove(): Promise<void>
}

const record = (name: string, at: number): CredentialRecord => ({
  ...{ name, kind: 'header', sealedSecret: `v1.${name}`, userName: '', headerName: 'X-Größe' },
  ...{ host: 'api.example.com:8443', createdAt: at, updatedAt: at },
})

/** What every store does for credentials. */
export function describeCredentials(name: string, open: () => Promise<Opened>): void {
  describe(`${name} keeps credentials`, () => {
    let opened: Opened
    beforeEach(async () => {
      opened = await open()
    })
    afterEach(() => opened.remove())

    it('by name, and replaces all but the time they were made, also for those who open it again', async () => {
      await opened.store.saveCredential(record('shop', 1_800_000_000_000))
      await opened.store.saveCredential(record('crm', 2))
      const changed = { ...record('shop', 5), kind: 'basic' as const, sealedSecret: 'v1.new' }
      await opened.store.saveCredential(changed)
      const store = await opened.reopen()
      const shop = { ...changed, createdAt: 1_800_000_000_000 }
      expect(await store.listCredentials()).toEqual([record('crm', 2), shop])
      expect(await store.findCredential('shop')).toEqual(shop)
      expect(await store.findCredential('none')).toBeNull()
    })

    it('forgets one once', async () => {
      const { store } = opened
      await store.saveCredential(record('crm', 1))
      expect([await store.deleteCredential('crm'), await store.deleteCredential('crm')]).toEqual([
        true,
        false,
      ])
      expect(await store.listCredentials()).toEqual([])
    })
  })
}
