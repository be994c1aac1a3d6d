import { type Selectable, sql } from 'kysely'
import { setupSchema } from '#shared/api/campaigns.ts'
import type { CampaignRecord, CampaignStore, EndedCallee, StoredCallee } from './campaignTypes.ts'
import { claimCallees } from './claimCallees.ts'
import { ask, type Database } from './database.ts'
import type { Tables } from './schema.ts'

/** Rows of one statement: engines bound the values of a query. */
const chunk = 500

/** Campaigns and whom they call; the same on every SQL engine. */
export function createCampaignStore({ queries, write }: Database): CampaignStore {
  const campaigns = () =>
    queries.selectFrom('campaigns').selectAll().orderBy('created_at', 'desc').orderBy('id')
  return {
    insertCampaign: ({ id, name, setup, fileName, createdAt }, content) =>
      write(function* () {
        yield* ask(
          queries.insertInto('campaigns').values({
            ...{ id, name, state: 'draft', setup: JSON.stringify(setup), file_name: fileName },
            ...{ created_at: createdAt, next_at: 0 },
          }),
        )
        yield* ask(queries.insertInto('campaign_files').values({ campaign_id: id, content }))
      }),
    listCampaigns: async (state) => {
      const some = state === undefined ? campaigns() : campaigns().where('state', '=', state)
      return (await some.limit(500).execute()).map(toCampaign)
    },
    findCampaign: async (id) => {
      const row = await campaigns().where('id', '=', id).executeTakeFirst()
      return row ? toCampaign(row) : null
    },
    loadCampaignFile: async (id) => {
      const query = queries.selectFrom('campaign_files').select('content')
      return (await query.where('campaign_id', '=', id).executeTakeFirst())?.content ?? null
    },
    saveCampaign: (id, { name, setup }) =>
      write(function* () {
        const query = queries
          .updateTable('campaigns')
          .set({ name, setup: JSON.stringify(setup) })
          .where('id', '=', id)
          .where('state', '=', 'draft')
        return (yield* ask(query)).changes === 1
      }),
    clearCallees: (id) =>
      write(function* () {
        const draft = queries.selectFrom('campaigns').select('id').where('state', '=', 'draft')
        yield* ask(
          queries
            .deleteFrom('callees')
            .where('campaign_id', '=', id)
            .where('campaign_id', 'in', draft),
        )
      }),
    addCallees: (id, callees) =>
      write(function* () {
        for (let start = 0; start < callees.length; start += chunk) {
          const rows = callees.slice(start, start + chunk).map((callee) => ({
            ...{ campaign_id: id, line: callee.line, number: callee.number },
            ...{ vars: JSON.stringify(callee.vars), zones: callee.zones.join(' ') },
            ...{ state: 'waiting' as const, attempts: 0, due_at: 0 },
          }))
          yield* ask(queries.insertInto('callees').values(rows))
        }
      }),
    startCampaign: (id, program, at) =>
      write(function* () {
        const query = queries
          .updateTable('campaigns')
          .set({
            ...{ state: 'running', started_at: at, note: null },
            ...{ flow_id: program.flowId, flow_name: program.flowName, version: program.version },
            ...{ program: program.hash, labels: program.labels },
          })
          .where('id', '=', id)
          .where('state', '=', 'draft')
        return (yield* ask(query)).changes === 1
      }),
    moveCampaign: (id, from, to, { at, note }) =>
      write(function* () {
        const query = queries
          .updateTable('campaigns')
          .set({ state: to, note, ...(to === 'stopped' ? { ended_at: at } : {}) })
          .where('id', '=', id)
          .where('state', 'in', from)
        return (yield* ask(query)).changes === 1
      }),
    deleteCampaign: (id) =>
      write(function* () {
        const query = queries
          .deleteFrom('campaigns')
          .where('id', '=', id)
          .where('state', 'in', ['draft', 'stopped', 'done'])
        if ((yield* ask(query)).changes === 0) return false
        yield* ask(queries.deleteFrom('campaign_files').where('campaign_id', '=', id))
        yield* ask(queries.deleteFrom('callees').where('campaign_id', '=', id))
        return true
      }),
    countCallees: async (id) => {
      const rows = await queries
        .selectFrom('callees')
        .select((select) => [
          'state',
          'outcome',
          'result',
          select.fn.countAll<number>().as('count'),
        ])
        .where('campaign_id', '=', id)
        .groupBy(['state', 'outcome', 'result'])
        .execute()
      return rows.map((row) => ({ ...row, count: Number(row.count) }))
    },
    nextCallee: async (id) => {
      const row = await queries
        .selectFrom('callees')
        .select((select) => select.fn.min('due_at').as('due'))
        .where('campaign_id', '=', id)
        .where('state', '=', 'waiting')
        .executeTakeFirst()
      return row?.due === null || row?.due === undefined ? null : Number(row.due)
    },
    listCallees: async (id, { outcome, after, limit }) => {
      const rows = await queries
        .selectFrom('callees')
        .selectAll()
        .where('campaign_id', '=', id)
        .where('line', '>', after)
        .$if(outcome === 'waiting' || outcome === 'calling', (query) =>
          query.where(sql<string>`state`, '=', outcome),
        )
        .$if(outcome !== null && outcome !== 'waiting' && outcome !== 'calling', (query) =>
          query.where(sql<string>`outcome`, '=', outcome).where('state', '=', 'done'),
        )
        .orderBy('line')
        .limit(limit)
        .execute()
      return rows.map(toCallee)
    },
    releaseCallee: (callId, from, dueAt) =>
      write(function* () {
        const unused = queries
          .deleteFrom('outbound_calls')
          .where('call_id', '=', callId)
          .where('campaign_id', 'is not', null)
          .where('state', '=', from)
        if ((yield* ask(unused)).changes === 0) return false
        yield* ask(
          queries
            .updateTable('callees')
            .set((set) => ({
              ...{ state: 'waiting' as const, call_id: null },
              ...(dueAt === null ? {} : { due_at: dueAt }),
              attempts: set('attempts', '-', 1),
            }))
            .where('call_id', '=', callId)
            .where('state', '=', 'calling'),
        )
        return true
      }),
    claimCallees: (claim) => write(() => claimCallees(queries, claim)),
    endedCallees: async (limit) => {
      const rows = await queries
        .selectFrom('callees')
        .innerJoin('outbound_calls', 'outbound_calls.call_id', 'callees.call_id')
        .leftJoin('calls', 'calls.id', 'callees.call_id')
        .select([
          ...(['callees.campaign_id', 'callees.line', 'callees.attempts', 'zones'] as const),
          ...(['outbound_calls.call_id', 'outbound_calls.outcome'] as const),
          ...(['outbound_calls.reason', 'outbound_calls.answered_by'] as const),
          ...(['outbound_calls.answered_at', 'outbound_calls.ended_at'] as const),
          'calls.outcome as result',
        ])
        .where('callees.state', '=', 'calling')
        .where('outbound_calls.state', '=', 'ended')
        .limit(limit)
        .execute()
      return rows.map(
        (row): EndedCallee => ({
          campaignId: row.campaign_id,
          line: row.line,
          callId: row.call_id,
          attempts: row.attempts,
          zones: row.zones.split(' '),
          outcome: row.outcome ?? 'unknown',
          result: row.outcome === 'completed' ? row.result : null,
          reason: row.reason,
          answeredBy: row.answered_by,
          wasAnswered: row.answered_at !== null,
          endedAt: Number(row.ended_at),
        }),
      )
    },
    settleCallee: (ended, dueAt) =>
      write(function* () {
        const query = queries
          .updateTable('callees')
          .set({
            ...{ outcome: ended.outcome, result: ended.result, reason: ended.reason },
            answered_by: ended.answeredBy,
            ...(dueAt === null ? { state: 'done' as const } : { state: 'waiting', due_at: dueAt }),
          })
          .where('campaign_id', '=', ended.campaignId)
          .where('line', '=', ended.line)
          .where('call_id', '=', ended.callId)
          .where('state', '=', 'calling')
        return (yield* ask(query)).changes === 1
      }),
    finishCampaigns: (at) =>
      write(function* () {
        const left = sql<boolean>`not exists (select 1 from callees where callees.campaign_id = campaigns.id and callees.state != 'done')`
        const query = queries
          .updateTable('campaigns')
          .set({ state: 'done', ended_at: at })
          .where('state', '=', 'running')
          .where(left)
          .returning('id')
        return (yield* ask(query)).rows.map((row) => String(row['id']))
      }),
  }
}

const toCampaign = (row: Selectable<Tables['campaigns']>): CampaignRecord => ({
  ...{ id: row.id, name: row.name, state: row.state, fileName: row.file_name, note: row.note },
  setup: setupSchema.parse(JSON.parse(row.setup)),
  program:
    row.program === null
      ? null
      : {
          flowId: row.flow_id ?? '',
          flowName: row.flow_name ?? '',
          version: row.version,
          hash: row.program,
          labels: row.labels ?? '',
        },
  createdAt: Number(row.created_at),
  startedAt: row.started_at === null ? null : Number(row.started_at),
  endedAt: row.ended_at === null ? null : Number(row.ended_at),
})

const toCallee = (row: Selectable<Tables['callees']>): StoredCallee => ({
  ...{ line: row.line, number: row.number, state: row.state, attempts: row.attempts },
  ...{ outcome: row.outcome, result: row.result, reason: row.reason, callId: row.call_id },
  answeredBy: row.answered_by,
  calledAt: row.called_at === null ? null : Number(row.called_at),
  dueAt: Number(row.due_at),
  vars: JSON.parse(row.vars),
})
