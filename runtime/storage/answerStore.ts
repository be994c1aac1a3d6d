import { randomUUID } from 'node:crypto'
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
  /** The call that was made for it, in the transaction that kept that call; null: none. */
  readonly made: string | null
  /** Names the request that works on it; null: of an earlier version, which told nothing about itself. */
  readonly claim: string | null
  /** The process that request came to: this one, one that lives, or one that is gone. */
  readonly holder: 'here' | 'elsewhere' | 'nobody'
}

/** A request that works under a key: whoever takes the key over ends its right to make anything. */
export interface Claim {
  readonly key: string
  readonly claim: string
}

/** Answers to requests under the keys of their senders. */
export interface AnswerStore {
  /** A claim: the key is new and is this request's now. */
  claimKey(key: string, bodyHash: string, at: number): Promise<Claim | KeptAnswer>
  /** Goes on in place of a request that has made nothing; null: it has, or somebody was quicker. */
  takeOverKey(claim: Claim): Promise<Claim | null>
  keepAnswer(claim: Claim, answer: NonNullable<KeptAnswer['answer']>): Promise<void>
  /** The same request may be sent again; nothing happens where something was made. */
  releaseKey(claim: Claim): Promise<void>
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

/** Who asked for an answer that is not there, and what was made of it. */
export async function addClaims({ schema }: Kysely<unknown>): Promise<void> {
  const text = ['claim', 'owner'] as const
  for (const name of text) {
    await schema
      .alterTable('kept_answers')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(''))
      .execute()
  }
  await schema.alterTable('kept_answers').addColumn('made', 'text').execute()
}

/** This process, and whether another one lives that shares the store. */
export interface Self {
  readonly id: string
  isLiving(other: string): Promise<boolean>
}

/** Kept answers; the same on every SQL engine. */
export function createAnswerStore({ queries, write }: Database, self: Self): AnswerStore {
  const mine = ({ key, claim }: Claim) => ({
    update: () =>
      queries.updateTable('kept_answers').where('key', '=', key).where('claim', '=', claim),
    remove: () =>
      queries.deleteFrom('kept_answers').where('key', '=', key).where('claim', '=', claim),
  })
  const holderOf = async (owner: string): Promise<KeptAnswer['holder']> => {
    if (owner === self.id) return 'here'
    return (await self.isLiving(owner)) ? 'elsewhere' : 'nobody'
  }
  return {
    claimKey: async (key, bodyHash, at) => {
      const claim = randomUUID()
      const kept = await write(function* () {
        const row = { key, body_hash: bodyHash, at, status: null, content_type: '', body: '' }
        const insert = queries
          .insertInto('kept_answers')
          .values({ ...row, claim, owner: self.id, made: null })
        const { changes } = yield* ask(insert.onConflict((conflict) => conflict.doNothing()))
        if (changes === 1) return null
        const read = queries.selectFrom('kept_answers').selectAll().where('key', '=', key)
        return (yield* ask(read)).rows[0] ?? null
      })
      if (!kept) return { key, claim }
      const status = kept['status']
      const told = String(kept['claim'])
      return {
        bodyHash: String(kept['body_hash']),
        answer:
          typeof status === 'number'
            ? { status, contentType: String(kept['content_type']), body: String(kept['body']) }
            : null,
        made: kept['made'] === null ? null : String(kept['made']),
        claim: told === '' ? null : told,
        holder: await holderOf(String(kept['owner'])),
      }
    },
    takeOverKey: (claim) =>
      write(function* () {
        const next = randomUUID()
        const query = mine(claim)
          .update()
          .where('status', 'is', null)
          .where('made', 'is', null)
          .set({ claim: next, owner: self.id })
        return (yield* ask(query)).changes === 1 ? { key: claim.key, claim: next } : null
      }),
    keepAnswer: (claim, { status, contentType, body }) =>
      write(function* () {
        yield* ask(mine(claim).update().set({ status, content_type: contentType, body }))
      }),
    releaseKey: (claim) =>
      write(function* () {
        yield* ask(mine(claim).remove().where('made', 'is', null))
      }),
    forgetKeys: (before) =>
      write(function* () {
        yield* ask(queries.deleteFrom('kept_answers').where('at', '<', before))
      }),
  }
}
