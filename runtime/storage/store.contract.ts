import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Program } from '#shared/compile/program.ts'
import { createFlow } from '#shared/flow/createFlow.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { Session } from '#shared/session/session.ts'
import { describeAgentStores } from './agentStores.contract.ts'
import { describeCredentials } from './credentials.contract.ts'
import { describeProviderStore } from './providerStore.contract.ts'
import { type NewRow, StaleSession, type Store, type TurnCommit } from './store.ts'

export interface OpenedStore {
  readonly store: Store
  /** Closes the store and opens it again. */
  reopen(): Promise<Store>
  remove(): Promise<void>
}

const program = {
  program: 1,
  hash: 'sha256:p1',
  entry: 'a',
  error: 'a',
  language: 'en-US',
  voice: '',
  longestCall: 1,
  variables: [],
  scopes: {},
  ops: {},
} as const

/** A program that nothing runs. */
export const makeProgram = (hash: string): Program => ({ ...program, hash: `sha256:${hash}` })

const labels = { n1: { name: 'Menu', type: 'menu', ports: { o1: '1 · one' } } }

export const makeSession = (id: string, more: Partial<Session> = {}): Session => ({
  call: { id, from: '+1', to: '+2', direction: 'inbound' },
  program: program.hash,
  status: 'active',
  outcome: null,
  startedAt: 5,
  turn: 1,
  open: false,
  waiting: { for: 'nothing' },
  vars: { name: 'Zoë "quoted" \n' },
  nodes: {},
  counts: {},
  input: null,
  agents: {},
  frames: [],
  steps: 0,
  effects: 0,
  ...more,
})

export const row = (type: string, data: NewRow['data'] = {}): NewRow => ({ at: 7, type, data })

/** The first commit of a call. */
export const firstCommit = (id: string, more: Partial<TurnCommit> = {}): TurnCommit => ({
  callId: id,
  start: {
    carrier: 'local',
    sid: `sid-${id}`,
    flowId: 'f',
    flowName: 'Flow',
    version: 1,
    labels: 'l',
    channel: 'http',
    startedAt: 5,
  },
  session: makeSession(id),
  version: 0,
  pending: [],
  answer: { turn: 1, document: '<Response/>' },
  rows: [row('node.entered', { node: 'n1' })],
  outbox: [],
  outcome: null,
  ...more,
})

export const nextCommit = (
  id: string,
  version: number,
  more: Partial<TurnCommit> = {},
): TurnCommit => ({
  ...firstCommit(id, { start: null, version, session: makeSession(id, { turn: version + 1 }) }),
  answer: { turn: version + 1, document: `<Response><!--${version}--></Response>` },
  ...more,
})

const effect: Effect = {
  type: 'request',
  id: 'e1',
  node: 'n1',
  method: 'POST',
  url: 'https://example.org',
  headers: {},
  body: '{}',
  timeout: 1,
}

