import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newNumberSettings } from '#shared/api/numbers.ts'
import { newTrunkSettings } from '#shared/api/trunks.ts'
import { firstCommit, makeSession, type OpenedStore } from './store.contract.ts'
import type { Store } from './store.ts'

/** What every engine of the store does with numbers, trunks and accounts. */
export function describeNumbers(name: string, open: () => Promise<OpenedStore>): void {
  describe(`${name} keeps numbers`, () => {
    let opened: OpenedStore
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    const number = '+12025550100'
    const added = { number, carrier: 'local', name: 'Front desk' }
    const settings = {
      ...newNumberSettings,
      ...{ name: 'Desk', enabled: false, mostCalls: 3, transfer: '+12025550199' },
      ...{ fallbackUrl: 'https://example.org/fml', says: 'We are away.' },
    }
    const callTo = (id: string, startedAt: number, channel: 'voice' | 'text' = 'voice') => {
      const call = { ...makeSession(id).call, to: number }
      const first = firstCommit(id, { session: makeSession(id, { call }) })
      return { ...first, start: first.start && { ...first.start, startedAt, channel } }
    }

    it('once, with their settings, until they are taken away', async () => {
      expect(await store.addNumber(added)).toBe(true)
      expect(await store.addNumber({ ...added, carrier: 'teler' })).toBe(false)
      const fresh = { ...newNumberSettings, name: 'Front desk' }
      expect(await store.findNumber(number)).toMatchObject({ carrier: 'local', settings: fresh })
      expect(await store.saveNumber(number, settings)).toBe(true)
      store = await opened.reopen()
      expect(await store.listNumbers()).toEqual([
        { ...{ number, carrier: 'local', settings }, flowId: null, flowName: null, version: null },
      ])
      expect(await store.removeNumber(number)).toBe(true)
      expect(await store.saveNumber(number, settings)).toBe(false)
      expect(await store.findNumber(number)).toBe(null)
    })

    it('and seeds them without touching those that are there', async () => {
      await store.addNumber(added)
      await store.seedNumbers([number, '+12025550101'])
      expect((await store.listNumbers()).map((each) => each.settings.name)).toEqual([
        'Front desk',
        '',
      ])
    })

    it('and knows the newest call of each', async () => {
      await store.addNumber(added)
      await store.commitTurn(callTo('c1', 5))
      await store.commitTurn(callTo('c2', 8))
      await store.commitTurn(callTo('c3', 7, 'text'))
      await store.closeCall('c2', { status: 'completed', at: 9 })
      expect(await store.lastCalls()).toEqual(
        new Map([[number, { id: 'c2', startedAt: 8, status: 'completed' }]]),
      )
    })

    it('and trunks and accounts, with their sealed secrets', async () => {
      const trunk = {
        ...{ id: 't1', settings: { ...newTrunkSettings, title: 'Sip Co' }, createdAt: 4 },
        ...{ password: 'v1.sealed', inboundPassword: '' },
      }
      await store.saveTrunk(trunk)
      const changed = { ...trunk, settings: { ...trunk.settings, title: 'Other Co' }, password: '' }
      await store.saveTrunk({ ...trunk, id: 't0', createdAt: 9 })
      await store.saveTrunk(changed)
      expect(await store.listTrunks()).toEqual([changed, { ...trunk, id: 't0', createdAt: 9 }])
      expect(await store.removeTrunk('t0')).toBe(true)
      expect(await store.removeTrunk('t0')).toBe(false)
      expect(await store.findAccount('teler')).toBe(null)
      await store.saveAccount('teler', { key: 'v1.a', webhookSecret: '' })
      await store.saveAccount('teler', { key: 'v1.b', webhookSecret: 'v1.c' })
      expect(await store.findAccount('teler')).toEqual({ key: 'v1.b', webhookSecret: 'v1.c' })
      await store.removeAccount('teler')
      expect(await store.findAccount('teler')).toBe(null)
    })
  })
}
