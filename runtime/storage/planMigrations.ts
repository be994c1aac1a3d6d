import type { Kysely } from 'kysely'

/** What a number does beside answering with one version. */
export async function createNumberPlans({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('number_plans')
    .addColumn('number', 'text', (column) => column.primaryKey())
    .addColumn('testers', 'text', (column) => column.notNull().defaultTo('[]'))
    .addColumn('split_version', 'integer')
    .addColumn('split_share', 'integer')
    .addColumn('next_flow_id', 'text')
    .addColumn('next_version', 'integer')
    .addColumn('next_at', 'bigint')
    .execute()
}

/** Who did what, when. */
export async function createAudit({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('audit')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('actor', 'text')
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('audit_newest').on('audit').columns(['at desc', 'id desc']).execute()
}
