import type { Clock } from '../calls/clock.ts'
import type { Store } from '../storage/store.ts'

/** What GET /health/ready answers with: 200 when `status` is `ready`, else 503. */
export interface Readiness {
  readonly status: 'ready' | 'stopping' | 'unavailable'
  readonly store: 'ok' | 'unavailable'
}

/** Whether this process works, and whether new calls should be sent to it. */
export interface Health {
  /** From now on it takes no new calls; those that go on are finished. */
  beginStop(): void
  readonly isStopping: boolean
  readiness(): Promise<Readiness>
}

/** Milliseconds after which a store that says nothing counts as gone. */
const patience = 2_000

export function createHealth(store: Pick<Store, 'nextDue'>, clock: Clock): Health {
  let isStopping = false
  const asked = (): Promise<Readiness['store']> =>
    new Promise((resolve) => {
      const cancel = clock.after(patience, () => resolve('unavailable'))
      // The smallest thing that a store is asked anyway.
      store
        .nextDue()
        .then(
          () => resolve('ok'),
          () => resolve('unavailable'),
        )
        .finally(cancel)
    })
  return {
    beginStop: () => {
      isStopping = true
    },
    get isStopping() {
      return isStopping
    },
    readiness: async () => {
      const found = await asked()
      const ready = found === 'ok' ? 'ready' : 'unavailable'
      return { status: isStopping ? 'stopping' : ready, store: found }
    },
  }
}
