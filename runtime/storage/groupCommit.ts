import type { DatabaseSync } from 'node:sqlite'

/** A change to make inside a transaction. May run twice: when its batch fails it is tried again alone. */
type Change<Value> = () => Value

export interface GroupCommit {
  /** Runs the change and resolves with its value once it is on the disk. */
  commit<Value>(change: Change<Value>, committed?: (value: Value) => void): Promise<Value>
  /** Commits what waits, now. */
  flush(): void
}

interface Waiting {
  run(): void
  succeed(): void
  fail(error: unknown): void
}

/** Most changes in one transaction: bounds the time the event loop is held. */
const maxBatch = 256

/**
 * Changes that wait at the same turn of the event loop share one transaction and so one fsync. A change that throws is
 * rolled back to its savepoint and fails alone; when the whole transaction is lost each change is tried alone.
 */
export function createGroupCommit(db: DatabaseSync, afterCommit: () => void): GroupCommit {
  const begin = db.prepare('begin immediate')
  const end = db.prepare('commit')
  const rollback = db.prepare('rollback')
  const savepoint = db.prepare('savepoint one')
  const release = db.prepare('release one')
  const undo = db.prepare('rollback to one')
  let queue: Waiting[] = []
  let scheduled = false

  /** Tells which changes failed; throws when the transaction is gone. */
  const runBatch = (batch: readonly Waiting[]): Map<Waiting, unknown> => {
    const failed = new Map<Waiting, unknown>()
    begin.run()
    try {
      for (const waiting of batch) {
        savepoint.run()
        try {
          waiting.run()
        } catch (error) {
          // A full disk may end the transaction by itself (SQLite, "ROLLBACK" on SQLITE_FULL).
          if (!db.isTransaction) throw error
          undo.run()
          failed.set(waiting, error)
        }
        release.run()
      }
      end.run()
    } catch (error) {
      if (db.isTransaction) rollback.run()
      throw error
    }
    return failed
  }

  const settle = (batch: readonly Waiting[], failed: ReadonlyMap<Waiting, unknown>) => {
    for (const waiting of batch) {
      if (failed.has(waiting)) waiting.fail(failed.get(waiting))
      else waiting.succeed()
    }
  }

  const runAlone = (waiting: Waiting) => {
    try {
      settle([waiting], runBatch([waiting]))
    } catch (error) {
      waiting.fail(error)
    }
  }

  const commitBatch = (batch: readonly Waiting[]) => {
    let failed: Map<Waiting, unknown>
    try {
      failed = runBatch(batch)
    } catch {
      for (const waiting of batch) runAlone(waiting)
      return
    }
    settle(batch, failed)
    afterCommit()
  }

  const flush = () => {
    scheduled = false
    while (queue.length > 0) {
      const batch = queue.slice(0, maxBatch)
      queue = queue.slice(maxBatch)
      commitBatch(batch)
    }
  }

  return {
    commit: (change, committed) =>
      new Promise((resolve, reject) => {
        let settleWith: (() => void) | null = null
        queue.push({
          run: () => {
            const value = change()
            settleWith = () => {
              committed?.(value)
              resolve(value)
            }
          },
          succeed: () => settleWith?.(),
          fail: reject,
        })
        if (scheduled) return
        scheduled = true
        setImmediate(flush)
      }),
    flush,
  }
}
