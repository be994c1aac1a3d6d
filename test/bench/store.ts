import { systemClock } from '#runtime/calls/clock.ts'
import { createId } from '#runtime/createId.ts'
import { createOutbox } from '#runtime/outbox/createOutbox.ts'
import { firstCommit, nextCommit, row } from '#runtime/storage/store.contract.ts'
import type { OutgoingWebhook, Store } from '#runtime/storage/store.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { openBenchStore } from './benchCalls.ts'
import { type Measured, median, ms, type Report, ratioOf } from './gates.ts'

/** Webhooks that wait at the start. */
const webhooks = 4_000
/** Calls that a store has had that is in use for long. */
const manyCalls = 100_000
const callsAtOnce = 64
const turnsEach = 10

/** The store beside the turns: webhooks that are sent, and what a hundred thousand calls do to a turn. */
export async function measureStore(): Promise<Measured> {
  return { gates: [], reports: [await deliveries(), ...(await fullStore())] }
}

async function deliveries(): Promise<Report> {
  const { store, close } = await openBenchStore()
  const at = Date.now()
  await Promise.all(
    Array.from({ length: webhooks / 10 }, (_, call) =>
      store.commitTurn(
        firstCommit(createId(), {
          outbox: Array.from({ length: 10 }, (_, index) => toWebhook(call, index, at)),
        }),
      ),
    ),
  )
  const ok: EffectResult = { type: 'response', status: 200, body: null }
  const done = Promise.withResolvers<void>()
  let sent = 0
  const silent = () => {}
  const outbox = createOutbox({
    ...{ store, clock: systemClock, newId: createId, random: Math.random },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    mask: (_, one) => one,
    // What the network takes is the network's.
    perform: async () => {
      sent += 1
      if (sent === webhooks) done.resolve()
      return ok
    },
  })
  const startedAt = performance.now()
  outbox.wake()
  await done.promise
  const seconds = (performance.now() - startedAt) / 1_000
  await outbox.close()
  await close()
  return {
    name: 'webhooks delivered a second, by a network that takes no time',
    target: '–',
    figure: Math.round(webhooks / seconds).toLocaleString('en'),
  }
}

/** Spread over servers, as at most eight at once go to one. */
const toWebhook = (call: number, index: number, at: number): OutgoingWebhook => ({
  ...{ id: `w${call}.${index}`, createdAt: at, dueAt: at },
  request: {
    ...{ type: 'request', id: `e${index}`, node: 'hook', method: 'POST', headers: {}, body: '{}' },
    ...{ url: `https://h${(call * 10 + index) % 40}.example/x`, timeout: 1_000, detached: true },
  },
})

async function fullStore(): Promise<readonly Report[]> {
  const empty = await openBenchStore()
  const full = await openBenchStore()
  await fill(full.store)
  const { ratio } = await ratioOf(
    () => runTurns(full.store),
    () => runTurns(empty.store),
    5,
  )
  const pages: number[] = []
  for (let round = 0; round < 9; round++) {
    const startedAt = performance.now()
    await full.store.listCalls({ flow: null, before: null, limit: 50 })
    pages.push(performance.now() - startedAt)
  }
  await empty.close()
  await full.close()
  return [
    {
      name: 'time of a turn with 100,000 calls in the store, of an empty store',
      target: '1.2',
      figure: ratio.toFixed(2),
    },
    { name: 'the newest 50 of 100,000 calls', target: '20 ms', figure: ms(median(pages)) },
  ]
}

async function fill(store: Store): Promise<void> {
  const portion = 2_000
  for (let done = 0; done < manyCalls; done += portion) {
    await Promise.all(
      Array.from({ length: portion }, () => {
        const id = createId()
        return store.commitTurn(firstCommit(id, { rows: [row('node.entered', { node: 'n1' })] }))
      }),
    )
  }
}

async function runTurns(store: Store): Promise<void> {
  await Promise.all(
    Array.from({ length: callsAtOnce }, async () => {
      const id = createId()
      await store.commitTurn(firstCommit(id))
      for (let turn = 1; turn <= turnsEach; turn++) await store.commitTurn(nextCommit(id, turn))
    }),
  )
}
