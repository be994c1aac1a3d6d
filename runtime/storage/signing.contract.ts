import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedStore } from './store.contract.ts'
import type { Store } from './store.ts'

const secret = (owner: string, more: object = {}) => ({
  ...{ owner, sealed: `sealed ${owner}`, sealedOld: '', oldUntil: 0, createdAt: 5 },
  ...{ isRevealed: false, ...more },
})

/** Secrets that sign, attempts to come in, and settings that are taken over, on any engine. */
export function describeSigning(name: string, open: () => Promise<OpenedStore>): void {
  describe(`signing secrets in ${name}`, () => {
    let opened: OpenedStore
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    it('are made once, shown once and replaced', async () => {
      const made = await Promise.all([
        store.insertSigningSecret(secret('')),
        store.insertSigningSecret(secret('', { sealed: 'other' })),
      ])
      expect(made.toSorted()).toEqual([false, true])
      const shown = [store.revealSigningSecret(''), store.revealSigningSecret('')]
      expect((await Promise.all(shown)).toSorted()).toEqual([false, true])
      expect(await store.revealSigningSecret('nobody')).toBe(false)
      const next = secret('', { sealed: 'next', sealedOld: 'old', oldUntil: 1_900_000_000_000 })
      await store.saveSigningSecret(next)
      await store.saveSigningSecret(secret('r'))
      expect(await store.listSigningSecrets()).toEqual([next, secret('r')])
    })

    it('go with their receiver', async () => {
      const receiver = { id: 'r', url: 'https://a.example', description: '', createdAt: 1 }
      await store.insertSubscription({ ...receiver, events: ['call.node'], isEnabled: true })
      await store.saveSigningSecret(secret('r'))
      await store.deleteSubscription('r')
      expect(await store.listSigningSecrets()).toEqual([])
    })

    it('are counted attempts: all at once, by windows', async () => {
      const counted = await Promise.all(
        Array.from({ length: 5 }, () => store.countAttempt('who', 100, 50)),
      )
      expect(counted.map(({ count }) => count).toSorted()).toEqual([1, 2, 3, 4, 5])
      await store.forgiveAttempt('who')
      expect(await store.countAttempt('who', 149, 50)).toEqual({ count: 5, until: 150 })
      expect(await store.countAttempt('who', 150, 50)).toEqual({ count: 1, until: 200 })
      await store.forgetAttempts(201)
      expect(await store.countAttempt('who', 160, 50)).toEqual({ count: 1, until: 210 })
    })

    it('take a setting over', async () => {
      await store.setting('key', () => 'value')
      expect(await store.findSetting('key')).toBe('value')
      await store.dropSetting('key')
      expect(await store.findSetting('key')).toBe(null)
    })
  })
}
