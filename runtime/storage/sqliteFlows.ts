import { createHash } from 'node:crypto'
import type { Program } from '#shared/compile/program.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { SqliteConnection } from './sqlite.ts'
import type { FlowRecord, FlowStore, NewPublication, VersionRecord } from './store.ts'

/** Flows, versions and numbers. */
export function createFlowStore(connection: SqliteConnection): FlowStore {
  const { queries } = connection
  return {
    ...createFlowWrites(connection),
    listFlows: async () => {
      const rows = await queries
        .selectFrom('flows')
        .select(['document', 'revision', 'updated_at'])
        .where('deleted_at', 'is', null)
        .orderBy('updated_at', 'desc')
        .orderBy('id')
        .execute()
      return rows.map(toFlowRecord)
    },
    findFlow: async (id) => {
      const row = await queries
        .selectFrom('flows')
        .select(['document', 'revision', 'updated_at'])
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst()
      return row ? toFlowRecord(row) : null
    },
    findRevision: async (id) => {
      const row = await queries
        .selectFrom('flows')
        .select('revision')
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst()
      return row ?? null
    },
    listBin: async () => {
      const rows = await queries
        .selectFrom('flows')
        .select(['document', 'deleted_at'])
        .where('deleted_at', 'is not', null)
        .orderBy('deleted_at', 'desc')
        .orderBy('id')
        .execute()
      return rows.map((row) => ({
        flow: JSON.parse(row.document),
        deletedAt: Number(row.deleted_at),
      }))
    },
    loadProgram: async (hash) => {
      const row = await queries
        .selectFrom('programs')
        .select('program')
        .where('hash', '=', hash)
        .executeTakeFirst()
      if (!row) return null
      const program: Program = JSON.parse(row.program)
      return program
    },
    listVersions: async (flowId) => {
      const rows = await queries
        .selectFrom('flow_versions')
        .select(versionColumns)
        .where('flow_id', '=', flowId)
        .orderBy('version', 'desc')
        .execute()
      return rows.map(toVersion)
    },
    findVersion: async (flowId, version) => {
      const row = await queries
        .selectFrom('flow_versions')
        .select([...versionColumns, 'document'])
        .where('flow_id', '=', flowId)
        .where('version', '=', version)
        .executeTakeFirst()
      if (!row) return null
      const flow: Flow = JSON.parse(row.document)
      return { ...toVersion(row), flow }
    },
    countCallsByVersion: async (flowId) => {
      const rows = await queries
        .selectFrom('calls')
        .select((select) => ['version', 'status', select.fn.countAll<number>().as('calls')])
        .where('flow_id', '=', flowId)
        .where('version', 'is not', null)
        .groupBy(['version', 'status'])
        .execute()
      return Array.from(
        Map.groupBy(rows, (row) => Number(row.version)),
        ([version, group]) => ({
          version,
          calls: sumOf(group),
          inProgress: sumOf(group.filter(({ status }) => status === 'active')),
        }),
      )
    },
    listNumbers: async () => {
      const rows = await queries
        .selectFrom('numbers')
        .leftJoin('flows', 'flows.id', 'numbers.flow_id')
        .select(['numbers.number', 'numbers.flow_id', 'numbers.version', 'flows.name'])
        .orderBy('numbers.number')
        .execute()
      return rows.map((row) => ({
        number: row.number,
        flowId: row.flow_id,
        flowName: row.name,
        version: row.version,
      }))
    },
    findPublished: async (number) => {
      const row = await queries
        .selectFrom('numbers')
        .innerJoin('flow_versions', (join) =>
          join
            .onRef('flow_versions.flow_id', '=', 'numbers.flow_id')
            .onRef('flow_versions.version', '=', 'numbers.version'),
        )
        .select([
          'flow_versions.flow_id',
          'flow_versions.flow_name',
          'flow_versions.version',
          'flow_versions.hash',
          'flow_versions.labels',
        ])
        .where('numbers.number', '=', number)
        .executeTakeFirst()
      return row
        ? {
            flowId: row.flow_id,
            flowName: row.flow_name,
            version: row.version,
            hash: row.hash,
            labels: row.labels,
          }
        : null
    },
    countCallsInProgress: async (flowId, hash) => {
      const row = await queries
        .selectFrom('calls')
        .select((select) => select.fn.countAll<number>().as('calls'))
        .where('status', '=', 'active')
        .where('flow_id', '=', flowId)
        .where('version', 'is not', null)
        .where('program', '!=', hash)
        .executeTakeFirstOrThrow()
      return Number(row.calls)
    },
  }
}

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
  | 'seedNumbers'
>

