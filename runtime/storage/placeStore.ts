import type { Kysely } from 'kysely'
import { ask, type Change, type Database } from './database.ts'

/** A place among the calls that something may have at once: a number, or a trunk. */
export interface NewPlace {
  /** What is counted: `number:+12025550100`, `trunk:t1`. */
  readonly scope: string
  /** Of the call, where `number` is counted; else any new name. */
  readonly id: string
  /** Calls at once. */
  readonly most: number
  /** The process that holds it, until when it is taken to live unless it says so again. */
  readonly owner: string
  readonly now: number
  readonly until: number
  /** Calls to it that go on count as well; typed ones hold no line. @defaultValue none */
  readonly number?: string
}

/** Places of calls, counted over all processes that share the store. */
export interface PlaceStore {
  /** False: all are taken. Of several who ask at once, in whichever process, no more get one than there are. */
  takePlace(place: NewPlace): Promise<boolean>
  /** Says that a process still holds what it holds. */
  renewPlaces(owner: string, until: number): Promise<void>
  dropPlace(scope: string, id: string): Promise<void>
}

export async function createPlaces({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('place_scopes')
    .addColumn('scope', 'text', (column) => column.primaryKey())
    .addColumn('asked_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('places')
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('places_key', ['scope', 'id'])
    .execute()
}

/** Places of calls; the same on every SQL engine. */
export function createPlaceStore({ queries, write }: Database): PlaceStore {
  /** Whoever asks for the same waits here until the one before has its answer. */
  function* lock({ scope, now }: NewPlace): Change<void> {
    const insert = queries.insertInto('place_scopes').values({ scope, asked_at: now })
    yield* ask(
      insert.onConflict((conflict) => conflict.column('scope').doUpdateSet({ asked_at: now })),
    )
  }

  function* idsOf({ scope, number }: NewPlace): Change<ReadonlySet<string>> {
    const held = queries.selectFrom('places').select('id').where('scope', '=', scope)
    const live = queries
      .selectFrom('calls')
      .select('id')
      .where('to', '=', number ?? '')
      .where('status', '=', 'active')
      .where('channel', '!=', 'text')
    const { rows } = yield* ask(number === undefined ? held : held.union(live))
    return new Set(rows.map((row) => String(row['id'])))
  }

  return {
    takePlace: (place) =>
      write(function* () {
        const { scope, id, most, owner, now, until } = place
        yield* lock(place)
        const old = queries.deleteFrom('places').where('scope', '=', scope)
        yield* ask(old.where('until', '<=', now))
        if ((yield* idsOf(place)).size >= most) return false
        yield* ask(queries.insertInto('places').values({ scope, id, owner, until }))
        return true
      }),
    renewPlaces: (owner, until) =>
      write(function* () {
        yield* ask(queries.updateTable('places').set({ until }).where('owner', '=', owner))
      }),
    dropPlace: (scope, id) =>
      write(function* () {
        const mine = queries.deleteFrom('places').where('scope', '=', scope)
        yield* ask(mine.where('id', '=', id))
      }),
  }
}
