import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFlow } from '#shared/flow/createFlow.ts'
import { NoSplit, NumberChanged, type PublishMode } from './planTypes.ts'
import { makeProgram, type OpenedStore } from './store.contract.ts'
import type { Store } from './store.ts'

const number = '+1'
const flow = createFlow('f', 'Flow')

/** Plans of numbers and the audit log, on any engine. */
export function describePlans(name: string, open: () => Promise<OpenedStore>): void {
  describe(`plans of numbers in ${name}`, () => {
    let opened: OpenedStore
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
      await store.seedNumbers([number])
      await store.insertFlow(flow, 1)
    })
    afterEach(() => opened.remove())

    const publish = (hash: string, mode: PublishMode, expects?: number | null) =>
      store.publish({
        ...{ number, flow, program: makeProgram(hash), labels: {}, note: '', author: null },
        ...{ at: 5, mode },
        expects:
          expects === undefined
            ? undefined
            : { flowId: expects === null ? null : 'f', version: expects },
      })
    const answers = async () => (await store.findPublished(number))?.version ?? null
    const none = { number, testers: [], split: null, next: null }

    it('makes a version now and answers with it later', async () => {
      await publish('one', { type: 'now' })
      await publish('two', { type: 'later', at: 100 })
      expect(await answers()).toBe(1)
      expect(await store.findPlan(number)).toEqual({
        ...none,
        next: { flowId: 'f', version: 2, at: 100 },
      })
      expect(await store.applyPlans(99)).toEqual([])
      expect(await answers()).toBe(1)
      expect(await store.applyPlans(100)).toEqual([number])
      expect(await store.applyPlans(101)).toEqual([])
      expect([await answers(), await store.findPlan(number)]).toEqual([2, none])
    })

    it('shares callers between two versions of one flow', async () => {
      await expect(publish('one', { type: 'share', share: 10 })).rejects.toThrow(NoSplit)
      expect(await store.listVersions('f')).toEqual([])
      await publish('one', { type: 'now' })
      await expect(publish('one', { type: 'share', share: 10 })).rejects.toThrow(NoSplit)
      await publish('two', { type: 'share', share: 10 })
      expect(await answers()).toBe(1)
      expect(await store.listPlans()).toEqual([{ ...none, split: { version: 2, share: 10 } }])
      expect(await store.findTarget('f', 2)).toMatchObject({ version: 2, hash: 'sha256:two' })
      expect([await store.dropSplit(number), await store.dropSplit(number)]).toEqual([true, false])
      expect(await store.findPlan(number)).toEqual(none)
    })

    it('ends shares and plans with a publication for everybody, and keeps test callers', async () => {
      await store.saveTesters(number, ['+4912'])
      await publish('one', { type: 'now' })
      await publish('two', { type: 'share', share: 10 })
      await publish('three', { type: 'later', at: 100 })
      await publish('two', { type: 'now' })
      expect(await store.findPlan(number)).toEqual({ ...none, testers: ['+4912'] })
      expect(await store.dropNext(number)).toBe(false)
    })

    it('lets one of two win who publish at once, and tells the other', async () => {
      await publish('one', { type: 'now' }, null)
      const both = await Promise.allSettled([
        publish('two', { type: 'now' }, 1),
        publish('three', { type: 'now' }, 1),
      ])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const refused = both.find((one) => one.status === 'rejected')
      expect(refused?.reason).toBeInstanceOf(NumberChanged)
      expect(refused?.reason.now).toEqual({ flowId: 'f', version: 2 })
      expect(await store.listVersions('f')).toHaveLength(2)
      expect(await answers()).toBe(2)
    })

    it('answers with an older version again, and knows which there are', async () => {
      await publish('one', { type: 'now' })
      await publish('two', { type: 'now' })
      const pointing = {
        number,
        flowId: 'f',
        at: 9,
        mode: { type: 'now' },
        expects: undefined,
      } as const
      expect(await store.pointNumber({ ...pointing, version: 1 })).toMatchObject({ version: 1 })
      expect(await answers()).toBe(1)
      expect(await store.pointNumber({ ...pointing, version: 9 })).toBe(null)
      expect(await answers()).toBe(1)
    })

    it('keeps who did what, newest first, page by page', async () => {
      const entry = (id: string, at: number) => ({
        ...{ id, at, actor: null, action: 'POST /x', path: '/x', detail: { number } },
      })
      for (const one of [entry('a', 1), entry('b', 2), entry('c', 2)]) await store.appendAudit(one)
      const first = await store.listAudit({ before: null, limit: 2 })
      expect(first.entries).toEqual([entry('c', 2), entry('b', 2)])
      const second = await store.listAudit({ before: first.next, limit: 2 })
      expect(second).toEqual({ entries: [entry('a', 1)], next: null })
    })
  })
}
