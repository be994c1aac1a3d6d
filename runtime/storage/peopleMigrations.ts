import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** People, what they sign in with, their keys, and the links that let them in. */
export const peopleMigrations: readonly (readonly [string, Migration])[] = [
  [
    '020_people',
    {
      up: async (db: Kysely<unknown>) => {
        await createAccounts(db)
        await createKeys(db)
        await createLinks(db)
      },
    },
  ],
]

async function createAccounts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('people')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('email_verified', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('image', 'text')
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('person_sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.notNull().unique())
    .addColumn('ip_address', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('person_accounts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('provider_id', 'text', (column) => column.notNull())
    .addColumn('password', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()
  for (const table of ['person_sessions', 'person_accounts']) {
    await schema.createIndex(`${table}_user`).on(table).column('user_id').execute()
  }
}

async function createKeys({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('api_keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('config_id', 'text', (column) => column.notNull())
    .addColumn('reference_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('start', 'text')
    .addColumn('prefix', 'text')
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('refill_interval', 'integer')
    .addColumn('refill_amount', 'integer')
    .addColumn('last_refill_at', 'bigint')
    .addColumn('enabled', 'integer', (column) => column.notNull().defaultTo(1))
    .addColumn('rate_limit_enabled', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('rate_limit_time_window', 'bigint')
    .addColumn('rate_limit_max', 'integer')
    .addColumn('request_count', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('remaining', 'integer')
    .addColumn('last_request', 'bigint')
    .addColumn('expires_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('permissions', 'text')
    .addColumn('metadata', 'text')
    .execute()
  await schema.createIndex('api_keys_person').on('api_keys').column('reference_id').execute()
}

async function createLinks({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('person_links')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text')
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
}
