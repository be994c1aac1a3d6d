import { randomUUID } from 'node:crypto'
import { Kysely } from 'kysely'
import { createAnswerStore } from './answerStore.ts'
import { createAttemptStore } from './attemptStore.ts'
import { createAuditStore } from './auditStore.ts'
import { createCampaignStore } from './campaignStore.ts'
import { createCredentialStore } from './credentialStore.ts'
import { createDocumentStore } from './documentStore.ts'
import { createFlowStore } from './flowStore.ts'
import { migrate } from './migrations.ts'
import { createNumberStore } from './numberStore.ts'
import { createOptOutStore } from './optOutStore.ts'
import { createOutboundStore } from './outboundStore.ts'
import { createOutboxStore } from './outboxStore.ts'
import { createPeopleStore } from './peopleStore.ts'
import { createPlaceStore } from './placeStore.ts'
import { createPlanStore } from './planStore.ts'
import { createPostgresBatches } from './postgresBatches.ts'
import { createCallStore, readRows } from './postgresCalls.ts'
import { checkServer, explain, type PostgresPlace, placeOf } from './postgresErrors.ts'
import { listenTo } from './postgresListener.ts'
import { createPostgresPool, migrationPatience, type PostgresPool } from './postgresPool.ts'
import { countLiving, joinProcesses } from './processes.ts'
import { createProviderStore } from './providerStore.ts'
import { createRowsFeed } from './rowsFeed.ts'
import type { Tables } from './schema.ts'
import { createSettings } from './settings.ts'
import { createSigningSecretStore } from './signingSecretStore.ts'
import type { Store } from './store.ts'
import { createSubscriptionStore } from './subscriptionStore.ts'
import { createToolServerStore } from './toolServerStore.ts'

export interface PostgresOptions {
  /** Milliseconds without a sign of life after which a process counts as gone. @defaultValue 20000 */
  readonly longestSilence?: number
}

/** Opens the store in a Postgres that several processes may share. Rejects with a `StoreRefused`. */
export async function openPostgresStore(
  url: string,
  options: PostgresOptions = {},
): Promise<Store> {
  const place = placeOf(url)
  const pool = createPostgresPool(url)
  try {
    await checkPostgres(pool, place)
    await migrateAlone(url)
    return await assemble(pool, url, options)
  } catch (error) {
    await pool.pool.end().catch(() => {})
    throw explain(error, place)
  }
}

/** Migrations wait for those of another process, longer than a turn would wait for anything. */
async function migrateAlone(url: string): Promise<void> {
  const pool = createPostgresPool(url, migrationPatience)
  try {
    await migrate(new Kysely<Tables>({ dialect: pool.dialect }), 'postgres')
  } finally {
    await pool.pool.end()
  }
}

/** Throws unless the server can hold the store; resolves with its version. */
export async function checkPostgres(pool: PostgresPool, place: PostgresPlace): Promise<string> {
  const { rows } = await pool.query(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as name, current_setting('server_encoding') as encoding`,
    [],
  )
  checkServer(place, Number(rows[0]?.['version']), String(rows[0]?.['encoding']))
  return String(rows[0]?.['name'])
}

/** How many processes work on a store now. Rejects with a `StoreRefused`. */
export async function countProcesses(url: string): Promise<number> {
  const place = placeOf(url)
  const pool = createPostgresPool(url)
  try {
    await checkPostgres(pool, place)
    const { rows } = await pool.query(`select to_regclass('processes') is not null as known`, [])
    return rows[0]?.['known'] === true ? await countLiving(pool) : 0
  } catch (error) {
    throw explain(error, place)
  } finally {
    await pool.pool.end()
  }
}

async function assemble(pool: PostgresPool, url: string, options: PostgresOptions): Promise<Store> {
  const queries = new Kysely<Tables>({ dialect: pool.dialect })
  const database = { queries, write: pool.write }
  const id = randomUUID()
  const processes = await joinProcesses(database, id, options.longestSilence)
  const feed = createRowsFeed({
    readRows: (callId, afterSeq, limit) => readRows(pool, callId, afterSeq, limit),
    newestRow: async (callId) => {
      const query = queries.selectFrom('sessions').select('last_seq').where('call_id', '=', callId)
      return (await query.executeTakeFirst())?.last_seq ?? 0
    },
  })
  const batches = createPostgresBatches(pool, id, feed.tellOwn)
  const listener = await listenTo(
    url,
    (payload) => hear(payload, id, feed.tellOthers),
    () => feed.tellOthers(null),
  )
  return {
    ...createCallStore({ pool, database, batches, feed, processes }),
    ...createFlowStore(database),
    ...createNumberStore(database),
    ...createOutboxStore(database),
    ...createOutboundStore(database),
    ...createCampaignStore(database),
    ...createOptOutStore(database),
    ...createDocumentStore(database),
    ...createToolServerStore(database),
    ...createCredentialStore(database),
    ...createPeopleStore(database),
    ...createProviderStore(database),
    ...createPlanStore(database),
    ...createAuditStore(database),
    ...createSubscriptionStore(database),
    ...createSigningSecretStore(database),
    ...createAttemptStore(database),
    ...createAnswerStore(database, { id, isLiving: processes.isLiving }),
    ...createPlaceStore(database),
    ...createSettings(database),
    close: async () => {
      await batches.drain()
      await processes.leave().catch(() => {})
      await listener.close()
      await pool.pool.end()
    },
  }
}

/** Passes on what another process told; anybody may write to the channel. */
function hear(
  payload: string,
  self: string,
  tell: (calls: readonly string[] | null) => void,
): void {
  const signal = parse(payload)
  const known = signal !== null && typeof signal === 'object' ? signal : {}
  if ('process' in known && known.process === self) return
  const calls = 'calls' in known ? known.calls : null
  tell(Array.isArray(calls) ? calls.map(String) : null)
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return null
  }
}
