import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CampaignSetup, usualRules } from '#shared/api/campaigns.ts'
import type { NewOutbound } from './outboundTypes.ts'
import type { OpenedStore } from './store.contract.ts'
import type { Store } from './store.ts'

const program = { flowId: 'f', flowName: 'Flow', version: 1, hash: 'sha256:p1', labels: 'l' }
const call = (callId: string, more: Partial<NewOutbound> = {}): NewOutbound => ({
  ...{ callId, program, vars: { name: 'Zoë' }, from: '+1', to: `+49${callId}` },
  ...{ ringSeconds: 30, onVoicemail: 'ignore', ...more },
})
const here = { owner: 'here', until: 20_000 }
const setup: CampaignSetup = {
  ...{ flow: { id: 'f', version: 1 }, from: '+1', country: '', numberColumn: 'a', zoneColumn: '' },
  ...{ variables: {}, rules: { ...usualRules, perMinute: 60, atOnce: 2 } },
}

/** What every engine of the store does for calls of ours and campaigns. */
export function describeOutboundStore(name: string, open: () => Promise<OpenedStore>): void {
  describe(`${name} keeps calls of ours`, () => {
    let opened: OpenedStore
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    it('gives back an attempt as it was kept, and lets one caller only move it on', async () => {
      await store.insertOutbound(call('c1'), here, 5)
      const record = await store.findOutbound('c1')
      expect(record).toMatchObject({ ...call('c1'), state: 'queued', createdAt: 5, outcome: null })
      const moves = Array.from({ length: 3 }, () =>
        store.moveOutbound('c1', ['queued'], 'dialling', 6),
      )
      expect((await Promise.all(moves)).filter(Boolean)).toHaveLength(1)
      expect(await store.findOutbound('c2')).toBe(null)
    })

    it('ends an attempt once, and shows it in the list of calls', async () => {
      await store.insertOutbound(call('c1'), here, 5)
      expect((await store.listCalls({ flow: null, before: null, limit: 9 })).calls).toMatchObject([
        { id: 'c1', status: 'queued' },
      ])
      const end = { outcome: 'busy', reason: 'Busy.', at: 9 } as const
      expect(await store.endOutbound('c1', end)).toBe(true)
      expect(await store.endOutbound('c1', { ...end, outcome: 'failed' })).toBe(false)
      expect(await store.findSummary('c1')).toMatchObject({
        ...{ status: 'failed', outcome: 'busy', startedAt: 5, endedAt: 9, to: '+49c1' },
        outbound: { reason: 'Busy.', answeredBy: null, campaignId: null },
      })
    })

    it('knows who answered, and how the call on the line stands', async () => {
      await store.insertOutbound(call('c1'), here, 5)
      await store.noteAnsweredBy('c1', 'machine')
      expect(await store.findOutbound('c1')).toMatchObject({ answeredBy: 'machine' })
      expect(await store.findCallEnd('c1')).toBe(null)
      await store.endOutbound('c1', { outcome: 'voicemail', reason: null, at: 9 })
      expect(await store.findCallEnd('c1')).toMatchObject({
        ...{ status: 'completed', outcome: 'voicemail', to: '+49c1' },
      })
    })

    it('gives lost attempts to one who asks', async () => {
      await store.insertOutbound(call('c1'), { owner: 'gone', until: 10 }, 5)
      await store.insertOutbound(call('c2'), { owner: 'alive', until: 99 }, 5)
      await store.insertOutbound(call('c3'), here, 5)
      await store.cancelOutbound('c3')
      const [one, other] = await Promise.all([
        store.takeLostOutbound(here, 50, false),
        store.takeLostOutbound({ ...here, owner: 'there' }, 50, false),
      ])
      expect([...one, ...other].map(({ callId }) => callId)).toEqual(['c1'])
      expect(await store.renewLeases({ owner: 'here', until: 99 })).toEqual(['c3'])
      const rest = await store.takeLostOutbound({ owner: 'last', until: 99 }, 50, true)
      expect(rest.map(({ callId }) => callId).sort()).toEqual(['c1', 'c2', 'c3'])
    })

    it('keeps numbers that are not called, newest first', async () => {
      const entries = ['+1', '+2', '+3'].map((number, at) => ({
        ...{ number, at, source: 'api' as const, note: '' },
      }))
      expect(await store.addOptOuts(entries)).toBe(3)
      expect(await store.addOptOuts(entries)).toBe(0)
      expect([await store.findOptOut('+2'), await store.findOptOut('+9')]).toEqual([
        entries[1],
        null,
      ])
      const page = await store.listOptOuts({ search: '', before: null, limit: 2 })
      expect(page.optOuts.map(({ number }) => number)).toEqual(['+3', '+2'])
      const next = await store.listOptOuts({ search: '', before: page.next, limit: 2 })
      expect([next.optOuts.length, next.next, next.total]).toEqual([1, null, 3])
      const found = await store.listOptOuts({ search: '2%', before: null, limit: 2 })
      expect(found.optOuts.map(({ number }) => number)).toEqual(['+2'])
      expect(await store.insertOutbound(call('c1', { to: '+2' }), here, 5)).toBe('optedOut')
      expect([await store.removeOptOut('+2'), await store.removeOptOut('+2')]).toEqual([
        true,
        false,
      ])
    })

    const startCampaign = async (count: number) => {
      const campaign = { id: 'm', name: 'M', fileName: 'm.csv', setup, createdAt: 1 }
      await store.insertCampaign(campaign, 'a\n1')
      const callees = Array.from({ length: count }, (_, index) => ({
        ...{ line: index + 2, number: `+4930${index}`, vars: {}, zones: ['UTC'] },
      }))
      await store.addCallees('m', callees)
      await store.startCampaign('m', program, 2)
    }
    let lastId = 0
    const claim = (now: number, owner = 'here') =>
      store.claimCallees({
        ...{ campaignId: 'm', lease: { owner, until: 99 }, now, newId: () => `n${++lastId}` },
        allowedAt: () => 0,
      })

    it('lets a draft be changed and filled anew, and moves a campaign from where it is', async () => {
      await startCampaign(0)
      const change = { name: 'New', setup: (await store.findCampaign('m'))?.setup }
      if (!change.setup) throw new Error('no campaign')
      const draft = { id: 'd', name: 'Draft', setup: change.setup, fileName: 'd.csv', createdAt: 9 }
      await store.insertCampaign(draft, 'number\n+491')
      const callee = { number: '+491', vars: {}, zones: ['Europe/Berlin'] }
      await store.addCallees('d', [{ ...callee, line: 2 }])
      await store.clearCallees('d')
      await store.addCallees('d', [{ ...callee, line: 3 }])
      expect(await store.saveCampaign('d', { name: 'New', setup: change.setup })).toBe(true)
      expect(await store.saveCampaign('m', { name: 'New', setup: change.setup })).toBe(false)
      expect(await store.loadCampaignFile('d')).toBe('number\n+491')
      const lines = await store.listCallees('d', { outcome: null, after: 0, limit: 9 })
      expect(lines.map(({ line }) => line)).toEqual([3])
      expect(typeof (await store.nextCallee('d'))).toBe('number')
      expect(await store.nextCallee('m')).toBe(null)
      const paused = { at: 7, note: 'Why.' }
      expect(await store.moveCampaign('m', ['paused'], 'running', paused)).toBe(false)
      expect(await store.moveCampaign('m', ['running'], 'paused', paused)).toBe(true)
      expect((await store.listCampaigns()).map(({ id, name }) => [id, name])).toEqual([
        ['d', 'New'],
        ['m', expect.any(String)],
      ])
      expect(await store.listCampaigns('paused')).toMatchObject([{ id: 'm', note: 'Why.' }])
    })

    it('gives out callees by the pace and the places of a campaign, to several who ask', async () => {
      await startCampaign(600)
      const claims = await Promise.all([claim(10_000, 'a'), claim(10_000, 'b'), claim(10_000, 'c')])
      expect(claims.flatMap(({ calls }) => calls.map(({ to }) => to))).toEqual(['+49300'])
      expect((await claim(11_000)).calls.map(({ to }) => to)).toEqual(['+49301'])
      // Both places are taken.
      expect(await claim(60_000)).toEqual({ calls: [], nextAt: null })
      const [first] = await store.listCallees('m', { outcome: 'calling', after: 0, limit: 9 })
      const callId = first?.callId ?? ''
      await store.moveOutbound(callId, ['queued'], 'dialling', 1)
      await store.endOutbound(callId, { outcome: 'busy', reason: null, at: 61_000 })
      const [ended] = await store.endedCallees(9)
      if (!ended) throw new Error('Nothing has ended.')
      expect(ended).toMatchObject({ line: 2, outcome: 'busy', attempts: 1, endedAt: 61_000 })
      expect(ended.wasAnswered).toBe(false)
      const settled = [store.settleCallee(ended, 90_000), store.settleCallee(ended, null)]
      expect((await Promise.all(settled)).filter(Boolean)).toHaveLength(1)
      expect((await claim(62_000)).calls).toHaveLength(1)
    })

    it('gives back an attempt that was never dialled, and ends a campaign when nobody is left', async () => {
      await startCampaign(1)
      const { calls } = await claim(10_000)
      const given = calls[0]?.callId ?? ''
      expect(await store.releaseCallee(given, 'dialling', 11_000)).toBe(false)
      expect(await store.releaseCallee(given, 'queued', 11_000)).toBe(true)
      expect(
        await store.listCallees('m', { outcome: 'waiting', after: 0, limit: 9 }),
      ).toMatchObject([{ attempts: 0, callId: null, dueAt: 11_000 }])
      expect(await store.finishCampaigns(5)).toEqual([])
      const [again] = (await claim(20_000)).calls
      const callId = again?.callId ?? ''
      await store.endOutbound(callId, { outcome: 'completed', reason: null, at: 30_000 })
      for (const ended of await store.endedCallees(9)) await store.settleCallee(ended, null)
      expect(await store.finishCampaigns(31_000)).toEqual(['m'])
      expect(await store.countCallees('m')).toEqual([
        { state: 'done', outcome: 'completed', result: 'completed', count: 1 },
      ])
      expect(await store.deleteCampaign('m')).toBe(true)
      expect(await store.findCampaign('m')).toBe(null)
    })
  })
}
