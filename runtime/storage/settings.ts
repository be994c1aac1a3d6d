import { ask, type Database } from './database.ts'
import type { Store } from './store.ts'

/** Settings that are made once, whoever comes first. */
export const createSettings =
  ({ queries, write }: Database): Store['setting'] =>
  async (key, create) => {
    const read = queries.selectFrom('settings').select('value').where('key', '=', key)
    const known = await read.executeTakeFirst()
    if (known) return known.value
    return write(function* () {
      const value = create()
      const insert = queries.insertInto('settings').values({ key, value })
      yield* ask(insert.onConflict((conflict) => conflict.doNothing()))
      const [kept] = (yield* ask(read)).rows
      return String(kept?.['value'] ?? value)
    })
  }
