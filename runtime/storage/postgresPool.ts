import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import { Pool, type PoolClient, types } from 'pg'
import { type Answer, type Change, runSoon } from './database.ts'
import { isRetryable, translate } from './postgresErrors.ts'
import { StoreUnavailable } from './store.ts'

export interface PostgresPool {
  readonly pool: Pool
  readonly dialect: Dialect
  /** One statement, prepared once a connection when it has a name. */
  query(text: string, values: readonly unknown[], name?: string): Promise<Answer>
  /** A change in a transaction; once more when another process was in its way. */
  write<Value>(change: () => Change<Value>): Promise<Value>
}

/** Milliseconds: a turn hears of an outage before its engine gives up on it. */
const connectTimeout = 3_000
/** Milliseconds: a caller waits. */
const turnPatience = { statement: 4_000, read: 5_000, idle: 10_000 }
/** Of migrations: another process may be at them, and large tables take long. */
export const migrationPatience = { statement: 120_000, read: 125_000, idle: 120_000 }

export const connectionOf = (url: string) => ({
  connectionString: url,
  application_name: 'fml-studio',
  connectionTimeoutMillis: connectTimeout,
  keepAlive: true,
})

/** Connections to Postgres whose failures are ours: an outage is a `StoreUnavailable`. Patience in milliseconds. */
export function createPostgresPool(url: string, patience = turnPatience): PostgresPool {
  // Counts and times fit a number.
  types.setTypeParser(types.builtins.INT8, Number)
  const pool = new Pool({
    ...connectionOf(url),
    max: 10,
    statement_timeout: patience.statement,
    query_timeout: patience.read,
    idle_in_transaction_session_timeout: patience.idle,
  })
  // A lost idle connection: the next query makes another.
  pool.on('error', () => {})
  // A connection that is lost in use: its query fails as well, and that is where it is heard of.
  pool.on('connect', (client) => client.on('error', () => {}))
  const acquire = () => pool.connect().then(toConnection, rethrow)
  return {
    pool,
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => createDriver(acquire, () => pool.end()),
    },
    query: async (text, values, name) => {
      const connection = await acquire()
      try {
        return await connection.run(text, values, name)
      } finally {
        connection.release()
      }
    },
    write: async (change) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await transact(await acquire(), change)
        } catch (error) {
          if (!isRetryable(error) || attempt === mostAttempts) throw error
        }
      }
    },
  }
}

const mostAttempts = 4

async function transact<Value>(
  connection: PostgresConnection,
  change: () => Change<Value>,
): Promise<Value> {
  try {
    await connection.run('begin')
    const value = await runSoon(change(), ({ sql, parameters }) => connection.run(sql, parameters))
    await connection.run('commit')
    return value
  } catch (error) {
    await connection.run('rollback').catch(() => {})
    throw error
  } finally {
    connection.release()
  }
}

interface PostgresConnection extends DatabaseConnection {
  run(text: string, values?: readonly unknown[], name?: string): Promise<Answer>
  release(): void
}

function toConnection(client: PoolClient): PostgresConnection {
  let broken: Error | undefined
  const query = async (text: string, values: readonly unknown[], name?: string) => {
    try {
      const named = name === undefined ? {} : { name }
      return await client.query({ text, values: values.map(toText), ...named })
    } catch (error) {
      const failure = translate(error)
      // Its answer may still be under way: nobody else may have this connection.
      if (failure instanceof StoreUnavailable) broken = failure
      throw failure
    }
  }
  return {
    run: async (text, values = [], name) => {
      const { rows, rowCount } = await query(text, values, name)
      return { rows, changes: rowCount ?? 0 }
    },
    executeQuery: async ({ sql, parameters }) => {
      const { rows, rowCount } = await query(sql, parameters)
      return { rows, numAffectedRows: BigInt(rowCount ?? 0) }
    },
    streamQuery: () => {
      throw new Error('Nothing is streamed from the store.')
    },
    release: () => client.release(broken),
  }
}

function createDriver(
  acquire: () => Promise<PostgresConnection>,
  destroy: () => Promise<void>,
): Driver {
  const held = new Map<DatabaseConnection, PostgresConnection>()
  const say = async (connection: DatabaseConnection, words: string) => {
    await connection.executeQuery(CompiledQuery.raw(words))
  }
  return {
    init: async () => {},
    acquireConnection: async () => {
      const connection = await acquire()
      held.set(connection, connection)
      return connection
    },
    beginTransaction: (connection) => say(connection, 'begin'),
    commitTransaction: (connection) => say(connection, 'commit'),
    rollbackTransaction: (connection) => say(connection, 'rollback'),
    releaseConnection: async (connection) => {
      held.get(connection)?.release()
      held.delete(connection)
    },
    destroy,
  }
}

/** Text of Postgres has no NUL; callers may send one. */
export function toText(value: unknown): unknown {
  if (typeof value === 'string')
    return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
  return Array.isArray(value) ? value.map(toText) : value
}

function rethrow(error: unknown): never {
  throw translate(error)
}
