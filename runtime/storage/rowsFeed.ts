import type { CallRow } from '#shared/api/api.ts'
import type { RowsListener } from './store.ts'

export interface RowsFeed {
  onRows(listener: RowsListener): void
  follow(callId: string): Promise<() => void>
  /** Rows that this process committed, in the order of their commits. */
  tellOwn(callId: string, rows: readonly CallRow[]): void
  /** Another process has committed rows: of these calls, or of any. */
  tellOthers(calls: readonly string[] | null): void
}

interface Followed {
  followers: number
  /** Number of the newest row told; null until the first look. */
  told: number | null
  isReading: boolean
  isStale: boolean
}

export interface RowsFeedDeps {
  readRows(callId: string, afterSeq: number, limit: number): Promise<readonly CallRow[]>
  /** Number of a call's newest row. */
  newestRow(callId: string): Promise<number>
}

const pageRows = 1_000
/** Milliseconds until rows are read again that could not be read. */
const rereadPause = 1_000

/**
 * Tells of rows in the order of their numbers, whoever committed them. Rows of other processes are read only for calls
 * that somebody follows.
 */
export function createRowsFeed({ readRows, newestRow }: RowsFeedDeps): RowsFeed {
  const listeners: RowsListener[] = []
  const followed = new Map<string, Followed>()
  const tell = (callId: string, rows: readonly CallRow[]) => {
    for (const listener of listeners) listener(callId, rows)
  }

  const readOn = async (callId: string, call: Followed) => {
    call.isStale = true
    if (call.isReading || call.told === null) return
    call.isReading = true
    try {
      while (call.isStale && call.followers > 0) {
        call.isStale = false
        const rows = await readRows(callId, call.told, pageRows)
        call.told = rows.at(-1)?.seq ?? call.told
        if (rows.length > 0) tell(callId, rows)
        if (rows.length === pageRows) call.isStale = true
      }
    } catch {
      // The store is away: what is missing is read when it is back.
      setTimeout(() => void readOn(callId, call), rereadPause).unref()
    } finally {
      call.isReading = false
    }
  }

  return {
    onRows: (listener) => {
      listeners.push(listener)
    },
    follow: async (callId) => {
      const call = followed.get(callId) ?? {
        ...{ followers: 0, told: null, isReading: false, isStale: false },
      }
      followed.set(callId, call)
      call.followers++
      const unfollow = () => {
        call.followers--
        if (call.followers === 0 && followed.get(callId) === call) followed.delete(callId)
      }
      try {
        const newest = await newestRow(callId)
        call.told ??= newest
      } catch (error) {
        unfollow()
        throw error
      }
      if (call.isStale) void readOn(callId, call)
      return unfollow
    },
    tellOwn: (callId, rows) => {
      const call = followed.get(callId)
      if (!call) return tell(callId, rows)
      const isNext = !call.isReading && call.told !== null && rows[0]?.seq === call.told + 1
      if (!isNext) return void readOn(callId, call)
      call.told = rows.at(-1)?.seq ?? call.told
      tell(callId, rows)
    },
    tellOthers: (calls) => {
      for (const callId of calls ?? followed.keys()) {
        const call = followed.get(callId)
        if (call) void readOn(callId, call)
      }
    },
  }
}
