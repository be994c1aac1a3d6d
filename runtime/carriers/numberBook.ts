import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import type { NumberRecord, TrunkRecord } from '../storage/numberRecords.ts'
import type { Store } from '../storage/store.ts'

/** Numbers and trunks as they were read last: at hand when the store is slow or away, as calls come then too. */
export interface NumberBook {
  find(number: string): NumberRecord | null
  numbers(): readonly NumberRecord[]
  trunks(): readonly TrunkRecord[]
  /** Reads them again. Rejects when the store cannot be read; what was known stays. */
  refresh(): Promise<void>
  /** The same because something was not found: at most once in a second, and never rejects. */
  lookAgain(): Promise<void>
  /** Called after each change that was read. */
  onTrunks(listener: (trunks: readonly TrunkRecord[]) => Promise<void>): void
}

export interface NumberBookDeps {
  readonly store: Pick<Store, 'listNumbers' | 'listTrunks'>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Pick<Log, 'warn'>
}

/** Strangers may call numbers that are not here as often as they like. */
const lookAgainAfter = 1_000

/** Makes an empty book: `refresh` reads it. */
export function createNumberBook({ store, clock, log }: NumberBookDeps): NumberBook {
  let byNumber = new Map<string, NumberRecord>()
  let trunks: readonly TrunkRecord[] = []
  let applied = '[]'
  let lookedAt = Number.NEGATIVE_INFINITY
  let tell: (trunks: readonly TrunkRecord[]) => Promise<void> = async () => {}
  const refresh = async (): Promise<void> => {
    lookedAt = clock.now()
    const [numbers, found] = await Promise.all([store.listNumbers(), store.listTrunks()])
    byNumber = new Map(numbers.map((record) => [record.number, record]))
    trunks = found
    const now = JSON.stringify(found)
    if (now === applied) return
    applied = now
    await tell(found)
  }
  return {
    find: (number) => byNumber.get(number) ?? null,
    numbers: () => [...byNumber.values()],
    trunks: () => trunks,
    refresh,
    lookAgain: async () => {
      if (clock.now() - lookedAt < lookAgainAfter) return
      await refresh().catch((error: unknown) =>
        log.warn({ err: error }, 'The numbers could not be read'),
      )
    },
    onTrunks: (listener) => {
      tell = listener
    },
  }
}
