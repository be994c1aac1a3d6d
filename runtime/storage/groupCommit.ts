import type { DatabaseSync } from 'node:sqlite'

/** A change to make inside a transaction. May run several times: when its batch fails it is tried again. */
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

class BatchFailed extends Error {
  readonly reason: unknown
  /** Null: the transaction itself was lost. */
  readonly culprit: Waiting | null
  constructor(reason: unknown, culprit: Waiting | null) {
    super('A batch was not kept.')
    this.reason = reason
    this.culprit = culprit
  }
}

/** Most changes in one transaction: bounds the time the event loop is held. */
const largestBatch = 256
/** Times a batch is run again without what failed, before each of its changes is tried alone. */
const mostReruns = 4

/**
 * Changes that wait at the same turn of the event loop share one transaction and so one fsync. A change that throws
 * fails alone: the others are run again without it. When the whole transaction is lost each change is tried alone.
 * `toError`: what a change rejects with, of what SQLite said.
 */
export function createGroupCommit(
  db: DatabaseSync,
  afterCommit: () => void,
  maxBatch = largestBatch,
  toError = (reason: unknown): unknown => reason,
): GroupCommit {
  const begin = db.prepare('begin immediate')
  const end = db.prepare('commit')
  const rollback = db.prepare('rollback')
  let queue: Waiting[] = []
  let scheduled = false

  /** Commits all of a batch. Throws when nothing of it was kept; `at` is the change that did it, if one did. */
  const runBatch = (batch: readonly Waiting[]): void => {
    let at: Waiting | null = null
    begin.run()
    try {
      for (const waiting of batch) {
        at = waiting
        waiting.run()
      }
      at = null
      end.run()
    } catch (error) {
      // A full disk may end the transaction by itself (SQLite, "ROLLBACK" on SQLITE_FULL).
      const isGone = !db.isTransaction
      if (!isGone) rollback.run()
      throw new BatchFailed(error, isGone ? null : at)
    }
  }

  const runAlone = (waiting: Waiting) => {
    try {
      runBatch([waiting])
    } catch (error) {
      return waiting.fail(error instanceof BatchFailed ? error.reason : error)
    }
    waiting.succeed()
  }

  /** Commits a batch; what is left when one of it failed, or null when nobody knows which. */
  const runTogether = (batch: readonly Waiting[]): readonly Waiting[] | null => {
    try {
      runBatch(batch)
    } catch (error) {
      if (!(error instanceof BatchFailed) || error.culprit === null) return null
      const { culprit } = error
      culprit.fail(error.reason)
      return batch.filter((waiting) => waiting !== culprit)
    }
    for (const waiting of batch) waiting.succeed()
    return []
  }

  /** The change that failed leaves the batch, and the rest is run again: failures are rare, savepoints cost every turn. */
  const commitBatch = (batch: readonly Waiting[]): void => {
    let rest = batch
    for (let reruns = 0; rest.length > 1 && reruns < mostReruns; reruns++) {
      const left = runTogether(rest)
      if (left === null) break
      rest = left
    }
    for (const waiting of rest) runAlone(waiting)
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
          fail: (reason) => reject(toError(reason)),
        })
        if (scheduled) return
        scheduled = true
        setImmediate(flush)
      }),
    flush,
  }
}
