import type { Selectable } from 'kysely'
import { trunkSettingsSchema } from '#shared/api/trunks.ts'
import { ask, type Database } from './database.ts'
import type { NumberStore, TrunkRecord } from './numberRecords.ts'
import type { Tables } from './schema.ts'

/** Numbers with their settings, trunks, accounts of carriers; the same on every SQL engine. */
export function createNumberStore(database: Database): NumberStore {
  const { queries, write } = database
  return {
    ...createTrunkStore(database),
    listNumbers: async () => (await selectNumbers(database).execute()).map(toNumber),
    findNumber: async (number) => {
      const row = await selectNumbers(database)
        .where('numbers.number', '=', number)
        .executeTakeFirst()
      return row ? toNumber(row) : null
    },
    seedNumbers: (numbers) =>
      write(function* () {
        for (const number of numbers) {
          const query = queries.insertInto('numbers').values({ number })
          yield* ask(query.onConflict((conflict) => conflict.doNothing()))
        }
      }),
    addNumber: (added) =>
      write(function* () {
        const query = queries.insertInto('numbers').values(added)
        return isOne(yield* ask(query.onConflict((conflict) => conflict.doNothing())))
      }),
    saveNumber: (number, { enabled, mostCalls, fallbackUrl, ...settings }) =>
      write(function* () {
        const values = { enabled: enabled ? 1 : 0, most_calls: mostCalls, ...settings }
        const query = queries
          .updateTable('numbers')
          .set({ ...values, fallback_url: fallbackUrl })
          .where('number', '=', number)
        return isOne(yield* ask(query))
      }),
    removeNumber: (number) =>
      write(function* () {
        return isOne(yield* ask(queries.deleteFrom('numbers').where('number', '=', number)))
      }),
    lastCalls: async () => {
      const newest = queries
        .selectFrom('calls')
        .innerJoin('numbers', 'numbers.number', 'calls.to')
        .select((select) => ['calls.to', select.fn.max('calls.started_at').as('at')])
        .groupBy('calls.to')
        .as('newest')
      const rows = await queries
        .selectFrom('calls')
        .innerJoin(newest, (join) =>
          join.onRef('newest.to', '=', 'calls.to').onRef('newest.at', '=', 'calls.started_at'),
        )
        .select(['calls.to', 'calls.id', 'calls.started_at', 'calls.status'])
        .orderBy('calls.id')
        .execute()
      return new Map(
        rows.map(({ to, id, started_at, status }) => [
          to,
          { id, startedAt: Number(started_at), status },
        ]),
      )
    },
  }
}

function createTrunkStore({
  queries,
  write,
}: Database): Pick<
  NumberStore,
  'listTrunks' | 'saveTrunk' | 'removeTrunk' | 'findAccount' | 'saveAccount' | 'removeAccount'
> {
  return {
    listTrunks: async () => {
      const rows = await queries.selectFrom('trunks').selectAll().orderBy('created_at').execute()
      return rows.map(toTrunk)
    },
    saveTrunk: ({ id, settings, password, inboundPassword, createdAt }) =>
      write(function* () {
        const values = { settings: JSON.stringify(settings), password }
        const secrets = { inbound_password: inboundPassword }
        const query = queries
          .insertInto('trunks')
          .values({ id, ...values, ...secrets, created_at: createdAt })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...values, ...secrets }))
        yield* ask(query)
      }),
    removeTrunk: (id) =>
      write(function* () {
        return isOne(yield* ask(queries.deleteFrom('trunks').where('id', '=', id)))
      }),
    findAccount: async (carrier) => {
      const query = queries.selectFrom('carrier_accounts').where('carrier', '=', carrier)
      const row = await query.selectAll().executeTakeFirst()
      return row ? { key: row.key, webhookSecret: row.webhook_secret } : null
    },
    saveAccount: (carrier, { key, webhookSecret }) =>
      write(function* () {
        const values = { key, webhook_secret: webhookSecret }
        const query = queries
          .insertInto('carrier_accounts')
          .values({ carrier, ...values })
          .onConflict((conflict) => conflict.column('carrier').doUpdateSet(values))
        yield* ask(query)
      }),
    removeAccount: (carrier) =>
      write(function* () {
        yield* ask(queries.deleteFrom('carrier_accounts').where('carrier', '=', carrier))
      }),
  }
}

const selectNumbers = ({ queries }: Database) =>
  queries
    .selectFrom('numbers')
    .leftJoin('flows', 'flows.id', 'numbers.flow_id')
    .selectAll('numbers')
    .select('flows.name as flow_name')
    .orderBy('numbers.number')

const toNumber = (row: Selectable<Tables['numbers']> & { flow_name: string | null }) => ({
  number: row.number,
  flowId: row.flow_id,
  flowName: row.flow_name,
  version: row.version,
  carrier: row.carrier,
  settings: {
    name: row.name,
    enabled: row.enabled === 1,
    mostCalls: row.most_calls,
    fallbackUrl: row.fallback_url,
    says: row.says,
    transfer: row.transfer,
  },
})

const toTrunk = (row: Selectable<Tables['trunks']>): TrunkRecord => ({
  id: row.id,
  settings: trunkSettingsSchema.parse(JSON.parse(row.settings)),
  password: row.password,
  inboundPassword: row.inbound_password,
  createdAt: Number(row.created_at),
})

const isOne = ({ changes }: { readonly changes: number }): boolean => changes === 1
