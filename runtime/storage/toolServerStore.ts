import { ask, type Database } from './database.ts'

/** A server of tools as it is kept. */
export interface ToolServerRecord {
  readonly name: string
  readonly url: string
  /** By the vault: JSON of names and values; empty: none. */
  readonly sealedHeaders: string
  readonly createdAt: number
}

export interface ToolServerStore {
  /** By name. */
  listToolServers(): Promise<readonly ToolServerRecord[]>
  findToolServer(name: string): Promise<ToolServerRecord | null>
  /** Inserts, or replaces all but the time it was made. */
  saveToolServer(record: ToolServerRecord): Promise<void>
  /** False when there is none. */
  deleteToolServer(name: string): Promise<boolean>
}

/** Servers of tools; the same on every SQL engine. */
export function createToolServerStore({ queries, write }: Database): ToolServerStore {
  return {
    listToolServers: async () => {
      const rows = await queries.selectFrom('tool_servers').selectAll().orderBy('name').execute()
      return rows.map(toRecord)
    },
    findToolServer: async (name) => {
      const row = await queries
        .selectFrom('tool_servers')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst()
      return row ? toRecord(row) : null
    },
    saveToolServer: ({ name, url, sealedHeaders, createdAt }) =>
      write(function* () {
        const changes = { url, sealed_headers: sealedHeaders }
        yield* ask(
          queries
            .insertInto('tool_servers')
            .values({ name, ...changes, created_at: createdAt })
            .onConflict((conflict) => conflict.column('name').doUpdateSet(changes)),
        )
      }),
    deleteToolServer: (name) =>
      write(function* () {
        return (
          (yield* ask(queries.deleteFrom('tool_servers').where('name', '=', name))).changes === 1
        )
      }),
  }
}

const toRecord = (row: {
  name: string
  url: string
  sealed_headers: string
  created_at: number
}): ToolServerRecord => ({
  name: row.name,
  url: row.url,
  sealedHeaders: row.sealed_headers,
  createdAt: Number(row.created_at),
})
