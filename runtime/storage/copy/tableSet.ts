/** One row, its values in the order of the table's columns. */
export type Values = readonly unknown[]

export interface Table {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** All tables of a store, as a whole: for copies, which neither know nor care what they mean. */
export interface TableSet {
  readonly tables: readonly Table[]
  /** Rows of every table, by its name. */
  count(): Promise<TableCounts>
  /** The rows of a table in portions, as they were when `read` was first called for any table. */
  read(table: Table): AsyncIterable<readonly Values[]>
  /** Empties every table and takes what `fill` inserts: all or nothing. */
  replace(fill: (insert: Insert) => Promise<void>): Promise<void>
  close(): Promise<void>
}

export type Insert = (table: Table, rows: readonly Values[]) => Promise<void>
export type TableCounts = Readonly<Record<string, number>>

/** Rows that are moved at once. */
export const portion = 1_000

/** Signs of life of processes, places that they hold, and the migrator's own tables are of one store only. */
export const isCopied = (table: string): boolean =>
  !/^(processes|places|place_scopes|kysely_.*|sqlite_.*)$/.test(table)
