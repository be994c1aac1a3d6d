import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { createCheckpointer } from './checkpointer.ts'
import { createGroupCommit } from './groupCommit.ts'
import { migrations } from './migrations.ts'
import { createDialect } from './nodeSqliteDialect.ts'
import type { Tables } from './schema.ts'
import { createCallStore } from './sqliteCalls.ts'
import { createFlowStore } from './sqliteFlows.ts'
import { type Store, StoreFull } from './store.ts'

export interface SqliteOptions {
  /** Most pages the file may have: tests fill the disk with it. */
  readonly maxPages?: number
  /** Most changes that share a commit: the bench compares with 1. */
  readonly maxBatch?: number
}

/** Everything an engine file of SQLite shares: the connection, typed queries, and the one way to write. */
export interface SqliteConnection {
  readonly db: DatabaseSync
  readonly queries: Kysely<Tables>
  /** Resolves when on the disk. Rejects with `StoreFull` when there is no room. */
  write<Value>(change: () => Value, committed?: (value: Value) => void): Promise<Value>
}

/** Opens (or makes) the store in one file that only its owner can read. */
export async function openSqliteStore(path: string, options: SqliteOptions = {}): Promise<Store> {
  makePrivateFile(path)
  const db = new DatabaseSync(path, { timeout: 5_000 })
  // FULL: a commit is on the disk before its turn is answered. The worker checkpoints; 16000 pages are the backstop.
  db.exec(
    'pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=16000; pragma cache_size=-32000',
  )
  const queries = new Kysely<Tables>({ dialect: createDialect(db) })
  await migrate(queries)
  if (options.maxPages) db.exec(`pragma max_page_count=${Math.trunc(options.maxPages)}`)
  const checkpointer = createCheckpointer(path)
  const group = createGroupCommit(db, checkpointer.wake, options.maxBatch)
  const connection: SqliteConnection = {
    db,
    queries,
    write: (change, committed) =>
      group.commit(change, committed).catch((error: unknown) => {
        throw isFull(error) ? new StoreFull(error) : error
      }),
  }
  const setting = db.prepare('select value from settings where key = ?')
  const insertSetting = db.prepare('insert into settings (key, value) values (?, ?)')
  return {
    ...createCallStore(connection),
    ...createFlowStore(connection),
    setting: async (key, create) => {
      const known = setting.get(key)
      if (known) return String(known['value'])
      const value = create()
      await connection.write(() => insertSetting.run(key, value))
      return value
    },
    close: async () => {
      group.flush()
      await checkpointer.close()
      db.close()
    },
  }
}

function makePrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
  // SQLite gives -wal and -shm the mode of the database.
  chmodSync(path, 0o600)
}

async function migrate(queries: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db: queries,
    provider: { getMigrations: async () => ({ ...migrations }) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** SQLITE_FULL, and the I/O error that a full disk gives for -shm. */
const isFull = (error: unknown): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  (error.errcode & 0xff) === 13
