import type { NodeColor } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import {
  type Alignment,
  alignNodes,
  type Direction,
  distributeNodes,
  type Positions,
} from '../state/arrange.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { nodeOf } from '../state/graph.ts'

const selectedNodes = (store: EditorStore) => {
  const { flow, selection } = store.getState()
  return selection.nodes.flatMap((id) => nodeOf(flow, id) ?? [])
}

/** Lines the selected steps up with each other. */
export const alignSelection = (store: EditorStore, how: Alignment): void =>
  arrange(store, alignNodes(selectedNodes(store), how), (count) =>
    t('line {count} steps up', { count }),
  )

/** Puts the selected steps at equal distances. */
export const distributeSelection = (store: EditorStore, direction: Direction): void =>
  arrange(store, distributeNodes(selectedNodes(store), direction), (count) =>
    t('space {count} steps evenly', { count }),
  )

function arrange(store: EditorStore, positions: Positions, title: (count: number) => string): void {
  const count = Object.keys(positions).length
  if (count < 2) return
  store.getState().apply({
    type: 'batch',
    title: title(count),
    edits: [{ type: 'node.move', positions }],
  })
}

/** Gives the selected steps a colour, or takes it away. */
export function colorSelection(store: EditorStore, color: NodeColor | null): void {
  const { selection, apply } = store.getState()
  if (selection.nodes.length > 0) apply({ type: 'node.color', ids: selection.nodes, color })
}
