import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Servers of models, and which one does what when nothing else is said. */
export const providerMigrations: readonly (readonly [string, Migration])[] = [
  [
    '016_providers',
    {
      up: async ({ schema }: Kysely<unknown>) => {
        await schema
          .createTable('providers')
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('settings', 'text', (column) => column.notNull())
          .addColumn('sealed_key', 'text')
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .execute()
      },
    },
  ],
  [
    '017_provider_choices',
    {
      up: async ({ schema }: Kysely<unknown>) => {
        await schema
          .createTable('provider_choices')
          .addColumn('name', 'text', (column) => column.primaryKey())
          .addColumn('value', 'text', (column) => column.notNull())
          .execute()
      },
    },
  ],
]
