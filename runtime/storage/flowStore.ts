import type { Program } from '#shared/compile/program.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { byOne, type Database } from './database.ts'
import { createFlowWrites } from './flowWrites.ts'
import type { FlowRecord, FlowStore, VersionRecord } from './store.ts'

/** Flows and versions; the same on every SQL engine. */
export function createFlowStore(database: Database): FlowStore {
  const { queries } = database
  const findAnswering = byOne(queries, (number) =>
    queries
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
        'numbers.enabled',
        'numbers.most_calls',
      ])
      .where('numbers.number', '=', number),
  )
  return {
    ...createFlowWrites(database),
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
    findPublished: async (number) => {
      const row = await findAnswering(number)
      return row
        ? {
            flowId: row.flow_id,
            flowName: row.flow_name,
            version: row.version,
            hash: row.hash,
            labels: row.labels,
            enabled: row.enabled === 1,
            mostCalls: row.most_calls,
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

const versionColumns = ['flow_id', 'version', 'hash', 'note', 'created_at', 'author'] as const

const sumOf = (rows: readonly { readonly calls: number }[]): number =>
  rows.reduce((sum, { calls }) => sum + Number(calls), 0)

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
