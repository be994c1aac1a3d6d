import { ask, type Database } from './database.ts'
import type { Store } from './store.ts'

/** Settings that are made once, whoever comes first. */
export function createSettings({
  queries,
  write,
}: Database): Pick<Store, 'setting' | 'findSetting' | 'dropSetting'> {
  const read = (key: string) =>
    queries.selectFrom('settings').select('value').where('key', '=', key)
  const findSetting = async (key: string) => (await read(key).executeTakeFirst())?.value ?? null
  return {
    findSetting,
    setting: async (key, create) => {
      const known = await findSetting(key)
      if (known !== null) return known
      return write(function* () {
        const value = create()
        const insert = queries.insertInto('settings').values({ key, value })
        yield* ask(insert.onConflict((conflict) => conflict.doNothing()))
        const [kept] = (yield* ask(read(key))).rows
        return String(kept?.['value'] ?? value)
      })
    },
    dropSetting: (key) =>
      write(function* () {
        yield* ask(queries.deleteFrom('settings').where('key', '=', key))
      }),
  }
}
