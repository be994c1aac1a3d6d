import type { TextKind } from './liquid.ts'

/** The new name of a dotted path, or null to leave it. */
export type RenamePath = (path: string) => string | null

/** A string literal, or a dotted path that begins at a word. */
const token = /"[^"]*"|'[^']*'|(?<![\w.\]])[A-Za-z_][\w-]*(?:\.[\w-]+)+/g

/** Renames the values that a text reads; everything else, string literals too, stays as it is. Linear. */
export function renamePaths(source: string, kind: TextKind, rename: RenamePath): string {
  if (kind === 'condition') return renameIn(source, rename)
  if (!source.includes('{')) return source
  return source.replace(/\{\{(?:[^{}]|\}(?!\})|\{(?!\{))*\}\}|\{%.*?%\}/gs, (hole) =>
    renameIn(hole, rename),
  )
}

const renameIn = (code: string, rename: RenamePath): string =>
  code.replace(token, (found) => (/^["']/.test(found) ? found : (rename(found) ?? found)))
