import { createStore } from 'zustand/vanilla'
import type { EditorStore } from '../state/editorStore.ts'
import { setLayout } from '../state/layoutStore.ts'

/** A field that somebody wants to see. */
export interface Mark {
  readonly nodeId: string | null
  readonly path: string
  readonly count: number
}

export const markStore = createStore<{ readonly mark: Mark | null }>()(() => ({ mark: null }))

/** Goes to a field: selects its step, brings it into view, and marks the field in the form. */
export function jumpTo(store: EditorStore, nodeId: string | null, path: string): void {
  setLayout({ inspectorOpen: true })
  const { select, show } = store.getState()
  if (nodeId === null) select({})
  else show(nodeId)
  const count = (markStore.getState().mark?.count ?? 0) + 1
  markStore.setState({ mark: { nodeId, path, count } })
}
