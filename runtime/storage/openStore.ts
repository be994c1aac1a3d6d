import { join } from 'node:path'
import type { Config } from '../config.ts'
import { placeOf, StoreRefused } from './postgresErrors.ts'
import { openSqliteStore } from './sqlite.ts'
import type { Store } from './store.ts'

export interface OpenedStore {
  readonly store: Store
  /** For people: what keeps the calls, and where. */
  readonly name: string
  /** Whether other processes may work on the same calls. */
  readonly isShared: boolean
  /** How many processes work on it now, this one among them. */
  readonly countProcesses: () => Promise<number>
}

export const sqlitePath = (dataDir: string): string => join(dataDir, 'studio.sqlite')

/** Opens the store that the configuration names. Rejects with a `StoreRefused`, a sentence for whoever starts it. */
export async function openStore({
  databaseUrl,
  dataDir,
}: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<OpenedStore> {
  if (databaseUrl !== null) {
    // A start on SQLite does not wait for the driver.
    const { countProcesses, openPostgresStore } = await import('./postgres.ts')
    const store = await openPostgresStore(databaseUrl)
    const { host, database } = placeOf(databaseUrl)
    return {
      ...{ store, name: `Postgres, ${database} at ${host}`, isShared: true },
      countProcesses: () => countProcesses(databaseUrl),
    }
  }
  const path = sqlitePath(dataDir)
  try {
    const store = await openSqliteStore(path)
    return { store, name: `SQLite, ${path}`, isShared: false, countProcesses: async () => 1 }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new StoreRefused(
      `The store in ${dataDir} cannot be opened (${why}): set DATA_DIR to a folder this user may write to.`,
    )
  }
}
