import type { Effect } from '#shared/session/effect.ts'
import type { Session } from '#shared/session/session.ts'

/** One call as it is kept between turns: plain JSON. */
export interface StoredCall {
  readonly session: Session
  /** Documents by turn: the same turn posted again gets the same bytes. */
  readonly answers: Readonly<Record<string, string>>
  /** Effects whose result has not come yet. */
  readonly pending: readonly Effect[]
}

/** Where calls are kept. Put a database behind it to run on several machines or to survive a restart. */
export interface SessionStore {
  load(callId: string): Promise<StoredCall | null>
  save(callId: string, call: StoredCall): Promise<void>
  /** Our id of a carrier's call; `key` is account and CallSid. */
  find(key: string): Promise<string | null>
  remember(key: string, callId: string): Promise<void>
}

/** Calls kept at most; the oldest go first. */
const maxCalls = 10_000

/** Keeps calls in this process. */
export function createMemoryStore(): SessionStore {
  const calls = new Map<string, StoredCall>()
  const ids = new Map<string, string>()
  return {
    load: async (callId) => calls.get(callId) ?? null,
    save: async (callId, call) => {
      calls.delete(callId)
      keep(calls, callId, call)
    },
    find: async (key) => ids.get(key) ?? null,
    remember: async (key, callId) => keep(ids, key, callId),
  }
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  const [oldest] = map.keys()
  if (map.size >= maxCalls && oldest !== undefined) map.delete(oldest)
  map.set(key, value)
}
