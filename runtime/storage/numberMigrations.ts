import { type Kysely, sql } from 'kysely'

/** Tables of numbers, trunks and accounts of carriers. */
export const numberMigrations = {
  '010_number_settings': {
    up: async (db: Kysely<unknown>): Promise<void> => {
      const texts = { carrier: 'local', name: '', fallback_url: '', says: '', transfer: '' }
      for (const [column, value] of Object.entries(texts)) {
        await db.schema
          .alterTable('numbers')
          .addColumn(column, 'text', (made) => made.notNull().defaultTo(value))
          .execute()
      }
      await db.schema
        .alterTable('numbers')
        .addColumn('enabled', 'integer', (column) => column.notNull().defaultTo(1))
        .execute()
      await db.schema.alterTable('numbers').addColumn('most_calls', 'integer').execute()
      await sql`create index calls_to on calls ("to", started_at)`.execute(db)
    },
  },
  '011_trunks': {
    up: async (db: Kysely<unknown>): Promise<void> => {
      await db.schema
        .createTable('trunks')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('settings', 'text', (column) => column.notNull())
        .addColumn('password', 'text', (column) => column.notNull())
        .addColumn('inbound_password', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute()
    },
  },
  '012_carrier_accounts': {
    up: async (db: Kysely<unknown>): Promise<void> => {
      await db.schema
        .createTable('carrier_accounts')
        .addColumn('carrier', 'text', (column) => column.primaryKey())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('webhook_secret', 'text', (column) => column.notNull())
        .execute()
    },
  },
}
