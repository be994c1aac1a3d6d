import { type Choices, choicesSchema, type ProviderInput } from '#shared/api/providers.ts'
import { ask, type Database } from './database.ts'

/** A server of models that a person entered, as it is kept. */
export interface ProviderRecord {
  readonly id: string
  readonly settings: Omit<ProviderInput, 'key'>
  /** By the vault; null: no key. */
  readonly sealedKey: string | null
  readonly createdAt: number
}

/** Servers of models, and which one does what. */
export interface ProviderStore {
  /** In the order in which they were made. */
  listProviders(): Promise<readonly ProviderRecord[]>
  /** Inserts, or replaces all but the time it was made. */
  saveProvider(record: ProviderRecord): Promise<void>
  /** False when there is none. */
  deleteProvider(id: string): Promise<boolean>
  readChoices(): Promise<Choices>
  saveChoices(choices: Choices): Promise<void>
}

const names = ['model', 'fallback', 'speech', 'transcription', 'embeddings'] as const

/** Providers on any SQL engine. */
export function createProviderStore({ queries, write }: Database): ProviderStore {
  return {
    listProviders: async () => {
      const rows = await queries
        .selectFrom('providers')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        // What this store wrote itself.
        settings: JSON.parse(row.settings),
        sealedKey: row.sealed_key,
        createdAt: Number(row.created_at),
      }))
    },
    saveProvider: ({ id, settings, sealedKey, createdAt }) =>
      write(function* () {
        const changes = { settings: JSON.stringify(settings), sealed_key: sealedKey }
        const insert = queries
          .insertInto('providers')
          .values({ id, ...changes, created_at: createdAt })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
        yield* ask(insert)
      }),
    deleteProvider: (id) =>
      write(function* () {
        return (yield* ask(queries.deleteFrom('providers').where('id', '=', id))).changes === 1
      }),
    readChoices: async () => {
      const rows = await queries.selectFrom('provider_choices').selectAll().execute()
      const kept = Object.fromEntries(rows.map(({ name, value }) => [name, value]))
      return choicesSchema.parse(
        Object.fromEntries(names.map((name) => [name, kept[name] ?? ''] as const)),
      )
    },
    saveChoices: (choices) =>
      write(function* () {
        for (const name of names) {
          const value = choices[name]
          const insert = queries
            .insertInto('provider_choices')
            .values({ name, value })
            .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
          yield* ask(insert)
        }
      }),
  }
}
