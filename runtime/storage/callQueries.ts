import type { ExpressionBuilder, Kysely, Selectable } from 'kysely'
import type { CallSummary, PathStep } from '#shared/api/api.ts'
import { fromRecord } from './eventRows.ts'
import type { Tables } from './schema.ts'
import type { CallQuery, CallStore, Labels, NewRow } from './store.ts'
import { toPath } from './toPath.ts'
import { findUnanswered, listUnanswered, readOurs } from './unansweredCalls.ts'

type Queries = Pick<
  CallStore,
  'findSummary' | 'listCalls' | 'readFlowRows' | 'countCalls' | 'unfinishedCalls'
>
type CallRecord = Selectable<Tables['calls']>

const mostFlowRows = 20_000

/** Reads of calls that no turn waits for; the same on every SQL engine. */
export function createCallQueries(queries: Kysely<Tables>): Queries {
  const summarise = async (records: readonly CallRecord[]): Promise<CallSummary[]> => {
    const [paths, ours] = await Promise.all([
      readPaths(queries, records),
      readOurs(
        queries,
        records.map(({ id }) => id),
      ),
    ])
    return records.map((record) => ({
      ...toSummary(record, paths.get(record.id) ?? []),
      ...ours.get(record.id),
    }))
  }
  return {
    findSummary: async (callId) => {
      const records = await queries
        .selectFrom('calls')
        .selectAll()
        .where('id', '=', callId)
        .execute()
      const [summary] = await summarise(records)
      return summary ?? findUnanswered(queries, callId)
    },
    listCalls: async (query) => {
      const records = await selectPage(queries, query).execute()
      const page = records.slice(0, query.limit)
      const last = page.at(-1)
      const next = records.length > page.length && last ? `${last.started_at}.${last.id}` : null
      const calls = await summarise(page)
      if (query.before !== null) return { calls, next }
      // Calls that nobody has answered yet come first: they are the newest.
      const known = new Set(calls.map(({ id }) => id))
      const unanswered = await listUnanswered(queries, query.flow, query.limit)
      return { calls: [...unanswered.filter(({ id }) => !known.has(id)), ...calls], next }
    },
    readFlowRows: async ({ flow, types, calls }) => {
      const newest = queries
        .selectFrom('calls')
        .select('id')
        .where('flow_id', '=', flow)
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(calls)
      const rows = await queries
        .selectFrom('events')
        .select(['call_id', 'rows'])
        .where('call_id', 'in', newest)
        .where(hasAny(types))
        .orderBy('call_id')
        .orderBy('seq')
        .limit(mostFlowRows)
        .execute()
      return rows
        .flatMap(({ call_id, rows }) =>
          rowsOfTypes(rows, types).map((row) => ({ call_id, ...row })),
        )
        .slice(0, mostFlowRows)
        .map(({ call_id, type, data }) => ({ callId: call_id, type, data }))
    },
    countCalls: async (since) => {
      const rows = await queries
        .selectFrom('calls')
        .select((select) => ['flow_id', select.fn.countAll<number>().as('calls')])
        .where('started_at', '>=', since)
        .groupBy('flow_id')
        .execute()
      return Object.fromEntries(rows.map(({ flow_id, calls }) => [flow_id, Number(calls)]))
    },
    unfinishedCalls: async () => {
      const records = await queries
        .selectFrom('calls')
        .select(['id', 'channel'])
        .where('status', '=', 'active')
        .execute()
      return records.map(({ id, channel }) => ({ callId: id, channel }))
    },
  }
}

function selectPage(queries: Kysely<Tables>, { flow, before, limit }: CallQuery) {
  const [startedAt, id] = splitCursor(before)
  return queries
    .selectFrom('calls')
    .selectAll()
    .$if(flow !== null, (query) => query.where('flow_id', '=', flow ?? ''))
    .$if(id !== null, (query) =>
      query.where((where) =>
        where.or([
          where('started_at', '<', startedAt),
          where.and([where('started_at', '=', startedAt), where('id', '<', id ?? '')]),
        ]),
      ),
    )
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
}

/** `<started_at>.<id>`; anything else is the first page. */
function splitCursor(before: string | null): [number, string | null] {
  const match = /^(\d{1,15})\.(.+)$/.exec(before ?? '')
  return match ? [Number(match[1]), match[2] ?? null] : [0, null]
}

async function readPaths(
  queries: Kysely<Tables>,
  records: readonly CallRecord[],
): Promise<Map<string, PathStep[]>> {
  if (records.length === 0) return new Map()
  const [rows, labels] = await Promise.all([
    queries
      .selectFrom('events')
      .select(['call_id', 'rows'])
      .where(
        'call_id',
        'in',
        records.map((record) => record.id),
      )
      .where(hasAny(pathTypes))
      .orderBy('call_id')
      .orderBy('seq')
      .execute(),
    readLabels(queries, new Set(records.map((record) => record.labels))),
  ])
  const rowsOf = Map.groupBy(rows, (row): string => row.call_id)
  return new Map(
    records.map((record) => [
      record.id,
      toPath(
        (rowsOf.get(record.id) ?? []).flatMap(({ rows }) => rowsOfTypes(rows, pathTypes)),
        labels.get(record.labels) ?? {},
      ),
    ]),
  )
}

const pathTypes = ['node.entered', 'port.taken']

/** Records that may hold rows of these types; a word of a caller may look like one. */
const hasAny = (types: readonly string[]) => (where: ExpressionBuilder<Tables, 'events'>) =>
  where.or(types.map((type) => where('rows', 'like', `%"type":"${type}"%`)))

const rowsOfTypes = (record: string, types: readonly string[]): NewRow[] =>
  fromRecord(record).filter(({ type }) => types.includes(type))

async function readLabels(
  queries: Kysely<Tables>,
  ids: ReadonlySet<string>,
): Promise<Map<string, Labels>> {
  const rows = await queries
    .selectFrom('labels')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row): [string, Labels] => [row.id, JSON.parse(row.labels)]))
}

const toSummary = (record: CallRecord, path: PathStep[]): CallSummary => ({
  id: record.id,
  flowId: record.flow_id,
  flowName: record.flow_name,
  version: record.version,
  channel: record.channel,
  from: record.from,
  to: record.to,
  status: record.status,
  outcome: record.outcome,
  startedAt: record.started_at,
  endedAt: record.ended_at,
  path,
})
