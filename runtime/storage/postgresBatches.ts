import type { CallRow } from '#shared/api/api.ts'
import { numberRows } from './eventRows.ts'
import { type CommitItem, commitSql, toParameters } from './postgresCommit.ts'
import { isRetryable } from './postgresErrors.ts'
import type { PostgresPool } from './postgresPool.ts'
import { StoreUnavailable } from './store.ts'

interface Waiting extends CommitItem {
  /** Its rows with their numbers; null when somebody else had moved the call. */
  resolve(rows: readonly CallRow[] | null): void
  reject(error: unknown): void
}

export interface PostgresBatches {
  /** The rows with their numbers once they are on the disk; null when nothing was kept of a stale commit. */
  add(item: CommitItem): Promise<readonly CallRow[] | null>
  /** Resolves when nothing waits. */
  drain(): Promise<void>
}

/** Most calls in one statement, and statements under way at once: more wait in vain for the same disk. */
const largestBatch = 128
const mostInFlight = 2

/**
 * Turns that wait at the same time share one statement. Changes of one call stay in order: one of them is under way at
 * once. A change that Postgres cannot take fails alone.
 */
export function createPostgresBatches(
  pool: PostgresPool,
  owner: string,
  onRows: (callId: string, rows: readonly CallRow[]) => void,
): PostgresBatches {
  let queue: Waiting[] = []
  const busy = new Set<string>()
  let inFlight = 0
  let isScheduled = false
  let drained: (() => void)[] = []

  const run = async (batch: readonly Waiting[]): Promise<void> => {
    const values = toParameters(batch, owner)
    const { rows } = await pool.query(commitSql, values, 'fml_commit')
    const newest = new Map(rows.map((row) => [String(row['call_id']), Number(row['last_seq'])]))
    for (const waiting of batch) {
      const lastSeq = newest.get(waiting.callId)
      const kept = lastSeq === undefined ? null : numberRows(lastSeq, waiting.rows)
      if (kept && kept.length > 0) onRows(waiting.callId, kept)
      waiting.resolve(kept)
    }
  }

  const runSafely = async (batch: readonly Waiting[], attempt = 1): Promise<void> => {
    try {
      await run(batch)
    } catch (error) {
      if (isRetryable(error) && attempt < mostAttempts) return runSafely(batch, attempt + 1)
      if (batch.length > 1 && !(error instanceof StoreUnavailable)) {
        for (const waiting of batch) await runSafely([waiting])
        return
      }
      for (const waiting of batch) waiting.reject(error)
    }
  }

  const takeBatch = (): Waiting[] => {
    const batch: Waiting[] = []
    // A call whose earlier change is not done blocks its later ones.
    const blocked = new Set(busy)
    const rest = queue.filter((waiting) => {
      const isTaken = batch.length < largestBatch && !blocked.has(waiting.callId)
      blocked.add(waiting.callId)
      if (isTaken) batch.push(waiting)
      return !isTaken
    })
    queue = rest
    return batch
  }

  const pump = () => {
    isScheduled = false
    while (inFlight < mostInFlight) {
      const batch = takeBatch()
      if (batch.length === 0) break
      inFlight++
      for (const { callId } of batch) busy.add(callId)
      void runSafely(batch).finally(() => {
        inFlight--
        for (const { callId } of batch) busy.delete(callId)
        pump()
      })
    }
    if (inFlight > 0 || queue.length > 0) return
    for (const resolve of drained) resolve()
    drained = []
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ ...item, resolve, reject })
        if (isScheduled) return
        isScheduled = true
        setImmediate(pump)
      }),
    drain: () =>
      new Promise((resolve) => {
        drained.push(resolve)
        pump()
      }),
  }
}

const mostAttempts = 4
