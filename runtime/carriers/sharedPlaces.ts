import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import type { Place, TrunkPlaces } from '../sip/trunk/trunkPlaces.ts'
import type { PlaceStore } from '../storage/placeStore.ts'

export interface SharedPlacesDeps {
  readonly store: PlaceStore
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
  readonly newId: () => string
}

/** Milliseconds that a place outlives its process, and between signs of life. */
const lease = 60_000
const beat = 20_000

/**
 * Places among the calls of a trunk, for all processes together. A store that is away refuses nobody: each process
 * still keeps its own count, and a call that is taken can at least be told.
 */
export function createSharedPlaces({ store, clock, log, newId }: SharedPlacesDeps): TrunkPlaces {
  const owner = newId()
  const held = new Set<string>()
  let stopBeat: (() => void) | null = null
  const warn = (error: unknown) => log.warn({ err: error }, 'Places of a trunk were not counted.')

  const keep = () => {
    stopBeat = clock.after(beat, () => {
      stopBeat = null
      if (held.size === 0) return
      keep()
      store.renewPlaces(owner, clock.now() + lease).catch(warn)
    })
  }

  const hold = (scope: string, id: string): Place => {
    held.add(id)
    if (!stopBeat) keep()
    return {
      leave: () => {
        if (held.delete(id)) store.dropPlace(scope, id).catch(warn)
      },
    }
  }

  return {
    take: async ({ id: trunk, mostCalls: most }) => {
      const [scope, id, now] = [`trunk:${trunk}`, newId(), clock.now()]
      try {
        const isTaken = await store.takePlace({
          ...{ scope, id, most, owner, now, until: now + lease },
        })
        return isTaken ? hold(scope, id) : null
      } catch (error) {
        warn(error)
        return { leave: () => {} }
      }
    },
  }
}
