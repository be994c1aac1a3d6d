import type { Kysely, Selectable } from 'kysely'
import type { Subscription } from '#shared/api/subscriptions.ts'
import { ask, type Database } from './database.ts'
import type { Tables } from './schema.ts'

/** Receivers that are told of calls. */
export interface SubscriptionStore {
  listSubscriptions(): Promise<readonly Subscription[]>
  insertSubscription(subscription: Subscription): Promise<void>
  /** False when there is none. */
  saveSubscription(subscription: Subscription): Promise<boolean>
  /** With its secret. */
  deleteSubscription(id: string): Promise<boolean>
}

export async function createSubscriptions({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('subscriptions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('events', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('is_enabled', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
}

/** Subscriptions; the same on every SQL engine. */
export function createSubscriptionStore({ queries, write }: Database): SubscriptionStore {
  return {
    listSubscriptions: async () => {
      const rows = await queries
        .selectFrom('subscriptions')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toSubscription)
    },
    insertSubscription: (subscription) =>
      write(function* () {
        yield* ask(queries.insertInto('subscriptions').values(toRow(subscription)))
      }),
    saveSubscription: (subscription) =>
      write(function* () {
        const { id, ...values } = toRow(subscription)
        const query = queries.updateTable('subscriptions').set(values).where('id', '=', id)
        return (yield* ask(query)).changes === 1
      }),
    deleteSubscription: (id) =>
      write(function* () {
        yield* ask(queries.deleteFrom('signing_secrets').where('owner', '=', id))
        const query = queries.deleteFrom('subscriptions').where('id', '=', id)
        return (yield* ask(query)).changes === 1
      }),
  }
}

type Row = Selectable<Tables['subscriptions']>

const toRow = ({ isEnabled, createdAt, events, ...rest }: Subscription): Row => ({
  ...rest,
  events: JSON.stringify(events),
  is_enabled: isEnabled ? 1 : 0,
  created_at: createdAt,
})

const toSubscription = ({ is_enabled, created_at, events, ...rest }: Row): Subscription => ({
  ...rest,
  events: JSON.parse(events),
  isEnabled: Number(is_enabled) === 1,
  createdAt: Number(created_at),
})
