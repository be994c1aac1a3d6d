import { type Kysely, sql } from 'kysely'
import type { CallRow } from '#shared/api/api.ts'
import type { NewRow, TurnCommit } from './store.ts'

/** Most rows a call keeps: what comes later happens all the same. */
export const maxRows = 50_000

/**
 * How many numbers a commit takes: one for each of its rows. They stand in one record, under the number of the last,
 * together with the answer: a record for each of them was most of what a turn wrote.
 */
export const numbersOf = (
  rows: readonly NewRow[],
  answer: TurnCommit['answer'] | undefined,
): number => (answer ? Math.max(1, rows.length) : rows.length)

/** The rows with their numbers, of which `lastSeq` is the last; none when the call keeps no more. */
export function numberRows(lastSeq: number, rows: readonly NewRow[]): CallRow[] {
  const before = lastSeq - rows.length
  if (before >= maxRows) return []
  return rows.map(({ at, type, data }, index) => ({ seq: before + index + 1, at, type, data }))
}

/** What a record keeps of rows whose last has this number. */
export const toRecord = (lastSeq: number, rows: readonly NewRow[]): string =>
  lastSeq - rows.length >= maxRows ? '[]' : JSON.stringify(rows)

/** A record of rows, as the store gives it back. */
interface EventsRecord {
  readonly seq: number
  readonly rows: string
}

/** What this store wrote itself. */
export const fromRecord = (rows: string): readonly NewRow[] => JSON.parse(rows)

/** The rows of records in their order, after a number and at most so many. */
export function readRecords(
  records: Iterable<EventsRecord>,
  afterSeq: number,
  limit: number,
): CallRow[] {
  const found: CallRow[] = []
  for (const { seq, rows } of records) {
    for (const row of numberRows(seq, fromRecord(rows))) {
      if (row.seq <= afterSeq) continue
      if (found.length >= limit) return found
      found.push(row)
    }
    if (found.length >= limit) break
  }
  return found
}

/**
 * The answer that was given to a turn of the session `s`. Turns are numbered in order: one that is newer than the newest
 * answer has none, which is found out without looking at the others.
 */
export const answerSql = (turn: string): string => {
  const newest =
    'select e.turn from events e where e.call_id = s.call_id and e.turn is not null order by e.seq desc limit 1'
  const answer = `select e.document from events e where e.call_id = s.call_id and e.turn = ${turn}`
  return `case when ${turn} <= (${newest}) then (${answer} order by e.seq desc limit 1) end`
}

/** Rows that one record holds when those of an earlier version are put together. */
const joined = 1_000
/** Answers of earlier versions stand before all rows, in the order of their turns. */
const beforeRows = 1_000_000_000

/** Puts a record for each row, and one for each answer, together into one for each turn. */
export async function joinEvents(db: Kysely<unknown>, engine: 'sqlite' | 'postgres') {
  const { schema } = db
  await schema.alterTable('events').renameTo('single_events').execute()
  await schema
    .createTable('events')
    .addColumn('call_id', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('turn', 'integer')
    .addColumn('document', 'text')
    .addColumn('rows', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('events_of_call', ['call_id', 'seq'])
    .execute()
  const type = engine === 'postgres' ? sql`to_json(type)::text` : sql`json_quote(type)`
  await sql`insert into events (call_id, seq, rows)
    select call_id, max(seq),
      '[' || string_agg('{"at":' || at || ',"type":' || ${type} || ',"data":' || data || '}', ',' order by seq) || ']'
    from single_events group by call_id, (seq - 1) / ${sql.lit(joined)}`.execute(db)
  await sql`insert into events (call_id, seq, turn, document, rows)
    select call_id, turn - ${sql.lit(beforeRows)}, turn, document, '[]' from turns`.execute(db)
  await schema.dropTable('single_events').execute()
  await schema.dropTable('turns').execute()
}
