import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import { createFlow } from '#shared/flow/createFlow.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { createTurns } from './createTurns.ts'
import { createMemoryStore } from './sessionStore.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const program = linkFlow(webhookFlow())
const info = { id: 'C1', from: '', to: '', direction: 'inbound' as const }

function setUp() {
  const results: PromiseWithResolvers<EffectResult>[] = []
  const perform = vi.fn(() => {
    const result = Promise.withResolvers<EffectResult>()
    results.push(result)
    return result.promise
  })
  const store = createMemoryStore()
  const turns = createTurns({ program, store, now: Date.now, perform })
  return { turns, perform, results, store }
}
const answered: EffectResult = { type: 'response', status: 200, body: {} }

it('holds the line while an answer takes its time, then goes on', async () => {
  const { turns, perform, results } = setUp()
  const first = turns.start(info)
  await vi.advanceTimersByTimeAsync(5_000)
  expect((await first).document).toMatch(/One moment, please\..*\/hooks\/voice\/C1\/2<\/Redirect>/)
  const second = turns.turn('C1', 2, { reason: 'redirect' })
  results[0]?.resolve(answered)
  expect((await second).document).toMatch(/Fine\./)
  expect(perform).toHaveBeenCalledTimes(1)
})

it('answers one turn posted twice with one document', async () => {
  const { turns, results } = setUp()
  const first = turns.start(info)
  await vi.advanceTimersByTimeAsync(0)
  const again = turns.repeat('C1', 1)
  await vi.advanceTimersByTimeAsync(0)
  results[0]?.resolve(answered)
  expect(await again).toEqual(await first)
})

it('performs again what a stopped process left behind', async () => {
  const { turns, store } = setUp()
  turns.start(info).catch(() => {})
  await vi.advanceTimersByTimeAsync(0)
  const later = createTurns({ program, store, now: Date.now, perform: async () => answered })
  expect((await later.repeat('C1', 1)).document).toMatch(/Fine\./)
})

it('goes on by “failed” when performing throws', async () => {
  const store = createMemoryStore()
  const perform = async () => {
    throw new Error('no')
  }
  const turns = createTurns({ program, store, now: Date.now, perform })
  expect((await turns.start(info)).document).toMatch(/Broken\./)
  expect((await turns.turn('C1', 2, { reason: 'redirect' })).document).toMatch(/<Hangup\/>/)
})

function webhookFlow(): Flow {
  const empty = createFlow('f', 'F')
  const node = (id: string, type: string, data: object) => ({
    id,
    type,
    name: id,
    data: { ...definitionOf(type)?.defaults(() => 'x'), ...data },
    position: { x: 0, y: 0 },
  })
  const edge = (source: string, sourceHandle: string, target: string) => ({
    id: `${source}-${sourceHandle}`,
    source,
    sourceHandle,
    target,
  })
  return {
    ...empty,
    nodes: [
      ...empty.nodes,
      node('w', 'webhook', { url: 'https://x.org' }),
      node('fine', 'end', { text: 'Fine.' }),
      node('broken', 'end', { text: 'Broken.' }),
    ],
    edges: [
      edge('start', 'next', 'w'),
      edge('w', 'ok', 'fine'),
      edge('w', 'failed', 'broken'),
      edge('w', 'timeout', 'broken'),
    ],
  }
}
