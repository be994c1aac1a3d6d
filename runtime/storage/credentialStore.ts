import type { Selectable } from 'kysely'
import type { CredentialKind } from '#shared/api/credentials.ts'
import { ask, type Database } from './database.ts'
import type { Tables } from './schema.ts'

/** A credential as it is kept. */
export interface CredentialRecord {
  readonly name: string
  readonly kind: CredentialKind
  /** By the vault. */
  readonly sealedSecret: string
  readonly userName: string
  readonly headerName: string
  readonly host: string
  readonly createdAt: number
  readonly updatedAt: number
}

export interface CredentialStore {
  /** By name. */
  listCredentials(): Promise<readonly CredentialRecord[]>
  findCredential(name: string): Promise<CredentialRecord | null>
  /** Inserts, or replaces all but the time it was made. */
  saveCredential(record: CredentialRecord): Promise<void>
  /** False when there is none. */
  deleteCredential(name: string): Promise<boolean>
}

/** Credentials of webhooks; the same on every SQL engine. */
export function createCredentialStore({ queries, write }: Database): CredentialStore {
  return {
    listCredentials: async () => {
      const rows = await queries.selectFrom('credentials').selectAll().orderBy('name').execute()
      return rows.map(toRecord)
    },
    findCredential: async (name) => {
      const row = await queries
        .selectFrom('credentials')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst()
      return row ? toRecord(row) : null
    },
    saveCredential: (record) =>
      write(function* () {
        const { name, created_at, ...changes } = toRow(record)
        yield* ask(
          queries
            .insertInto('credentials')
            .values({ name, created_at, ...changes })
            .onConflict((conflict) => conflict.column('name').doUpdateSet(changes)),
        )
      }),
    deleteCredential: (name) =>
      write(function* () {
        const query = queries.deleteFrom('credentials').where('name', '=', name)
        return (yield* ask(query)).changes === 1
      }),
  }
}

type Row = Selectable<Tables['credentials']>

const toRow = (record: CredentialRecord): Row => ({
  name: record.name,
  kind: record.kind,
  sealed_secret: record.sealedSecret,
  user_name: record.userName,
  header_name: record.headerName,
  host: record.host,
  created_at: record.createdAt,
  updated_at: record.updatedAt,
})

const toRecord = (row: Row): CredentialRecord => ({
  name: row.name,
  kind: row.kind,
  sealedSecret: row.sealed_secret,
  userName: row.user_name,
  headerName: row.header_name,
  host: row.host,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
})
