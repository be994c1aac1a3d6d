import { createAdapterFactory } from 'better-auth/adapters'
import type {
  AccountFilter,
  AccountRow,
  AccountRows,
  AccountTable,
} from '../storage/accountRows.ts'

/**
 * Lets better-auth keep its rows in our store: through its single writer and its migrations, so that backups and
 * copies hold them. Columns are written as ours are, times as unix milliseconds.
 */
export const createAuthAdapter = (rows: AccountRows) =>
  createAdapterFactory({
    config: {
      adapterId: 'fml-studio-store',
      supportsBooleans: false,
      supportsNumericIds: false,
      customTransformInput: ({ data }) => (data instanceof Date ? data.getTime() : data),
      customTransformOutput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === 'date' && typeof data === 'number' ? new Date(data) : data,
    },
    adapter: () => ({
      create: async ({ model, data }) => {
        await rows.insert(tableOf(model), toRow(data))
        return data
      },
      findOne: async <Row>({ model, where }: { model: string; where: Conditions }) => {
        const [row] = await rows.find(tableOf(model), toFilters(where), { limit: 1 })
        return found<Row>(row)
      },
      findMany: async <Row>({ model, where, limit, offset, sortBy }: Search) => {
        const order = sortBy && { column: toSnake(sortBy.field), direction: sortBy.direction }
        const page = { limit, offset, sortBy: order }
        const all = await rows.find(tableOf(model), toFilters(where), page)
        return all.flatMap((row) => found<Row>(row) ?? [])
      },
      count: ({ model, where }) => rows.count(tableOf(model), toFilters(where)),
      update: async <Row>({ model, where, update }: Change<Row>) => {
        const changes = toRow(Object.fromEntries(Object.entries(Object(update))))
        const [row] = await rows.update(tableOf(model), toFilters(where), changes)
        return found<Row>(row)
      },
      updateMany: async ({ model, where, update }) =>
        (await rows.update(tableOf(model), toFilters(where), toRow(update))).length,
      delete: async ({ model, where }) => {
        await rows.remove(tableOf(model), toFilters(where))
      },
      deleteMany: ({ model, where }) => rows.remove(tableOf(model), toFilters(where)),
    }),
  })

interface Change<Row> {
  readonly model: string
  readonly where: Conditions
  readonly update: Row
}

interface Search {
  readonly model: string
  readonly where?: Conditions | undefined
  readonly limit: number
  readonly offset?: number | undefined
  readonly sortBy?: { readonly field: string; readonly direction: 'asc' | 'desc' } | undefined
}

type Conditions = readonly {
  readonly field: string
  readonly operator?: string | undefined
  readonly value: unknown
  readonly connector?: 'AND' | 'OR' | undefined
}[]

const tables: Readonly<Record<string, AccountTable>> = {
  people: 'people',
  person_sessions: 'person_sessions',
  person_accounts: 'person_accounts',
  api_keys: 'api_keys',
}

function tableOf(model: string): AccountTable {
  const table = tables[model]
  if (!table) throw new Error(`There is no table for ${model}.`)
  return table
}

const operators: Readonly<Record<string, AccountFilter['operator']>> = {
  eq: 'eq',
  ne: 'ne',
  lt: 'lt',
  lte: 'lte',
  gt: 'gt',
  gte: 'gte',
  in: 'in',
  not_in: 'not_in',
}

const toFilters = (where: Conditions = []): readonly AccountFilter[] =>
  where.map(({ field, operator = 'eq', value, connector = 'AND' }) => {
    const known = operators[operator]
    if (!known) throw new Error(`Accounts are not looked for by ${operator}.`)
    return { column: toSnake(field), operator: known, value, connector }
  })

const toSnake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const toCamel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const renamed = (row: AccountRow, rename: (name: string) => string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [rename(name), value]))

const toRow = (data: AccountRow): AccountRow => renamed(data, toSnake)

/** The library names the type of what it asks for; the columns are those of its schema. */
const found = <Row>(row: AccountRow | undefined): Row | null =>
  row ? (renamed(row, toCamel) as Row) : null