/** What every engine of the store does. */
export function describeStore(name: string, open: () => Promise<OpenedStore>): void {
  describeProviderStore(name, open)
  describeCredentials(name, open)
  describeAgentStores(name, open)
  describe(`${name} keeps calls`, () => {
    let opened: OpenedStore
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    it('gives back session, answer and pending effects, also after it was opened again', async () => {
      await store.commitTurn(firstCommit('c1', { pending: [effect] }))
      const kept = {
        session: makeSession('c1'),
        pending: [effect],
        version: 1,
        answer: '<Response/>',
      }
      expect(await store.loadTurn('c1', 1)).toEqual(kept)
      store = await opened.reopen()
      expect(await store.loadTurn('c1', 1)).toEqual(kept)
      expect(await store.loadTurn('c1', 2)).toEqual({ ...kept, answer: null })
      expect(await store.loadTurn('c2', 1)).toBe(null)
    })

    it('reads rows of a type of the newest calls of a flow', async () => {
      for (const [index, id] of ['c1', 'c2', 'c3'].entries()) {
        const first = firstCommit(id, {
          rows: [row('delay', { total: index }), row('node.entered', { node: 'n1' })],
        })
        const start = first.start && { ...first.start, startedAt: 10 + index }
        await store.commitTurn({ ...first, start })
      }
      const query = { flow: 'f', types: ['delay'], calls: 2 }
      expect(await store.readFlowRows(query)).toEqual([
        { callId: 'c2', type: 'delay', data: { total: 1 } },
        { callId: 'c3', type: 'delay', data: { total: 2 } },
      ])
      expect(await store.readFlowRows({ ...query, flow: 'other' })).toEqual([])
    })

    it('counts the calls of each flow since a time', async () => {
      await store.commitTurn(firstCommit('c1'))
      await store.commitTurn(firstCommit('c2'))
      expect(await store.countCalls(5)).toEqual({ f: 2 })
      expect(await store.countCalls(6)).toEqual({})
    })

    it('finds a call by what its carrier calls it', async () => {
      await store.commitTurn(firstCommit('c1'))
      expect(await store.findCall('local', 'sid-c1')).toBe('c1')
      expect(await store.findCall('other', 'sid-c1')).toBe(null)
    })

    it('refuses a second writer and keeps nothing of its commit', async () => {
      await store.commitTurn(firstCommit('c1'))
      const mine = nextCommit('c1', 1, { rows: [row('mine')] })
      const theirs = nextCommit('c1', 1, { rows: [row('theirs')] })
      const results = await Promise.allSettled([store.commitTurn(mine), store.commitTurn(theirs)])
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected'])
      expect(results[1]).toMatchObject({ reason: expect.any(StaleSession) })
      const rows = await store.readRows('c1', 0, 10)
      expect(rows.map(({ seq, type }) => [seq, type])).toEqual([
        [1, 'node.entered'],
        [2, 'mine'],
      ])
    })

    it('lets the others of a batch through when one fails', async () => {
      await store.commitTurn(firstCommit('bad'))
      const results = await Promise.allSettled([
        store.commitTurn(firstCommit('c1')),
        store.commitTurn(firstCommit('bad')),
        store.commitTurn(firstCommit('c2')),
      ])
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await store.loadTurn('c2', 1)).toMatchObject({ version: 1 })
    })

    it('numbers rows in order, tells listeners in order, and reads them in pages', async () => {
      const told: [string, number[]][] = []
      store.onRows((id, rows) => told.push([id, rows.map((each) => each.seq)]))
      await Promise.all([
        store.commitTurn(firstCommit('c1')),
        store.appendRows('c1', [row('digit', { digit: '1' }), row('digit', { digit: '2' })]),
        store.commitTurn(nextCommit('c1', 1)),
      ])
      expect(told).toEqual([
        ['c1', [1]],
        ['c1', [2, 3]],
        ['c1', [4]],
      ])
      expect(await store.readRows('c1', 1, 2)).toEqual([
        { seq: 2, ...row('digit', { digit: '1' }) },
        { seq: 3, ...row('digit', { digit: '2' }) },
      ])
    })

    it('ends a call once and closes it once', async () => {
      await store.commitTurn(firstCommit('c1'))
      const ended = makeSession('c1', { status: 'ended', outcome: 'booked' })
      await store.commitTurn(
        nextCommit('c1', 1, { session: ended, outcome: { status: 'completed', at: 9 } }),
      )
      expect(await store.findSummary('c1')).toMatchObject({ outcome: 'booked', endedAt: 9 })
      expect(await store.closeCall('c1', { status: 'failed', at: 12 })).toBe(true)
      expect(await store.closeCall('c1', { status: 'failed', at: 13 })).toBe(false)
      expect(await store.findSummary('c1')).toMatchObject({ status: 'completed', endedAt: 12 })
    })

    it('lists calls newest first, page by page, with the names of their time', async () => {
      const { labels: id } = await published(store)
      for (const [index, call] of ['c1', 'c2', 'c3'].entries()) {
        const first = firstCommit(call, {
          rows: [
            row('node.entered', { node: 'n1' }),
            row('port.taken', { node: 'n1', port: 'o1', reason: 'pressed 1' }),
          ],
        })
        const start = first.start && { ...first.start, startedAt: 10 + index, labels: id }
        await store.commitTurn({ ...first, start })
      }
      const page = await store.listCalls({ flow: 'f', before: null, limit: 2 })
      expect(page.calls.map((call) => call.id)).toEqual(['c3', 'c2'])
      expect(page.calls[0]?.path).toEqual([
        {
          ...{ node: 'n1', name: 'Menu', type: 'menu', at: 7 },
          ...{ port: 'o1', portTitle: '1 · one', reason: 'pressed 1' },
        },
      ])
      const rest = await store.listCalls({ flow: 'f', before: page.next, limit: 2 })
      expect([rest.calls.map((call) => call.id), rest.next]).toEqual([['c1'], null])
      const other = await store.listCalls({ flow: 'other', before: null, limit: 2 })
      expect(other).toEqual({ calls: [], next: null })
    })

    it('knows the calls that were going on', async () => {
      await store.commitTurn(firstCommit('c1'))
      await store.commitTurn(firstCommit('c2'))
      await store.closeCall('c2', { status: 'completed', at: 9 })
      expect(await store.unfinishedCalls()).toEqual([{ callId: 'c1', channel: 'http' }])
    })
  })

  describe(`${name} keeps flows`, () => {
    let opened: OpenedStore
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())
    const flow = createFlow('f', 'First')

    it('counts revisions and refuses a save from an older one', async () => {
      expect(await store.insertFlow(flow, 1)).toBe(true)
      expect(await store.insertFlow(flow, 1)).toBe(false)
      expect(await store.saveFlow({ ...flow, name: 'Second' }, 1, 2)).toBe(true)
      expect(await store.saveFlow({ ...flow, name: 'Third' }, 1, 3)).toBe(false)
      const kept = { flow: { ...flow, name: 'Second' }, revision: 2, updatedAt: 2 }
      expect(await store.findFlow('f')).toEqual(kept)
      expect(await store.listFlows()).toEqual([kept])
      expect(await store.findRevision('f')).toEqual({ revision: 2 })
      await store.deleteFlow('f', 4)
      expect(await store.findFlow('f')).toBe(null)
    })

    it('keeps a deleted flow in the bin, out of the way, and gives it back', async () => {
      await store.insertFlow(flow, 1)
      await store.insertFlow({ ...flow, id: 'g' }, 1)
      await store.deleteFlow('f', 5)
      await store.deleteFlow('f', 9)
      store = await opened.reopen()
      expect(await store.listBin()).toEqual([{ flow, deletedAt: 5 }])
      expect(await store.listFlows()).toMatchObject([{ flow: { id: 'g' } }])
      expect(await store.findRevision('f')).toBe(null)
      expect(await store.saveFlow(flow, 1, 6)).toBe(false)
      expect(await store.restoreFlow('g')).toBe(false)
      expect(await store.restoreFlow('f')).toBe(true)
      expect(await store.findFlow('f')).toEqual({ flow, revision: 1, updatedAt: 1 })
      expect(await store.listBin()).toEqual([])
    })

    it('forgets what is in the bin, never what is in use', async () => {
      for (const id of ['f', 'g', 'h']) await store.insertFlow({ ...flow, id }, 1)
      await store.deleteFlow('f', 5)
      await store.deleteFlow('g', 7)
      await store.emptyBin({ before: 6 })
      expect(await store.listBin()).toMatchObject([{ flow: { id: 'g' } }])
      await store.emptyBin({ id: 'h' })
      await store.emptyBin({ id: 'g' })
      expect(await store.listBin()).toEqual([])
      expect(await store.findRevision('h')).toEqual({ revision: 1 })
    })

    it('makes a version for a new program only, and points the number at it', async () => {
      const first = await published(store)
      const again = await published(store)
      const other = await published(store, { ...program, hash: 'sha256:p2' })
      expect([first.version, again.version, other.version]).toEqual([1, 1, 2])
      expect((await store.listVersions('f')).map((each) => each.hash)).toEqual([
        'sha256:p2',
        'sha256:p1',
      ])
      expect(await store.findPublished('+1')).toMatchObject({ version: 2, hash: 'sha256:p2' })
      expect(await store.findPublished('+2')).toBe(null)
      expect(await store.loadProgram('sha256:p1')).toEqual(program)
    })

    it('counts calls that go on with an older version', async () => {
      await published(store)
      await store.commitTurn(firstCommit('c1'))
      expect(await store.countCallsInProgress('f', 'sha256:p1')).toBe(0)
      expect(await store.countCallsInProgress('f', 'sha256:p2')).toBe(1)
    })

    it('keeps the flow of a version, its note, and how many calls it has had', async () => {
      await published(store)
      const changed = { ...createFlow('f', 'Second') }
      await store.publish({
        ...{ number: '+2', flow: changed, program: { ...program, hash: 'sha256:p2' }, labels },
        ...{ note: 'For winter', author: 'Ada', at: 4 },
      })
      await store.commitTurn(firstCommit('c1'))
      expect(await store.findVersion('f', 1)).toMatchObject({
        ...{ version: 1, note: '', author: null, flow: createFlow('f', 'First') },
      })
      expect(await store.saveNote('f', 2, 'For spring')).toBe(true)
      expect(await store.saveNote('f', 3, 'Nothing')).toBe(false)
      expect(await store.findVersion('f', 2)).toEqual({
        ...{ flowId: 'f', version: 2, hash: 'sha256:p2', note: 'For spring' },
        ...{ author: 'Ada', createdAt: 4, flow: changed },
      })
      expect(await store.findVersion('f', 3)).toBe(null)
      expect(await store.countCallsByVersion('f')).toEqual([
        { version: 1, calls: 1, inProgress: 1 },
      ])
    })

    it('makes a setting once', async () => {
      expect(await store.setting('k', () => 'first')).toBe('first')
      expect(await store.setting('k', () => 'second')).toBe('first')
      store = await opened.reopen()
      expect(await store.setting('k', () => 'third')).toBe('first')
    })
  })

  async function published(
    store: Store,
    which: Parameters<Store['publish']>[0]['program'] = program,
  ) {
    const flow = createFlow('f', 'First')
    await store.insertFlow(flow, 1)
    await store.seedNumbers(['+1', '+2'])
    const version = await store.publish({
      ...{ number: '+1', flow, program: which, labels, note: '', author: null, at: 3 },
    })
    const target = await store.findPublished('+1')
    return { ...version, labels: target?.labels ?? '' }
  }
}
