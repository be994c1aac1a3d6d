import { describe, expect, it } from 'vitest'
import { describeNumbers } from './numberStore.contract.ts'
import { describeOutboundStore } from './outboundStore.contract.ts'
import { describePeople } from './people.contract.ts'
import { describePlans } from './plans.contract.ts'
import { describeSigning } from './signing.contract.ts'
import { describeStore, type OpenedStore } from './store.contract.ts'
import type { Store } from './store.ts'
import { describeWork } from './work.contract.ts'

/** Everything that a store does, on any engine; a method that nothing here asks for is named. */
export function describeEveryStore(name: string, open: () => Promise<OpenedStore>): void {
  const asked = new Set<string>()
  let all: readonly string[] = []
  const watched = (store: Store): Store => {
    all = Object.keys(store)
    return new Proxy(store, {
      get: (target, key) => {
        asked.add(String(key))
        return Reflect.get(target, key)
      },
    })
  }
  const openWatched = async (): Promise<OpenedStore> => {
    const { store, reopen, remove } = await open()
    return { store: watched(store), reopen: async () => watched(await reopen()), remove }
  }
  describeStore(name, openWatched)
  describeNumbers(name, openWatched)
  describePlans(name, openWatched)
  describeOutboundStore(name, openWatched)
  describePeople(name, openWatched)
  describeSigning(name, openWatched)
  describeWork(name, openWatched)

  describe(`the contract of ${name}`, () => {
    it('asks for every method of a store', () => {
      expect(all.filter((method) => !asked.has(method) && method !== 'close')).toEqual([])
    })
  })
}
