import type { Table, TableCounts, TableSet } from './tableSet.ts'

/** Two stores that do not hold the same after a copy, or cannot. */
export class CopyFailed extends Error {}

/** Whether a store holds anything at all. */
export const isEmpty = (counts: TableCounts): boolean =>
  Object.values(counts).every((rows) => rows === 0)

/**
 * Replaces everything in `target` by what `source` holds, in one transaction. What is there is counted before the
 * commit: a copy that lacks a row is no copy.
 */
export async function copyTables(source: TableSet, target: TableSet): Promise<TableCounts> {
  const copied: Record<string, number> = {}
  await target.replace(async (insert) => {
    for (const table of source.tables) {
      const into = matching(table, target)
      copied[table.name] = 0
      for await (const rows of source.read(into)) {
        await insert(into, rows)
        copied[table.name] = (copied[table.name] ?? 0) + rows.length
      }
    }
    const [wanted, found] = [await source.count(), await target.count()]
    for (const { name } of source.tables) {
      if (wanted[name] === found[name]) continue
      throw new CopyFailed(
        `${name} has ${wanted[name]} rows and ${found[name]} of them were copied: nothing was changed. Stop what writes to either store and copy again.`,
      )
    }
  })
  return copied
}

/** The same table of the other store, with its types. */
function matching(table: Table, { tables }: TableSet): Table {
  const found = tables.find(({ name }) => name === table.name)
  const columns = found?.columns.filter(({ name }) =>
    table.columns.some((column) => column.name === name),
  )
  if (!found || columns?.length !== table.columns.length) {
    throw new CopyFailed(
      `The table ${table.name} is not the same in both stores: they are of different versions.`,
    )
  }
  return { name: table.name, columns: columns ?? [] }
}
