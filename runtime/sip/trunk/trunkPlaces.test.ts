import { expect, it } from 'vitest'
import { createSharedPlaces } from '../../carriers/sharedPlaces.ts'
import type { NewPlace, PlaceStore } from '../../storage/placeStore.ts'
import { FakeNetwork } from './fakeNetwork.ts'
import type { TrunkPlaces } from './trunkPlaces.ts'

/** What the store does, in memory; `isAway`: nobody can ask it. */
function createFakeStore() {
  const places = new Map<string, NewPlace>()
  const store: PlaceStore & { isAway: boolean } = {
    isAway: false,
    takePlace: async (place) => {
      if (store.isAway) throw new Error('away')
      const live = [...places.values()].filter(({ until }) => until > place.now)
      if (live.length >= place.most) return false
      places.set(place.id, place)
      return true
    },
    renewPlaces: async (owner, until) => {
      for (const [id, place] of places) {
        if (place.owner === owner) places.set(id, { ...place, until })
      }
    },
    dropPlace: async (_, id) => void places.delete(id),
  }
  return { store, places }
}

/** Two processes on one trunk, and whoever is at its other end. */
function connect(mostCalls: number) {
  const network = new FakeNetwork()
  const { store, places } = createFakeStore()
  let ids = 0
  const { timers } = network
  const clock = { now: () => timers.now(), after: timers.after.bind(timers) }
  const shared = (): TrunkPlaces =>
    createSharedPlaces({ store, clock, log: { warn: () => {} }, newId: () => `p${++ids}` })
  const trunk = { id: 'b', server: 'sip:10.0.0.9', mostCalls, callsPerSecond: 50 }
  const agents = ['10.0.0.1', '10.0.0.2'].map((at) => network.agent(at, [trunk], shared()))
  const far = network.agent('10.0.0.9', [
    { id: 'first', server: 'sip:10.0.0.1', callsPerSecond: 50 },
    { id: 'second', server: 'sip:10.0.0.2', callsPerSecond: 50 },
  ])
  const dial = (index: number) =>
    agents[index]?.agent.dial('b', '+12025550100', { callerId: '+12025550111' }) ?? null
  return { network, store, places, agents, far, dial }
}

it('counts the calls of one trunk in all processes, both ways', async () => {
  const { network, places, agents, far, dial } = connect(3)
  await network.settle()
  const sent = [dial(0), dial(1), dial(0), dial(1)]
  await network.settle()
  expect(far.calls).toHaveLength(3)
  const [, , , last] = sent
  expect(await last?.ringing).toMatchObject({ type: 'failed', why: expect.stringContaining('all') })
  const inbound = far.agent.dial('second', '+12025550100', { callerId: '' })
  await network.settle()
  expect(agents[1]?.calls).toHaveLength(0)
  expect(await inbound?.ringing).toMatchObject({ type: 'failed' })
  sent[0]?.cancel()
  await network.settle()
  expect(places.size).toBe(2)
  far.agent.dial('second', '+12025550100', { callerId: '' })
  await network.settle()
  expect(agents[1]?.calls).toHaveLength(1)
  expect(places.size).toBe(3)
})

it('keeps a place while its process lives, and no longer than a minute after', async () => {
  const { network, store, agents, far, dial } = connect(1)
  await network.settle()
  const call = dial(0)
  await network.settle()
  await far.calls[0]?.answer()
  expect(await call?.ringing).toMatchObject({ type: 'answered' })
  await network.pass(100_000, 10_000)
  expect(await dial(1)?.ringing).toMatchObject({ type: 'failed' })
  agents[0]?.agent.sessions()[0]?.hangUp()
  await network.settle()
  dial(1)
  await network.settle()
  expect(far.calls).toHaveLength(2)
  const gone = { id: 'x', scope: 'trunk:b', owner: 'gone', most: 9 }
  const now = network.timers.now()
  await store.takePlace({ ...gone, now, until: now + 60_000 })
  far.calls[1]?.reject(486, 'Busy Here')
  await network.pass(59_000, 1_000)
  expect(await dial(0)?.ringing).toMatchObject({ type: 'failed' })
  await network.pass(2_000)
  dial(0)
  await network.settle()
  expect(far.calls).toHaveLength(3)
})

it('refuses nobody while the store is away', async () => {
  const { network, store, far, dial } = connect(1)
  store.isAway = true
  await network.settle()
  dial(0)
  dial(1)
  await network.settle()
  expect(far.calls).toHaveLength(2)
})
