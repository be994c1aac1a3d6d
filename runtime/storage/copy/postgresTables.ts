import { Client, types } from 'pg'
import { toText } from '../postgresPool.ts'
import { type Insert, isCopied, portion, type Table, type TableSet } from './tableSet.ts'

/** The tables of a Postgres whose migrations have run. */
export async function openPostgresTables(url: string): Promise<TableSet> {
  types.setTypeParser(types.builtins.INT8, Number)
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  // The query under way fails as well.
  client.on('error', () => {})
  await client.connect()
  const tables = await listTables(client)
  let isReading = false
  const startReading = async () => {
    if (!isReading) await client.query('begin isolation level repeatable read read only')
    isReading = true
  }
  return {
    tables,
    count: async () => {
      const counts: Record<string, number> = {}
      for (const { name } of tables) {
        const { rows } = await client.query(`select count(*) as rows from ${quote(name)}`)
        counts[name] = Number(rows[0]?.rows)
      }
      return counts
    },
    read: async function* (table) {
      await startReading()
      const names = table.columns.map(({ name }) => quote(name)).join(', ')
      await client.query(`declare portions cursor for select ${names} from ${quote(table.name)}`)
      for (;;) {
        const { rows } = await client.query(`fetch ${portion} from portions`)
        if (rows.length === 0) break
        yield rows.map((row) => table.columns.map(({ name }) => row[name]))
      }
      await client.query('close portions')
    },
    replace: async (fill) => {
      await client.query('begin')
      try {
        await client.query(`truncate ${tables.map(({ name }) => quote(name)).join(', ')}`)
        await fill(insertInto(client))
        await continueCounters(client, tables)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback').catch(() => {})
        throw error
      }
    },
    close: () => client.end(),
  }
}

function insertInto(client: Client): Insert {
  return async ({ name, columns }, rows) => {
    const names = columns.map((column) => quote(column.name)).join(', ')
    const arrays = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')
    const values = columns.map((_, index) => rows.map((row) => toText(row[index])))
    await client.query(
      `insert into ${quote(name)} (${names}) select * from unnest(${arrays})`,
      values,
    )
  }
}

/** Numbers that Postgres gives by itself go on after the ones that were copied. */
async function continueCounters(client: Client, tables: readonly Table[]): Promise<void> {
  const { rows } = await client.query(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = current_schema() and column_default like 'nextval(%'`,
  )
  for (const { table, column } of rows) {
    if (!tables.some(({ name }) => name === table)) continue
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${quote(column)}) from ${quote(table)}), 0) + 1, false)`,
      [quote(table), column],
    )
  }
}

async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query(
    `select c.table_name as table, c.column_name as name, c.data_type as type
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where table_schema = current_schema() and t.table_type = 'BASE TABLE'
     order by c.table_name, c.ordinal_position`,
  )
  const byTable = Map.groupBy(rows, (row) => String(row.table))
  return Array.from(byTable, ([name, columns]) => ({
    name,
    columns: columns.map((column) => ({ name: String(column.name), type: String(column.type) })),
  })).filter(({ name }) => isCopied(name))
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
