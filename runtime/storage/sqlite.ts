import { randomUUID } from 'node:crypto'
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type CompiledQuery, Kysely } from 'kysely'
import { createAnswerStore } from './answerStore.ts'
import { createAttemptStore } from './attemptStore.ts'
import { createAuditStore } from './auditStore.ts'
import { createCampaignStore } from './campaignStore.ts'
import { createCheckpointer } from './checkpointer.ts'
import { createCredentialStore } from './credentialStore.ts'
import { type Answer, type Database, runNow } from './database.ts'
import { createDocumentStore } from './documentStore.ts'
import { createFlowStore } from './flowStore.ts'
import { createGroupCommit } from './groupCommit.ts'
import { migrate } from './migrations.ts'
import { createDialect, createPrepare, toInputs } from './nodeSqliteDialect.ts'
import { createNumberStore } from './numberStore.ts'
import { createOptOutStore } from './optOutStore.ts'
import { createOutboundStore } from './outboundStore.ts'
import { createOutboxStore } from './outboxStore.ts'
import { createPeopleStore } from './peopleStore.ts'
import { createPlaceStore } from './placeStore.ts'
import { createPlanStore } from './planStore.ts'
import { createProviderStore } from './providerStore.ts'
import type { Tables } from './schema.ts'
import { createSettings } from './settings.ts'
import { createSigningSecretStore } from './signingSecretStore.ts'
import { createCallStore } from './sqliteCalls.ts'
import { type Store, StoreFull } from './store.ts'
import { createSubscriptionStore } from './subscriptionStore.ts'
import { createToolServerStore } from './toolServerStore.ts'

export interface SqliteOptions {
  /** Most pages the file may have beside its empty tables: tests fill the disk with it. */
  readonly maxPages?: number
  /** Most changes that share a commit: the bench compares with 1. */
  readonly maxBatch?: number
}

/** What the path of a turn needs: the connection, and the one way to write. */
export interface SqliteConnection {
  readonly db: DatabaseSync
  readonly queries: Kysely<Tables>
  /** Resolves when on the disk. Rejects with `StoreFull` when there is no room. */
  commit<Value>(change: () => Value, committed?: (value: Value) => void): Promise<Value>
}

/** Opens (or makes) the store in one file that only its owner can read. */
export async function openSqliteStore(path: string, options: SqliteOptions = {}): Promise<Store> {
  makePrivateFile(path)
  const db = new DatabaseSync(path, { timeout: 5_000 })
  // FULL: a commit is on the disk before its turn is answered. The worker checkpoints; 16000 pages are the backstop.
  // 8 MB of pages: the system keeps the rest, and every commit looks through the table of a larger cache.
  db.exec(
    'pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=16000; pragma cache_size=-8000',
  )
  const prepare = createPrepare(db)
  const queries = new Kysely<Tables>({ dialect: createDialect(prepare) })
  await migrateTogether(db, queries)
  if (options.maxPages) {
    const tables = Number(db.prepare('pragma page_count').get()?.['page_count'])
    db.exec(`pragma max_page_count=${tables + Math.trunc(options.maxPages)}`)
  }
  const checkpointer = createCheckpointer(path)
  const group = createGroupCommit(db, checkpointer.wake, options.maxBatch, (reason) =>
    isFull(reason) ? new StoreFull(reason) : reason,
  )
  const connection: SqliteConnection = {
    db,
    queries,
    commit: group.commit,
  }
  const answer = ({ sql, parameters }: CompiledQuery): Answer => {
    const statement = prepare(sql)
    const inputs = toInputs(parameters)
    if (statement.columns().length === 0) {
      return { rows: [], changes: Number(statement.run(...inputs).changes) }
    }
    const rows = statement.all(...inputs)
    return { rows, changes: rows.length }
  }
  const database: Database = {
    queries,
    write: (change) => connection.commit(() => runNow(change(), answer)),
  }
  return {
    ...createCallStore(connection),
    ...createFlowStore(database),
    ...createNumberStore(database),
    ...createOutboxStore(database),
    ...createOutboundStore(database),
    ...createCampaignStore(database),
    ...createOptOutStore(database),
    ...createDocumentStore(database),
    ...createToolServerStore(database),
    ...createCredentialStore(database),
    ...createPeopleStore(database),
    ...createProviderStore(database),
    ...createPlanStore(database),
    ...createAuditStore(database),
    ...createSubscriptionStore(database),
    ...createSigningSecretStore(database),
    ...createAttemptStore(database),
    // One process at a time: whoever worked here before is gone.
    ...createAnswerStore(database, { id: randomUUID(), isLiving: async () => false }),
    ...createPlaceStore(database),
    ...createSettings(database),
    close: async () => {
      group.flush()
      await checkpointer.close()
      db.close()
    },
  }
}

/**
 * All migrations in one transaction: one fsync instead of one for each statement, which is most of the first start; and
 * a process that is killed meanwhile leaves nothing half done.
 */
async function migrateTogether(db: DatabaseSync, queries: Kysely<Tables>): Promise<void> {
  db.exec('begin immediate')
  try {
    await migrate(queries, 'sqlite')
    db.exec('commit')
  } catch (error) {
    if (db.isTransaction) db.exec('rollback')
    throw error
  }
}

function makePrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
  // SQLite gives -wal and -shm the mode of the database.
  chmodSync(path, 0o600)
}

/** SQLITE_FULL, and the I/O error that a full disk gives for -shm. */
const isFull = (error: unknown): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  (error.errcode & 0xff) === 13
