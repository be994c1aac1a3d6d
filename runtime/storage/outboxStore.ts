import { type Selectable, sql } from 'kysely'
import type { OutboxRecord } from '#shared/api/outbox.ts'
import { ask, type Database } from './database.ts'
import type { Tables } from './schema.ts'
import type { ClaimedWebhook, OutboxStore, OutgoingWebhook } from './store.ts'

type OutboxRow = Selectable<Tables['outbox']>

/** The columns of a webhook that is to be sent, as both engines write them. */
export const toOutboxRow = (
  callId: string,
  { id, request, createdAt, dueAt }: OutgoingWebhook,
) => ({
  id,
  call_id: callId,
  node: request.node,
  host: hostOf(request.url),
  request: JSON.stringify(request),
  timeout: request.timeout,
  created_at: createdAt,
  due_at: dueAt,
})

/** Milliseconds that a lease is longer than an attempt: for clocks of processes that differ, and slow stores. */
const leaseMargin = 5_000

/** Webhooks that nobody waits for; the same on every SQL engine. */
export function createOutboxStore({ queries, write }: Database): OutboxStore {
  const held = (id: string, lease: string) =>
    queries.updateTable('outbox').where('id', '=', id).where('lease', '=', lease)
  return {
    claimWebhooks: ({ lease, now, limit, perHost }) => {
      const claim = sql`
        update outbox set lease = ${lease}, leased_until = cast(${now + leaseMargin} as bigint) + timeout, attempts = attempts + 1
        where id in (
          select id from (
            select o.id, o.due_at, coalesce(busy.sent, 0) +
              row_number() over (partition by o.host order by o.due_at, o.id) as place
            from outbox o left join (
              select host, count(*) as sent from outbox where leased_until > ${now} group by host
            ) busy on busy.host = o.host
            where o.status = 'waiting' and o.due_at <= ${now} and o.leased_until <= ${now}
          ) ranked where place <= ${perHost} order by due_at, id limit ${limit}
        ) and status = 'waiting' and leased_until <= ${now}
        returning id, call_id, node, request, attempts`
      return write(function* () {
        const { rows } = yield* ask({ compile: () => claim.compile(queries) })
        return rows.map(toClaimed)
      })
    },
    dropWebhook: (id, lease) =>
      write(function* () {
        const query = queries.deleteFrom('outbox').where('id', '=', id).where('lease', '=', lease)
        return (yield* ask(query)).changes === 1
      }),
    delayWebhook: (id, lease, { dueAt, error }) =>
      write(function* () {
        const next =
          dueAt === null
            ? { status: 'dead' as const }
            : { status: 'waiting' as const, due_at: dueAt }
        const query = held(id, lease).set({ ...next, error, lease: '', leased_until: 0 })
        return (yield* ask(query)).changes === 1
      }),
    nextDue: async () => {
      const row = await queries
        .selectFrom('outbox')
        .select(
          sql<
            number | null
          >`min(case when leased_until > due_at then leased_until else due_at end)`.as('due'),
        )
        .where('status', '=', 'waiting')
        .executeTakeFirst()
      return row?.due === null || row?.due === undefined ? null : Number(row.due)
    },
    listWebhooks: async ({ status, before, limit }) => {
      const [at, id] = splitCursor(before)
      const rows = await queries
        .selectFrom('outbox')
        .selectAll()
        .$if(status !== null, (query) => query.where('status', '=', status ?? 'dead'))
        .$if(id !== null, (query) =>
          query.where((where) =>
            where.or([
              where('created_at', '<', at),
              where.and([where('created_at', '=', at), where('id', '<', id ?? '')]),
            ]),
          ),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      const next = rows.length > page.length && last ? `${last.created_at}.${last.id}` : null
      return { webhooks: page.map(toRecord), next }
    },
    replayWebhook: (id, now) =>
      write(function* () {
        const query = queries
          .updateTable('outbox')
          .set({ status: 'waiting', attempts: 0, due_at: now, lease: '', leased_until: 0 })
          .where('id', '=', id)
          .where('leased_until', '<=', now)
        if ((yield* ask(query)).changes === 1) return 'replayed' as const
        const known = yield* ask(queries.selectFrom('outbox').select('id').where('id', '=', id))
        return known.rows.length === 0 ? ('unknown' as const) : ('sending' as const)
      }),
  }
}

const toClaimed = (row: Readonly<Record<string, unknown>>): ClaimedWebhook => ({
  id: String(row['id']),
  callId: String(row['call_id']),
  // What this store wrote itself.
  request: JSON.parse(String(row['request'])),
  attempts: Number(row['attempts']),
})

function toRecord(row: OutboxRow): OutboxRecord {
  const request: OutgoingWebhook['request'] = JSON.parse(row.request)
  return {
    id: row.id,
    callId: row.call_id,
    node: row.node,
    method: request.method,
    url: request.url,
    status: row.status,
    attempts: row.attempts,
    createdAt: row.created_at,
    dueAt: row.due_at,
    error: row.error,
  }
}

/** `<created_at>.<id>`; anything else is the first page. */
function splitCursor(before: string | null): [number, string | null] {
  const match = /^(\d{1,15})\.(.+)$/.exec(before ?? '')
  return match ? [Number(match[1]), match[2] ?? null] : [0, null]
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')
