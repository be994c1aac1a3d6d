import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { ask, type Change, type Database } from './database.ts'
import { point } from './planStore.ts'
import type { Tables } from './schema.ts'
import type { FlowStore, NewPublication, VersionRecord } from './store.ts'

type Writes = Pick<
  FlowStore,
  | 'insertFlow'
  | 'saveFlow'
  | 'deleteFlow'
  | 'restoreFlow'
  | 'emptyBin'
  | 'saveProgram'
  | 'saveNote'
  | 'publish'
>

/** Changes of flows and versions; the same on every SQL engine. */
export function createFlowWrites({ queries, write }: Database): Writes {
  return {
    ...createBinWrites({ queries, write }),
    insertFlow: (flow, at) => {
      const values = {
        ...{ id: flow.id, name: flow.name, document: JSON.stringify(flow), revision: 1 },
        ...{ created_at: at, updated_at: at },
      }
      return write(function* () {
        const query = queries.insertInto('flows').values(values)
        return isOne(yield* ask(query.onConflict((conflict) => conflict.doNothing())))
      })
    },
    saveFlow: (flow, revision, at) =>
      write(function* () {
        const query = queries
          .updateTable('flows')
          .set((to) => ({
            name: flow.name,
            document: JSON.stringify(flow),
            revision: to('revision', '+', 1),
            updated_at: at,
          }))
          .where('id', '=', flow.id)
          .where('revision', '=', revision)
          .where('deleted_at', 'is', null)
        return isOne(yield* ask(query))
      }),
    saveProgram: async (program, labels) => {
      const text = JSON.stringify(labels)
      const id = hashOf(text)
      const known = await queries
        .selectFrom('programs')
        .innerJoin('labels', (join) => join.on('labels.id', '=', id))
        .select('labels.id')
        .where('hash', '=', program.hash)
        .executeTakeFirst()
      if (known) return id
      await write(() => keepProgram(queries, program.hash, JSON.stringify(program), text))
      return id
    },
    saveNote: (flowId, version, note) =>
      write(function* () {
        return isOne(yield* setNote(queries, flowId, version, note))
      }),
    publish: (publication) => write(() => publish(queries, publication)),
  }
}

function createBinWrites({
  queries,
  write,
}: Database): Pick<FlowStore, 'deleteFlow' | 'restoreFlow' | 'emptyBin'> {
  return {
    deleteFlow: (id, at) =>
      write(function* () {
        const query = queries.updateTable('flows').set({ deleted_at: at }).where('id', '=', id)
        yield* ask(query.where('deleted_at', 'is', null))
      }),
    restoreFlow: (id) =>
      write(function* () {
        const query = queries.updateTable('flows').set({ deleted_at: null }).where('id', '=', id)
        return isOne(yield* ask(query.where('deleted_at', 'is not', null)))
      }),
    emptyBin: (which) =>
      write(function* () {
        const query = queries.deleteFrom('flows').where('deleted_at', 'is not', null)
        yield* ask(
          'id' in which
            ? query.where('id', '=', which.id)
            : query.where('deleted_at', '<', which.before),
        )
      }),
  }
}

function* keepProgram(
  queries: Kysely<Tables>,
  hash: string,
  program: string,
  labels: string,
): Change<void> {
  yield* ask(
    queries
      .insertInto('programs')
      .values({ hash, program })
      .onConflict((conflict) => conflict.doNothing()),
  )
  yield* ask(
    queries
      .insertInto('labels')
      .values({ id: hashOf(labels), labels })
      .onConflict((conflict) => conflict.doNothing()),
  )
}

const setNote = (queries: Kysely<Tables>, flowId: string, version: number, note: string) =>
  ask(
    queries
      .updateTable('flow_versions')
      .set({ note })
      .where('flow_id', '=', flowId)
      .where('version', '=', version),
  )

/** Two who publish one flow at once: the second one's version is taken, and its change runs again. */
function* publish(queries: Kysely<Tables>, publication: NewPublication): Change<VersionRecord> {
  const { flow, program, note, author, at, number } = publication
  const labels = JSON.stringify(publication.labels)
  yield* keepProgram(queries, program.hash, JSON.stringify(program), labels)
  const newest = queries
    .selectFrom('flow_versions')
    .select(['version', 'hash', 'note', 'created_at', 'author'])
    .where('flow_id', '=', flow.id)
    .orderBy('version', 'desc')
    .limit(1)
  const [last] = (yield* ask(newest)).rows
  const isKnown = last !== undefined && String(last['hash']) === program.hash
  const version: VersionRecord = {
    flowId: flow.id,
    version: Number(last?.['version'] ?? 0) + (isKnown ? 0 : 1),
    hash: program.hash,
    note: isKnown && note === '' ? String(last['note']) : note,
    createdAt: isKnown ? Number(last['created_at']) : at,
    author: isKnown ? authorOf(last['author']) : author,
  }
  if (isKnown) yield* setNote(queries, flow.id, version.version, version.note)
  else {
    yield* ask(
      queries.insertInto('flow_versions').values({
        ...{ flow_id: flow.id, version: version.version, hash: program.hash, note, author },
        ...{ labels: hashOf(labels), flow_name: flow.name, document: JSON.stringify(flow) },
        created_at: at,
      }),
    )
  }
  yield* point(queries, {
    ...{ number, flowId: flow.id, version: version.version, at },
    ...{ mode: publication.mode ?? { type: 'now' }, expects: publication.expects },
  })
  return version
}

const isOne = ({ changes }: { readonly changes: number }): boolean => changes === 1

const authorOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
