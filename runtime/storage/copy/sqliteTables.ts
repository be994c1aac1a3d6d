import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { toInputs } from '../nodeSqliteDialect.ts'
import {
  type Insert,
  isCopied,
  portion,
  type Table,
  type TableSet,
  type Values,
} from './tableSet.ts'

/** The tables of a SQLite file whose migrations have run. */
export function openSqliteTables(path: string): TableSet {
  const db = new DatabaseSync(path, { timeout: 5_000 })
  db.exec('pragma synchronous=full')
  const tables = listTables(db)
  let isReading = false
  return {
    tables,
    count: async () =>
      Object.fromEntries(
        tables.map(({ name }) => [
          name,
          Number(db.prepare(`select count(*) as rows from ${quote(name)}`).get()?.['rows']),
        ]),
      ),
    read: async function* (table) {
      // One snapshot for all tables, until it is closed.
      if (!isReading) db.exec('begin')
      isReading = true
      const names = table.columns.map(({ name }) => quote(name)).join(', ')
      const rows = db.prepare(`select ${names} from ${quote(table.name)}`).iterate()
      let waiting: Values[] = []
      for (const row of rows) {
        waiting.push(table.columns.map(({ name }) => row[name]))
        if (waiting.length < portion) continue
        yield waiting
        waiting = []
      }
      if (waiting.length > 0) yield waiting
    },
    replace: async (fill) => {
      db.exec('begin immediate')
      try {
        for (const { name } of tables) db.exec(`delete from ${quote(name)}`)
        await fill(insertInto(db))
        db.exec('commit')
      } catch (error) {
        if (db.isTransaction) db.exec('rollback')
        throw error
      }
    },
    close: async () => db.close(),
  }
}

function insertInto(db: DatabaseSync): Insert {
  return async ({ name, columns }, rows) => {
    const names = columns.map((column) => quote(column.name)).join(', ')
    const marks = columns.map(() => '?').join(', ')
    const insert = db.prepare(`insert into ${quote(name)} (${names}) values (${marks})`)
    for (const row of rows) {
      const inputs: SQLInputValue[] = toInputs(row)
      insert.run(...inputs)
    }
  }
}

function listTables(db: DatabaseSync): Table[] {
  const names = db
    .prepare(`select name from sqlite_master where type = 'table' order by name`)
    .all()
  return names
    .map((row) => String(row['name']))
    .filter(isCopied)
    .map((name) => ({
      name,
      columns: db
        .prepare('select name, type from pragma_table_info(?)')
        .all(name)
        .map((row) => ({ name: String(row['name']), type: String(row['type']) })),
    }))
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
