import { flowSchemaVersion } from './flow.ts'

/** Turns a document of one schema version into the next; index 0 takes version 1 to 2. None yet. */
export const migrations: readonly ((
  document: Readonly<Record<string, unknown>>,
) => Record<string, unknown>)[] = []

/** Applies what is missing, so that the document has the newest schema. */
export function migrate(
  document: Readonly<Record<string, unknown>>,
  version: number,
): Readonly<Record<string, unknown>> {
  return migrations
    .slice(version - 1, flowSchemaVersion - 1)
    .reduce<Readonly<Record<string, unknown>>>((older, up) => up(older), document)
}