function createFlowWrites({ db, write }: SqliteConnection): Writes {
  const insertFlow = db.prepare(
    'insert into flows (id, name, document, revision, created_at, updated_at) values (?, ?, ?, 1, ?, ?) on conflict do nothing',
  )
  const saveFlow = db.prepare(
    'update flows set name = ?, document = ?, revision = revision + 1, updated_at = ? where id = ? and revision = ? and deleted_at is null',
  )
  const deleteFlow = db.prepare(
    'update flows set deleted_at = ? where id = ? and deleted_at is null',
  )
  const restoreFlow = db.prepare(
    'update flows set deleted_at = null where id = ? and deleted_at is not null',
  )
  const forgetFlow = db.prepare('delete from flows where id = ? and deleted_at is not null')
  const forgetOld = db.prepare('delete from flows where deleted_at < ?')
  const insertProgram = db.prepare(
    'insert into programs (hash, program) values (?, ?) on conflict do nothing',
  )
  const insertLabels = db.prepare(
    'insert into labels (id, labels) values (?, ?) on conflict do nothing',
  )
  const findProgram = db.prepare('select 1 from programs where hash = ?')
  const findLabels = db.prepare('select 1 from labels where id = ?')
  const newest = db.prepare(
    'select flow_id, version, hash, note, created_at, author from flow_versions where flow_id = ? order by version desc limit 1',
  )
  const insertVersion = db.prepare(
    'insert into flow_versions (flow_id, version, hash, labels, flow_name, document, note, created_at, author) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const saveNote = db.prepare('update flow_versions set note = ? where flow_id = ? and version = ?')
  const pointNumber = db.prepare('update numbers set flow_id = ?, version = ? where number = ?')
  const insertPublication = db.prepare(
    'insert into publications (number, flow_id, version, published_at) values (?, ?, ?, ?)',
  )
  const insertNumber = db.prepare('insert into numbers (number) values (?) on conflict do nothing')

  const publish = (publication: NewPublication): VersionRecord => {
    const { flow, program, note, author, at, number } = publication
    const labels = JSON.stringify(publication.labels)
    insertProgram.run(program.hash, JSON.stringify(program))
    insertLabels.run(hashOf(labels), labels)
    const last = newest.get(flow.id)
    const isKnown = last !== undefined && String(last['hash']) === program.hash
    const version: VersionRecord = {
      flowId: flow.id,
      version: Number(last?.['version'] ?? 0) + (isKnown ? 0 : 1),
      hash: program.hash,
      note: isKnown && note === '' ? String(last['note']) : note,
      createdAt: isKnown ? Number(last['created_at']) : at,
      author: isKnown ? authorOf(last['author']) : author,
    }
    if (isKnown) saveNote.run(version.note, flow.id, version.version)
    else {
      insertVersion.run(
        flow.id,
        version.version,
        program.hash,
        hashOf(labels),
        flow.name,
        JSON.stringify(flow),
        note,
        at,
        author,
      )
    }
    pointNumber.run(flow.id, version.version, number)
    insertPublication.run(number, flow.id, version.version, at)
    return version
  }

  return {
    insertFlow: (flow, at) =>
      write(() => insertFlow.run(flow.id, flow.name, JSON.stringify(flow), at, at).changes === 1),
    saveFlow: (flow, revision, at) =>
      write(
        () => saveFlow.run(flow.name, JSON.stringify(flow), at, flow.id, revision).changes === 1,
      ),
    deleteFlow: (id, at) =>
      write(() => {
        deleteFlow.run(at, id)
      }),
    restoreFlow: (id) => write(() => restoreFlow.run(id).changes === 1),
    emptyBin: (which) =>
      write(() => {
        if ('id' in which) forgetFlow.run(which.id)
        else forgetOld.run(which.before)
      }),
    saveProgram: async (program, labels) => {
      const text = JSON.stringify(labels)
      const id = hashOf(text)
      if (findProgram.get(program.hash) && findLabels.get(id)) return id
      await write(() => {
        insertProgram.run(program.hash, JSON.stringify(program))
        insertLabels.run(id, text)
      })
      return id
    },
    saveNote: (flowId, version, note) =>
      write(() => saveNote.run(note, flowId, version).changes === 1),
    publish: (publication) => write(() => publish(publication)),
    seedNumbers: (numbers) =>
      write(() => {
        for (const number of numbers) insertNumber.run(number)
      }),
  }
}

const versionColumns = ['flow_id', 'version', 'hash', 'note', 'created_at', 'author'] as const

const sumOf = (rows: readonly { readonly calls: number }[]): number =>
  rows.reduce((sum, { calls }) => sum + Number(calls), 0)

const authorOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

function toFlowRecord(row: { document: string; revision: number; updated_at: number }): FlowRecord {
  const flow: Flow = JSON.parse(row.document)
  return { flow, revision: row.revision, updatedAt: row.updated_at }
}

const toVersion = (row: {
  flow_id: string
  version: number
  hash: string
  note: string
  created_at: number
  author: string | null
}): VersionRecord => ({
  flowId: row.flow_id,
  version: row.version,
  hash: row.hash,
  note: row.note,
  createdAt: row.created_at,
  author: row.author,
})
