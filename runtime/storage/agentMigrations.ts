import type { Kysely } from 'kysely'

/** Documents that agents answer from, and the vectors of their passages. */
export async function createDocuments({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('documents')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('document_vectors')
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('vectors', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('document_vectors_key', ['hash', 'model'])
    .execute()
}

/** Servers of tools that agents may call. */
export async function createToolServers({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('tool_servers')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('sealed_headers', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
}
