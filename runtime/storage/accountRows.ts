import { type RawBuilder, sql } from 'kysely'
import { ask, type Database } from './database.ts'
import type { PeopleTables } from './peopleTables.ts'

export type AccountTable = Exclude<keyof PeopleTables, 'person_links'>
export type AccountRow = Readonly<Record<string, unknown>>

export interface AccountFilter {
  readonly column: string
  readonly operator: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'not_in'
  readonly value: unknown
  readonly connector: 'AND' | 'OR'
}

interface AccountPage {
  readonly limit?: number | undefined
  readonly offset?: number | undefined
  readonly sortBy?: { readonly column: string; readonly direction: 'asc' | 'desc' } | undefined
}

/** Rows of accounts by table and condition: what the library that signs people in asks of a database. */
export interface AccountRows {
  find(
    table: AccountTable,
    where: readonly AccountFilter[],
    page?: AccountPage,
  ): Promise<readonly AccountRow[]>
  count(table: AccountTable, where: readonly AccountFilter[]): Promise<number>
  insert(table: AccountTable, row: AccountRow): Promise<AccountRow>
  /** The rows after the change. */
  update(
    table: AccountTable,
    where: readonly AccountFilter[],
    changes: AccountRow,
  ): Promise<readonly AccountRow[]>
  /** How many there were. */
  remove(table: AccountTable, where: readonly AccountFilter[]): Promise<number>
}

export function createAccountRows({ queries, write }: Database): AccountRows {
  const change = (statement: RawBuilder<unknown>) =>
    write(function* () {
      return yield* ask({ compile: () => statement.compile(queries) })
    })
  const read = async (statement: RawBuilder<AccountRow>) =>
    (await statement.execute(queries)).rows.map((row) => ({ ...row }))
  return {
    find: (table, where, { limit, offset, sortBy } = {}) => {
      const order = sortBy
        ? sql` order by ${sql.ref(sortBy.column)} ${sortBy.direction === 'desc' ? sql`desc` : sql`asc`}`
        : sql``
      const page = limit === undefined ? sql`` : sql` limit ${limit} offset ${offset ?? 0}`
      return read(
        sql<AccountRow>`select * from ${sql.table(table)}${conditionOf(where)}${order}${page}`,
      )
    },
    count: async (table, where) => {
      const count = sql<AccountRow>`select count(*) as rows from ${sql.table(table)}${conditionOf(where)}`
      return Number((await read(count))[0]?.['rows'] ?? 0)
    },
    insert: async (table, row) => {
      const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)))
      const values = sql.join(Object.values(row).map((value) => sql`${value}`))
      const insert = sql`insert into ${sql.table(table)} (${columns}) values (${values}) returning *`
      return { ...(await change(insert)).rows[0] }
    },
    update: async (table, where, changes) => {
      const assignments = sql.join(
        Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
      )
      const update = sql`update ${sql.table(table)} set ${assignments}${conditionOf(where)} returning *`
      return (await change(update)).rows.map((row) => ({ ...row }))
    },
    remove: async (table, where) =>
      (await change(sql`delete from ${sql.table(table)}${conditionOf(where)}`)).changes,
  }
}

const comparisons = {
  eq: sql`=`,
  ne: sql`<>`,
  lt: sql`<`,
  lte: sql`<=`,
  gt: sql`>`,
  gte: sql`>=`,
} as const

/** All that are joined by AND hold, and one of those that are joined by OR. */
function conditionOf(where: readonly AccountFilter[]): RawBuilder<unknown> {
  const all = where.filter(({ connector }) => connector === 'AND').map(comparisonOf)
  const some = where.filter(({ connector }) => connector === 'OR').map(comparisonOf)
  const parts = some.length === 0 ? all : [...all, sql`(${sql.join(some, sql` or `)})`]
  return parts.length === 0 ? sql`` : sql` where ${sql.join(parts, sql` and `)}`
}

function comparisonOf({ column, operator, value }: AccountFilter): RawBuilder<unknown> {
  const name = sql.ref(column)
  if (operator === 'in' || operator === 'not_in') {
    const list = Array.isArray(value) ? value : [value]
    // A list of nothing holds nothing.
    if (list.length === 0) return operator === 'in' ? sql`1 = 0` : sql`1 = 1`
    const values = sql.join(list.map((each) => sql`${each}`))
    return operator === 'in' ? sql`${name} in (${values})` : sql`${name} not in (${values})`
  }
  if (value === null) return operator === 'eq' ? sql`${name} is null` : sql`${name} is not null`
  return sql`${name} ${comparisons[operator]} ${value}`
}
