import { maxRows, numbersOf } from './eventRows.ts'
import { toOutboxRow } from './outboxStore.ts'
import { rowsChannel } from './postgresListener.ts'
import type { NewRow, TurnCommit } from './store.ts'

/** Rows of a call, with the commit that brings them or alone. */
export interface CommitItem {
  readonly callId: string
  readonly rows: readonly NewRow[]
  readonly commit: TurnCommit | null
}

/** Bytes of the longest signal: Postgres refuses 8,000. */
const longestSignal = 7_500

/** Which calls have new rows, for the other processes. Too many to name: any may have. */
export function toSignal(process: string, calls: readonly string[]): string {
  const named = JSON.stringify({ process, calls })
  return Buffer.byteLength(named) <= longestSignal
    ? named
    : JSON.stringify({ process, calls: null })
}

/**
 * Everything that a batch of turns changes, in one statement and so one round trip and one fsync. A call stands in a
 * batch once at most. What comes back are the calls whose version was right, with the number of their newest row.
 *
 * The row of the session is locked until the commit, and the rows' numbers come from it: two processes cannot give one
 * number twice, and the smaller number is always committed first.
 */
export const commitSql = `
with input as (
  select * from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::int[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[], $11::bigint[])
    as t(call_id, version, state, pending, row_count, turn, document, rows, status, outcome, ended_at)
), started as (
  insert into calls (id, carrier, sid, flow_id, flow_name, version, program, labels, channel, "from", "to", started_at, status, outcome, ended_at, closed)
  select n.*, coalesce(i.status, 'active'), i.outcome, i.ended_at, 0
  from unnest($12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::int[], $18::text[], $19::text[], $20::text[], $21::text[], $22::text[], $23::bigint[])
    as n(id, carrier, sid, flow_id, flow_name, version, program, labels, channel, "from", "to", started_at)
  join input i on i.call_id = n.id
  on conflict do nothing
  returning id
), made as (
  insert into sessions (call_id, version, state, pending, last_seq, owner)
  select i.call_id, 1, i.state, i.pending, i.row_count, $32 from input i join started on started.id = i.call_id
  returning call_id, last_seq
), moved as (
  update sessions s set
    version = s.version + case when i.version is null then 0 else 1 end,
    state = coalesce(i.state, s.state), pending = coalesce(i.pending, s.pending),
    last_seq = s.last_seq + i.row_count, owner = case when i.version is null then s.owner else $32 end
  from input i
  where s.call_id = i.call_id and i.version is distinct from 0 and (i.version is null or s.version = i.version)
  returning s.call_id, s.last_seq
), done as (
  select d.call_id, d.last_seq, d.last_seq - i.row_count as first_seq
  from (select * from made union all select * from moved) d join input i on i.call_id = d.call_id
), ended as (
  update calls c set status = i.status, outcome = i.outcome, ended_at = i.ended_at
  from input i join done d on d.call_id = i.call_id
  where i.status is not null and i.version > 0 and c.id = i.call_id and c.status = 'active'
), numbered as (
  insert into events (call_id, seq, turn, document, rows)
  select i.call_id, d.last_seq, i.turn, i.document, case when d.first_seq < ${maxRows} then i.rows else '[]' end
  from input i join done d on d.call_id = i.call_id where i.row_count > 0
), sent as (
  insert into outbox (id, call_id, node, host, request, timeout, created_at, due_at)
  select o.* from unnest($24::text[], $25::text[], $26::text[], $27::text[], $28::text[], $29::int[], $30::bigint[], $31::bigint[])
    as o(id, call_id, node, host, request, timeout, created_at, due_at)
  join done d on d.call_id = o.call_id
  on conflict do nothing
)
select d.call_id, d.last_seq, (select pg_notify('${rowsChannel}', $33)) from done d`

/** The parameters of `commitSql`. */
export function toParameters(items: readonly CommitItem[], owner: string): readonly unknown[] {
  const commits = items.map(({ commit }) => commit)
  const fresh = commits.flatMap((commit) =>
    commit?.start ? [{ ...commit, start: commit.start }] : [],
  )
  const webhooks = commits.flatMap((commit) =>
    (commit?.outbox ?? []).map((webhook) => toOutboxRow(commit?.callId ?? '', webhook)),
  )
  return [
    items.map(({ callId }) => callId),
    commits.map((commit) => (commit === null ? null : commit.start ? 0 : commit.version)),
    commits.map((commit) => commit && JSON.stringify(commit.session)),
    commits.map((commit) => commit && JSON.stringify(commit.pending)),
    items.map(({ rows, commit }) => numbersOf(rows, commit?.answer)),
    commits.map((commit) => commit?.answer?.turn ?? null),
    commits.map((commit) => commit?.answer?.document ?? null),
    items.map(({ rows }) => JSON.stringify(rows)),
    commits.map((commit) => commit?.outcome?.status ?? null),
    commits.map((commit) => (commit?.outcome ? commit.session.outcome : null)),
    commits.map((commit) => commit?.outcome?.at ?? null),
    fresh.map(({ callId }) => callId),
    fresh.map(({ start }) => start.carrier),
    fresh.map(({ start }) => start.sid),
    fresh.map(({ start }) => start.flowId),
    fresh.map(({ start }) => start.flowName),
    fresh.map(({ start }) => start.version),
    fresh.map(({ session }) => session.program),
    fresh.map(({ start }) => start.labels),
    fresh.map(({ start }) => start.channel),
    fresh.map(({ session }) => session.call.from),
    fresh.map(({ session }) => session.call.to),
    fresh.map(({ start }) => start.startedAt),
    webhooks.map(({ id }) => id),
    webhooks.map(({ call_id }) => call_id),
    webhooks.map(({ node }) => node),
    webhooks.map(({ host }) => host),
    webhooks.map(({ request }) => request),
    webhooks.map(({ timeout }) => timeout),
    webhooks.map(({ created_at }) => created_at),
    webhooks.map(({ due_at }) => due_at),
    owner,
    toSignal(
      owner,
      items.map(({ callId }) => callId),
    ),
  ]
}
