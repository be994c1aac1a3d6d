import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const schema = (name: string, up: (db: Kysely<unknown>) => Promise<void>): [string, Migration] => [
  name,
  { up },
]

/** Calls of ours, campaigns, and the numbers that are not called. */
export const outboundMigrations = [
  schema('013_outbound_calls', async ({ schema: tables }) => {
    await tables
      .createTable('outbound_calls')
      .addColumn('call_id', 'text', (column) => column.primaryKey())
      .addColumn('key', 'text', (column) => column.unique())
      .addColumn('key_hash', 'text', (column) => column.notNull())
      .addColumn('campaign_id', 'text')
      .addColumn('line', 'integer')
      .addColumn('flow_id', 'text', (column) => column.notNull())
      .addColumn('flow_name', 'text', (column) => column.notNull())
      .addColumn('version', 'integer')
      .addColumn('program', 'text', (column) => column.notNull())
      .addColumn('labels', 'text', (column) => column.notNull())
      .addColumn('vars', 'text', (column) => column.notNull())
      .addColumn('from', 'text', (column) => column.notNull())
      .addColumn('to', 'text', (column) => column.notNull())
      .addColumn('ring_seconds', 'integer', (column) => column.notNull())
      .addColumn('on_voicemail', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('canceling', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('outcome', 'text')
      .addColumn('reason', 'text')
      .addColumn('answered_by', 'text')
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('leased_until', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('dialled_at', 'bigint')
      .addColumn('answered_at', 'bigint')
      .addColumn('ended_at', 'bigint')
      .execute()
    await tables
      .createIndex('outbound_calls_state')
      .on('outbound_calls')
      .columns(['state', 'created_at'])
      .execute()
  }),
  schema('014_campaigns', async ({ schema: tables }) => {
    await tables
      .createTable('campaigns')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('setup', 'text', (column) => column.notNull())
      .addColumn('flow_id', 'text')
      .addColumn('flow_name', 'text')
      .addColumn('version', 'integer')
      .addColumn('program', 'text')
      .addColumn('labels', 'text')
      .addColumn('file_name', 'text', (column) => column.notNull())
      .addColumn('note', 'text')
      .addColumn('next_at', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('started_at', 'bigint')
      .addColumn('ended_at', 'bigint')
      .execute()
    await tables
      .createTable('campaign_files')
      .addColumn('campaign_id', 'text', (column) => column.primaryKey())
      .addColumn('content', 'text', (column) => column.notNull())
      .execute()
    await tables
      .createTable('callees')
      .addColumn('campaign_id', 'text', (column) => column.notNull())
      .addColumn('line', 'integer', (column) => column.notNull())
      .addColumn('number', 'text', (column) => column.notNull())
      .addColumn('vars', 'text', (column) => column.notNull())
      .addColumn('zones', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('outcome', 'text')
      .addColumn('result', 'text')
      .addColumn('reason', 'text')
      .addColumn('answered_by', 'text')
      .addColumn('call_id', 'text')
      .addColumn('called_at', 'bigint')
      .addPrimaryKeyConstraint('callees_key', ['campaign_id', 'line'])
      .execute()
    await tables
      .createIndex('callees_due')
      .on('callees')
      .columns(['campaign_id', 'state', 'due_at'])
      .execute()
  }),
  schema('015_opt_outs', async ({ schema: tables }) => {
    await tables
      .createTable('opt_outs')
      .addColumn('number', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .execute()
    await tables
      .createIndex('opt_outs_newest')
      .on('opt_outs')
      .columns(['at desc', 'number desc'])
      .execute()
  }),
]

const columns = `call_id, campaign_id, line, flow_id, flow_name, version, program, labels, vars, "from", "to",
  ring_seconds, on_voicemail, state, canceling, outcome, reason, answered_by, owner, leased_until, created_at,
  dialled_at, answered_at, ended_at`

/** Keys of requests are kept with their answers. SQLite drops no column that is unique: the table is made anew. */
export async function dropOutboundKeys(
  db: Kysely<unknown>,
  engine: 'sqlite' | 'postgres',
): Promise<void> {
  const { schema: tables } = db
  if (engine === 'postgres') {
    const table = tables.alterTable('outbound_calls')
    await table.dropColumn('key').dropColumn('key_hash').execute()
    return
  }
  await tables
    .createTable('outbound_calls_new')
    .addColumn('call_id', 'text', (column) => column.primaryKey())
    .addColumn('campaign_id', 'text')
    .addColumn('line', 'integer')
    .addColumn('flow_id', 'text', (column) => column.notNull())
    .addColumn('flow_name', 'text', (column) => column.notNull())
    .addColumn('version', 'integer')
    .addColumn('program', 'text', (column) => column.notNull())
    .addColumn('labels', 'text', (column) => column.notNull())
    .addColumn('vars', 'text', (column) => column.notNull())
    .addColumn('from', 'text', (column) => column.notNull())
    .addColumn('to', 'text', (column) => column.notNull())
    .addColumn('ring_seconds', 'integer', (column) => column.notNull())
    .addColumn('on_voicemail', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('canceling', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('outcome', 'text')
    .addColumn('reason', 'text')
    .addColumn('answered_by', 'text')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('leased_until', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('dialled_at', 'bigint')
    .addColumn('answered_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .execute()
  await sql
    .raw(`insert into outbound_calls_new (${columns}) select ${columns} from outbound_calls`)
    .execute(db)
  await tables.dropTable('outbound_calls').execute()
  await tables.alterTable('outbound_calls_new').renameTo('outbound_calls').execute()
  await tables
    .createIndex('outbound_calls_state')
    .on('outbound_calls')
    .columns(['state', 'created_at'])
    .execute()
}
