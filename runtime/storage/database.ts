import type { CompiledQuery, Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** What an engine shares with the queries that no turn waits for. */
export interface Database {
  readonly queries: Kysely<Tables>
  /** Runs a change in one transaction and resolves when it is on the disk. It may run several times. */
  write<Value>(change: () => Change<Value>): Promise<Value>
}

/**
 * A change as a generator: it yields queries and goes on with their answers. SQLite runs it without a pause, Postgres
 * awaits each query on a connection of its own; the change itself is written once.
 */
export type Change<Value> = Generator<CompiledQuery, Value, Answer>

export interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** Rows inserted, updated or deleted. */
  readonly changes: number
}

/**
 * A query by one value that is put together once: every call that comes in asks it, and putting it together takes longer
 * than its answer.
 */
export function byOne<Row>(
  queries: Kysely<Tables>,
  query: (value: string) => { compile(): CompiledQuery<Row> },
): (value: string) => Promise<Row | null> {
  let compiled: CompiledQuery<Row> | null = null
  return async (value) => {
    compiled ??= query('').compile()
    const { rows } = await queries.executeQuery<Row>({ ...compiled, parameters: [value] })
    return rows[0] ?? null
  }
}

/** One query of a change. */
export function* ask(query: { compile(): CompiledQuery }): Change<Answer> {
  return yield query.compile()
}

/** Runs a change whose queries are answered at once. */
export function runNow<Value>(
  change: Change<Value>,
  answer: (query: CompiledQuery) => Answer,
): Value {
  let step = change.next()
  while (!step.done) step = change.next(answer(step.value))
  return step.value
}

/** Runs a change whose queries are waited for. */
export async function runSoon<Value>(
  change: Change<Value>,
  answer: (query: CompiledQuery) => Promise<Answer>,
): Promise<Value> {
  let step = change.next()
  while (!step.done) step = change.next(await answer(step.value))
  return step.value
}
