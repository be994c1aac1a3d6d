import { ask, type Database } from './database.ts'
import type { AuditStore } from './planTypes.ts'

/** What people did; the same on every SQL engine. */
export function createAuditStore({ queries, write }: Database): AuditStore {
  return {
    appendAudit: ({ detail, ...entry }) =>
      write(function* () {
        const row = { ...entry, detail: JSON.stringify(detail) }
        yield* ask(queries.insertInto('audit').values(row))
      }),
    listAudit: async ({ before, limit }) => {
      let query = queries
        .selectFrom('audit')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
      const [at, id] = before?.split('_', 2) ?? []
      if (at !== undefined && id !== undefined) {
        query = query.where(({ eb, or, and }) =>
          or([eb('at', '<', Number(at)), and([eb('at', '=', Number(at)), eb('id', '<', id)])]),
        )
      }
      const rows = await query.execute()
      const entries = rows
        .slice(0, limit)
        .map((row) => ({ ...row, at: Number(row.at), detail: JSON.parse(row.detail) }))
      const last = entries.at(-1)
      return { entries, next: rows.length > limit && last ? `${last.at}_${last.id}` : null }
    },
  }
}
