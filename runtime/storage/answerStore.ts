import type { Kysely } from 'kysely'
import { ask, type Database } from './database.ts'

/** What was answered to a request that carried a key of its sender. */
export interface KeptAnswer {
  readonly bodyHash: string
  /** Null: it is being worked on, or nobody knows what became of it. */
  readonly answer: {
    readonly status: number
    readonly contentType: string
    readonly body: string
  } | null
}

/** Answers to requests under the keys of their senders. */
export interface AnswerStore {
  /** Null: the key is new and is this request's now. */
  claimKey(key: string, bodyHash: string, at: number): Promise<KeptAnswer | null>
  keepAnswer(key: string, answer: NonNullable<KeptAnswer['answer']>): Promise<void>
  /** Nothing was done: the same request may be sent again. */
  releaseKey(key: string): Promise<void>
  /** Forgets what is older than a time. */
  forgetKeys(before: number): Promise<void>
}

export async function createKeptAnswers({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('kept_answers')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('body_hash', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('content_type', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('body', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await schema.createIndex('kept_answers_age').on('kept_answers').column('at').execute()
}

/** Kept answers; the same on every SQL engine. */
export function createAnswerStore({ queries, write }: Database): AnswerStore {
  return {
    claimKey: (key, bodyHash, at) =>
      write(function* () {
        const row = { key, body_hash: bodyHash, at, status: null, content_type: '', body: '' }
        const insert = queries.insertInto('kept_answers').values(row)
        const { changes } = yield* ask(insert.onConflict((conflict) => conflict.doNothing()))
        if (changes === 1) return null
        const read = queries.selectFrom('kept_answers').selectAll().where('key', '=', key)
        const [kept] = (yield* ask(read)).rows
        const status = kept?.['status']
        return {
          bodyHash: String(kept?.['body_hash']),
          answer:
            typeof status === 'number'
              ? {
                  status,
                  contentType: String(kept?.['content_type']),
                  body: String(kept?.['body']),
                }
              : null,
        }
      }),
    keepAnswer: (key, { status, contentType, body }) =>
      write(function* () {
        const values = { status, content_type: contentType, body }
        yield* ask(queries.updateTable('kept_answers').set(values).where('key', '=', key))
      }),
    releaseKey: (key) =>
      write(function* () {
        yield* ask(queries.deleteFrom('kept_answers').where('key', '=', key))
      }),
    forgetKeys: (before) =>
      write(function* () {
        yield* ask(queries.deleteFrom('kept_answers').where('at', '<', before))
      }),
  }
}
