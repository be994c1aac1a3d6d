import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProviderRecord } from './providerStore.ts'
import type { Store } from './store.ts'

interface Opened {
  readonly store: Store
  reopen(): Promise<Store>
  remove(): Promise<void>
}

const record = (id: string, createdAt: number): ProviderRecord => ({
  id,
  createdAt,
  sealedKey: null,
  settings: {
    title: `“${id}” – größer`,
    preset: 'other',
    baseUrl: 'http://127.0.0.1:1/v1',
    model: 'm',
    speech: { model: 's', voice: '', voices: ['a', 'b'] },
    transcription: null,
    price: { input: 0.15, output: 0.6 },
  },
})

/** What every store does for providers. */
export function describeProviderStore(name: string, open: () => Promise<Opened>): void {
  describe(`${name} keeps providers`, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    it('gives them back in the order they were made, also after it was opened again', async () => {
      await store.saveProvider(record('late', 7))
      await store.saveProvider(record('early', 5))
      await store.saveProvider({ ...record('late', 9), sealedKey: 'v1.abc' })
      store = await opened.reopen()
      const late = { ...record('late', 7), sealedKey: 'v1.abc' }
      expect(await store.listProviders()).toEqual([record('early', 5), late])
    })

    it('removes one once', async () => {
      await store.saveProvider(record('a', 1))
      expect([await store.deleteProvider('a'), await store.deleteProvider('a')]).toEqual([
        true,
        false,
      ])
      expect(await store.listProviders()).toEqual([])
    })

    it('keeps the choices, and has none at first', async () => {
      const none = { model: '', fallback: '', speech: '', transcription: '', embeddings: '' }
      expect(await store.readChoices()).toEqual(none)
      const choices = { ...none, model: 'a/m', speech: 'built-in' }
      await store.saveChoices({ ...choices, fallback: 'b/n' })
      await store.saveChoices(choices)
      expect(await store.readChoices()).toEqual(choices)
    })
  })
}
