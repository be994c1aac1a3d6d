import type { CallRow } from '#shared/api/api.ts'
import type { Log } from '../log.ts'
import type { CallStore, NewRow } from '../storage/store.ts'
import type { Report } from '../voice/report.ts'
import type { Clock } from './clock.ts'

export interface LiveCalls {
  /** What an engine says happened; kept in order, written a moment later together with others. */
  report(callId: string, report: Report): void
  /** Writes what was reported of a call so far: rows of a turn come after it. */
  flush(callId: string): void
  /** Sends every row after `afterSeq`, kept ones first, each once and in order. Returns what ends it. */
  subscribe(
    callId: string,
    afterSeq: number,
    listener: (rows: readonly CallRow[]) => void,
  ): () => void
  /** Resolves when everything reported is kept. */
  drain(): Promise<void>
}

export interface LiveCallsDeps {
  readonly store: Pick<CallStore, 'appendRows' | 'readRows' | 'onRows' | 'follow'>
  readonly clock: Clock
  readonly log: Log
  /** Hides what must not be shown of this call. */
  readonly mask: (callId: string, row: NewRow) => NewRow
}

/** Milliseconds that reports wait for company. */
const flushDelay = 20
/** Most reports of a call waiting at once, and rows read at once. */
const maxWaiting = 2_000
const pageRows = 1_000

/** Rows of calls while they happen: written in order and passed on to whoever watches. */
export function createLiveCalls(deps: LiveCallsDeps): LiveCalls {
  const { store, clock, log } = deps
  const waiting = new Map<string, NewRow[]>()
  const writing = new Set<Promise<void>>()
  const watchers = new Map<string, Set<(rows: readonly CallRow[]) => void>>()
  let isScheduled = false

  store.onRows((callId, rows) => {
    for (const watcher of watchers.get(callId) ?? []) watcher(rows)
  })

  const flush = (callId: string) => {
    const rows = waiting.get(callId)
    if (!rows) return
    waiting.delete(callId)
    const written = store
      .appendRows(callId, rows)
      .catch((error: unknown) =>
        log.error({ err: error, callId, rows: rows.length }, 'Reports of a call were lost.'),
      )
      .finally(() => writing.delete(written))
    writing.add(written)
  }

  const flushAll = () => {
    isScheduled = false
    for (const callId of [...waiting.keys()]) flush(callId)
  }

  const watch = (callId: string, watcher: (rows: readonly CallRow[]) => void) => {
    const set = watchers.get(callId) ?? new Set()
    watchers.set(callId, set.add(watcher))
    return () => {
      set.delete(watcher)
      if (set.size === 0) watchers.delete(callId)
    }
  }

  return {
    report: (callId, report) => {
      const { type, ...data } = report
      const rows = waiting.get(callId) ?? []
      if (rows.length >= maxWaiting) return
      rows.push(deps.mask(callId, { at: clock.now(), type, data }))
      waiting.set(callId, rows)
      if (isScheduled) return
      isScheduled = true
      clock.after(flushDelay, flushAll)
    },
    flush,
    subscribe: (callId, afterSeq, listener) => {
      let last = afterSeq
      // Rows that come while the kept ones are read wait here.
      let early: CallRow[] | null = []
      const send = (rows: readonly CallRow[]) => {
        const fresh = rows.filter((row) => row.seq > last)
        const newest = fresh.at(-1)
        if (!newest) return
        last = newest.seq
        listener(fresh)
      }
      const unwatch = watch(callId, (rows) => {
        if (early) early.push(...rows)
        else send(rows)
      })
      let isOver = false
      let unfollow = () => {}
      const replay = async () => {
        // Before the kept rows are read: what another process commits meanwhile is told as well.
        unfollow = await store.follow(callId)
        if (isOver) unfollow()
        for (let full = true; full && !isOver; ) {
          const rows = await store.readRows(callId, last, pageRows)
          full = rows.length === pageRows
          if (!isOver) send(rows)
        }
        const rest = early ?? []
        early = null
        if (!isOver) send(rest)
      }
      replay().catch((error: unknown) => log.error({ err: error, callId }, 'Rows were not read.'))
      return () => {
        if (isOver) return
        isOver = true
        unwatch()
        unfollow()
      }
    },
    drain: async () => {
      flushAll()
      await Promise.all(writing)
    },
  }
}
