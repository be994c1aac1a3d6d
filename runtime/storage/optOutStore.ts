import type { Selectable } from 'kysely'
import type { OptOut } from '#shared/api/outbound.ts'
import { ask, type Database } from './database.ts'
import type { OptOutStore } from './outboundTypes.ts'
import type { Tables } from './schema.ts'

/** Rows of one statement: engines bound the values of a query. */
const chunk = 500

/** Numbers that are not called; the same on every SQL engine. */
export function createOptOutStore({ queries, write }: Database): OptOutStore {
  return {
    addOptOuts: (entries) =>
      write(function* () {
        let added = 0
        for (let start = 0; start < entries.length; start += chunk) {
          const query = queries
            .insertInto('opt_outs')
            .values([...entries.slice(start, start + chunk)])
            .onConflict((conflict) => conflict.doNothing())
          added += (yield* ask(query)).changes
        }
        return added
      }),
    removeOptOut: (number) =>
      write(function* () {
        const query = queries.deleteFrom('opt_outs').where('number', '=', number)
        return (yield* ask(query)).changes === 1
      }),
    findOptOut: async (number) => {
      const query = queries.selectFrom('opt_outs').selectAll().where('number', '=', number)
      const row = await query.executeTakeFirst()
      return row ? toOptOut(row) : null
    },
    listOptOuts: async ({ search, before, limit }) => {
      const [, at = '0', number = null] = /^(\d{1,15})\.(.+)$/.exec(before ?? '') ?? []
      const found = queries
        .selectFrom('opt_outs')
        .$if(search !== '', (query) => query.where('number', 'like', `%${plain(search)}%`))
      const rows = await found
        .selectAll()
        .$if(number !== null, (query) =>
          query.where((where) =>
            where.or([
              where('at', '<', Number(at)),
              where.and([where('at', '=', Number(at)), where('number', '<', number ?? '')]),
            ]),
          ),
        )
        .orderBy('at', 'desc')
        .orderBy('number', 'desc')
        .limit(limit + 1)
        .execute()
      const { total } = await found
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      const next = rows.length > page.length && last ? `${last.at}.${last.number}` : null
      return { optOuts: page.map(toOptOut), next, total: Number(total) }
    },
  }
}

const toOptOut = ({ number, at, source, note }: Selectable<Tables['opt_outs']>): OptOut => ({
  ...{ number, source, note, at: Number(at) },
})

/** Signs that a pattern would read as more than themselves never stand in a number. */
const plain = (search: string): string => search.replace(/[^+\dA-Za-z]/g, '')
