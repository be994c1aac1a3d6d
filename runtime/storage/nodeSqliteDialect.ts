import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { SqliteDialect } from 'kysely'

/** Keeps one prepared statement per SQL text. */
export function createPrepare(db: DatabaseSync): (sql: string) => StatementSync {
  const statements = new Map<string, StatementSync>()
  return (sql) => {
    const known = statements.get(sql)
    if (known) return known
    const statement = db.prepare(sql)
    if (statements.size < maxStatements) statements.set(sql, statement)
    return statement
  }
}

/** Lets Kysely speak through an open `node:sqlite` connection. */
export function createDialect(prepare: (sql: string) => StatementSync): SqliteDialect {
  return new SqliteDialect({
    database: {
      close: () => {},
      prepare: (sql) => {
        const statement = prepare(sql)
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...toInputs(parameters)),
          run: (parameters) => statement.run(...toInputs(parameters)),
          iterate: (parameters) => statement.iterate(...toInputs(parameters)),
        }
      },
    },
  })
}

/** Lists of ids make new texts; past this many they are prepared anew. */
const maxStatements = 300

/** Parameters that SQLite takes. */
export const toInputs = (parameters: readonly unknown[]): SQLInputValue[] =>
  parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    if (typeof value === 'bigint' || value instanceof Uint8Array) return value
    throw new Error(`SQLite cannot hold a ${typeof value}.`)
  })
