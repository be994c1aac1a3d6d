import { type Diagnostic, isError } from '#shared/diagnostic.ts'
import type { EditorState } from './editorStore.ts'

const byNode = new WeakMap<readonly Diagnostic[], ReadonlyMap<string, readonly Diagnostic[]>>()
const none: readonly Diagnostic[] = []

/** Problems of one node, worst first. */
export function problemsOf(diagnostics: readonly Diagnostic[], id: string): readonly Diagnostic[] {
  let index = byNode.get(diagnostics)
  if (!index) {
    const made = new Map<string, Diagnostic[]>()
    for (const one of diagnostics) {
      if (one.nodeId === undefined) continue
      const list = made.get(one.nodeId)
      if (list) list.push(one)
      else made.set(one.nodeId, [one])
    }
    index = made
    byNode.set(diagnostics, index)
  }
  return index.get(id) ?? none
}

/** How many problems a node has and whether one of them stops publishing, as one comparable word: `2 error`. */
export const badgeOf = (state: EditorState, id: string): string => {
  const problems = problemsOf(state.diagnostics, id)
  if (problems.length === 0) return ''
  return `${problems.length} ${problems.some(isError) ? 'error' : 'warning'}`
}
