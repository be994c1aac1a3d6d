import { sql } from 'kysely'
import { ask, type Database } from './database.ts'

export interface DocumentInfo {
  /** sha256 of the text, in hex. */
  readonly hash: string
  /** Of the file as it was uploaded. */
  readonly name: string
  /** `txt`, `pdf`, … */
  readonly kind: string
  readonly bytes: number
  readonly createdAt: number
}
export interface StoredDocument extends DocumentInfo {
  readonly text: string
}

export interface DocumentUser {
  readonly id: string
  readonly name: string
}

export interface DocumentStore {
  /** Newest first, without their texts. */
  listDocuments(): Promise<readonly DocumentInfo[]>
  /** Flows whose draft or any version names a document, by its hash. */
  documentUsers(): Promise<ReadonlyMap<string, readonly DocumentUser[]>>
  findDocument(hash: string): Promise<StoredDocument | null>
  /** Keeps a text once; the name it had first stays. */
  saveDocument(document: StoredDocument): Promise<void>
  /** With its vectors; false when there is none. */
  deleteDocument(hash: string): Promise<boolean>
  /** Vectors of a document by one model, as they were saved. */
  findVectors(hash: string, model: string): Promise<readonly string[] | null>
  saveVectors(hash: string, model: string, vectors: readonly string[]): Promise<void>
}

/** Documents of agents; the same on every SQL engine. */
export function createDocumentStore({ queries, write }: Database): DocumentStore {
  const columns = ['hash', 'name', 'kind', 'bytes', 'created_at'] as const
  return {
    listDocuments: async () => {
      const rows = await queries
        .selectFrom('documents')
        .select(columns)
        .orderBy('created_at', 'desc')
        .orderBy('hash')
        .execute()
      return rows.map(toInfo)
    },
    documentUsers: async () => {
      // A hash is 64 hex digits: nothing else looks like it.
      const users = await sql<{ hash: string; id: string; name: string }>`
        select d.hash as hash, f.id as id, f.name as name from documents d
          join flows f on f.document like '%' || d.hash || '%' where f.deleted_at is null
        union
        select d.hash, v.flow_id, v.flow_name from documents d
          join flow_versions v on v.document like '%' || d.hash || '%'`.execute(queries)
      const byHash = new Map<string, DocumentUser[]>()
      for (const { hash, id, name } of users.rows) {
        const known = byHash.get(hash) ?? []
        if (known.every((user) => user.id !== id)) byHash.set(hash, [...known, { id, name }])
      }
      return byHash
    },
    findDocument: async (hash) => {
      const row = await queries
        .selectFrom('documents')
        .select([...columns, 'text'])
        .where('hash', '=', hash)
        .executeTakeFirst()
      return row ? { ...toInfo(row), text: row.text } : null
    },
    saveDocument: ({ createdAt, ...document }) =>
      write(function* () {
        yield* ask(
          queries
            .insertInto('documents')
            .values({ ...document, created_at: createdAt })
            .onConflict((conflict) => conflict.column('hash').doNothing()),
        )
      }),
    deleteDocument: (hash) =>
      write(function* () {
        yield* ask(queries.deleteFrom('document_vectors').where('hash', '=', hash))
        return (yield* ask(queries.deleteFrom('documents').where('hash', '=', hash))).changes === 1
      }),
    findVectors: async (hash, model) => {
      const row = await queries
        .selectFrom('document_vectors')
        .select('vectors')
        .where('hash', '=', hash)
        .where('model', '=', model)
        .executeTakeFirst()
      // What this store wrote itself.
      return row ? JSON.parse(row.vectors) : null
    },
    saveVectors: (hash, model, vectors) =>
      write(function* () {
        const values = { hash, model, vectors: JSON.stringify(vectors) }
        yield* ask(
          queries
            .insertInto('document_vectors')
            .values(values)
            .onConflict((conflict) =>
              conflict.columns(['hash', 'model']).doUpdateSet({ vectors: values.vectors }),
            ),
        )
      }),
  }
}

const toInfo = (row: {
  hash: string
  name: string
  kind: string
  bytes: number
  created_at: number
}): DocumentInfo => ({
  hash: row.hash,
  name: row.name,
  kind: row.kind,
  bytes: Number(row.bytes),
  createdAt: Number(row.created_at),
})
