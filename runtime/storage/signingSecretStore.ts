import type { Kysely, Selectable } from 'kysely'
import { ask, type Database } from './database.ts'
import type { Tables } from './schema.ts'

/** A secret that webhooks are signed with, and the one it replaces. */
export interface SigningSecretRecord {
  /** Id of a receiver; empty: the installation's own. */
  readonly owner: string
  /** By the vault. */
  readonly sealed: string
  /** Signs as well until `oldUntil`; empty: none. */
  readonly sealedOld: string
  readonly oldUntil: number
  readonly createdAt: number
  /** Whether somebody was shown it: it is shown once. */
  readonly isRevealed: boolean
}

/** Secrets that webhooks are signed with. */
export interface SigningSecretStore {
  listSigningSecrets(): Promise<readonly SigningSecretRecord[]>
  /** False when its owner has one already. */
  insertSigningSecret(record: SigningSecretRecord): Promise<boolean>
  saveSigningSecret(record: SigningSecretRecord): Promise<void>
  /** True for whoever asks first. */
  revealSigningSecret(owner: string): Promise<boolean>
}

export async function createSigningSecrets({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('signing_secrets')
    .addColumn('owner', 'text', (column) => column.primaryKey())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('sealed_old', 'text', (column) => column.notNull())
    .addColumn('old_until', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('is_revealed', 'integer', (column) => column.notNull())
    .execute()
}

/** Signing secrets; the same on every SQL engine. */
export function createSigningSecretStore({ queries, write }: Database): SigningSecretStore {
  const insert = (record: SigningSecretRecord) =>
    queries.insertInto('signing_secrets').values(toRow(record))
  return {
    listSigningSecrets: async () => {
      const rows = await queries
        .selectFrom('signing_secrets')
        .selectAll()
        .orderBy('owner')
        .execute()
      return rows.map(toRecord)
    },
    insertSigningSecret: (record) =>
      write(function* () {
        const query = insert(record).onConflict((conflict) => conflict.doNothing())
        return (yield* ask(query)).changes === 1
      }),
    saveSigningSecret: (record) =>
      write(function* () {
        const { owner: _, ...values } = toRow(record)
        yield* ask(
          insert(record).onConflict((conflict) => conflict.column('owner').doUpdateSet(values)),
        )
      }),
    revealSigningSecret: (owner) =>
      write(function* () {
        const query = queries
          .updateTable('signing_secrets')
          .set({ is_revealed: 1 })
          .where('owner', '=', owner)
          .where('is_revealed', '=', 0)
        return (yield* ask(query)).changes === 1
      }),
  }
}

type Row = Selectable<Tables['signing_secrets']>

const toRow = (record: SigningSecretRecord): Row => ({
  owner: record.owner,
  sealed: record.sealed,
  sealed_old: record.sealedOld,
  old_until: record.oldUntil,
  created_at: record.createdAt,
  is_revealed: record.isRevealed ? 1 : 0,
})

const toRecord = (row: Row): SigningSecretRecord => ({
  owner: row.owner,
  sealed: row.sealed,
  sealedOld: row.sealed_old,
  oldUntil: Number(row.old_until),
  createdAt: Number(row.created_at),
  isRevealed: Number(row.is_revealed) === 1,
})
