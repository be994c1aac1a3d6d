import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { createDocuments, createToolServers } from './agentMigrations.ts'
import { addClaims, createKeptAnswers } from './answerStore.ts'
import { createAttempts } from './attemptStore.ts'
import { createCredentials } from './credentialMigrations.ts'
import { joinEvents } from './eventRows.ts'
import { numberMigrations } from './numberMigrations.ts'
import { dropOutboundKeys, outboundMigrations } from './outboundMigrations.ts'
import { peopleMigrations } from './peopleMigrations.ts'
import { createPlaces } from './placeStore.ts'
import { createAudit, createNumberPlans } from './planMigrations.ts'
import { providerMigrations } from './providerMigrations.ts'
import type { Tables } from './schema.ts'
import { createSigningSecrets } from './signingSecretStore.ts'
import { createSubscriptions } from './subscriptionStore.ts'

const schema = (name: string, up: (db: Kysely<unknown>) => Promise<void>): [string, Migration] => [
  name,
  { up },
]

export type Engine = 'sqlite' | 'postgres'

/** Numbered, applied in order, never edited once released. */
export const createMigrations = (engine: Engine): Record<string, Migration> =>
  Object.fromEntries([
    ...firstMigrations(engine),
    ...outboxMigrations,
    ...Object.entries(numberMigrations),
    ...outboundMigrations,
    ...agentMigrations,
    ...providerMigrations,
    ...peopleMigrations,
    ...planMigrations,
    ...eventMigrations(engine),
    schema('036_claims', addClaims),
    schema('037_outbound_without_keys', (db) => dropOutboundKeys(db, engine)),
    schema('038_places', createPlaces),
  ])

const firstMigrations = (engine: Engine) => [
  schema('001_first', async (db) => {
    const { schema: tables } = db
    await tables
      .createTable('settings')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
    await createFlowTables(db, engine)
    await createCallTables(db)
  }),
  schema('002_version_author', async (db) => {
    await db.schema.alterTable('flow_versions').addColumn('author', 'text').execute()
    await db.schema
      .createIndex('calls_version')
      .on('calls')
      .columns(['flow_id', 'version', 'status'])
      .execute()
  }),
  schema('004_bin', async ({ schema: tables }) => {
    await tables.alterTable('flows').addColumn('deleted_at', 'bigint').execute()
  }),
]

const agentMigrations = [
  schema('018_documents', createDocuments),
  schema('019_tool_servers', createToolServers),
]

const outboxMigrations = [
  schema('008_row_numbers', async (db) => {
    await db.schema
      .alterTable('sessions')
      .addColumn('last_seq', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema
      .alterTable('sessions')
      .addColumn('owner', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
    await sql`update sessions set last_seq =
      (select coalesce(max(seq), 0) from events where events.call_id = sessions.call_id)`.execute(
      db,
    )
    await db.schema
      .createTable('processes')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .execute()
  }),
  schema('009_outbox', async (db) => {
    await db.schema
      .createTable('outbox')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('node', 'text', (column) => column.notNull())
      .addColumn('host', 'text', (column) => column.notNull())
      .addColumn('request', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull().defaultTo('waiting'))
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('timeout', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('leased_until', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('lease', 'text', (column) => column.notNull().defaultTo(''))
      .addColumn('error', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
    await db.schema.createIndex('outbox_due').on('outbox').columns(['status', 'due_at']).execute()
  }),
]

const planMigrations = [
  schema('024_number_plans', createNumberPlans),
  schema('025_audit', createAudit),
  schema('028_subscriptions', createSubscriptions),
  schema('029_kept_answers', createKeptAnswers),
  schema('030_credentials', createCredentials),
  schema('033_signing_secrets', createSigningSecrets),
  schema('034_attempts', createAttempts),
]

const eventMigrations = (engine: Engine) => [
  schema('039_events_of_a_turn', (db) => joinEvents(db, engine)),
]

/** Brings the tables to where this version wants them. Several processes may do so at once. */
export async function migrate(queries: Kysely<Tables>, engine: Engine): Promise<readonly string[]> {
  const migrator = new Migrator({
    db: queries,
    provider: { getMigrations: async () => createMigrations(engine) },
    // They come from several hands: a store may have had a later one before, and none needs the one before it.
    allowUnorderedMigrations: true,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw error
  return results.map(({ migrationName }) => migrationName)
}

async function createFlowTables(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('flows')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('programs')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('program', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('labels')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('labels', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('flow_versions')
    .addColumn('flow_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('labels', 'text', (column) => column.notNull())
    .addColumn('flow_name', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('flow_versions_key', ['flow_id', 'version'])
    .execute()
  await db.schema
    .createTable('numbers')
    .addColumn('number', 'text', (column) => column.primaryKey())
    .addColumn('flow_id', 'text')
    .addColumn('version', 'integer')
    .execute()
  await db.schema
    .createTable('publications')
    .addColumn('id', engine === 'postgres' ? 'serial' : 'integer', (column) =>
      engine === 'postgres' ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn('number', 'text', (column) => column.notNull())
    .addColumn('flow_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('published_at', 'bigint', (column) => column.notNull())
    .execute()
}

async function createCallTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('calls')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('carrier', 'text', (column) => column.notNull())
    .addColumn('sid', 'text', (column) => column.notNull())
    .addColumn('flow_id', 'text', (column) => column.notNull())
    .addColumn('flow_name', 'text', (column) => column.notNull())
    .addColumn('version', 'integer')
    .addColumn('program', 'text', (column) => column.notNull())
    .addColumn('labels', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('from', 'text', (column) => column.notNull())
    .addColumn('to', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('closed', 'integer', (column) => column.notNull())
    .addUniqueConstraint('calls_sid', ['carrier', 'sid'])
    .execute()
  await db.schema
    .createIndex('calls_newest')
    .on('calls')
    .columns(['started_at desc', 'id desc'])
    .execute()
  await db.schema.createIndex('calls_status').on('calls').columns(['status', 'flow_id']).execute()
  await db.schema
    .createTable('sessions')
    .addColumn('call_id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('pending', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('turns')
    .addColumn('call_id', 'text', (column) => column.notNull())
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('body_hash', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('turns_key', ['call_id', 'turn'])
    .execute()
  await db.schema
    .createTable('events')
    .addColumn('call_id', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('events_key', ['call_id', 'seq'])
    .execute()
}
