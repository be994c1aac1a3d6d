import { t } from '../i18n/t.ts'
import { addStep, deleteSelection, setWayOut } from '../state/commands.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { canBeTarget, nodeOf } from '../state/graph.ts'

/** What an edit did, as the outline says it aloud; `focus` is the line to go on from. */
export interface Done {
  readonly said: string
  readonly focus: string
}

/** Puts a new step at the end of a way. */
export function addAfter(
  store: EditorStore,
  way: { readonly node: string; readonly port: string },
  type: string,
): Done | null {
  store.getState().select({ nodes: [way.node] })
  const added = addStep(store, type, { from: way })
  const node = added === null ? undefined : nodeOf(store.getState().flow, added)
  return node ? { said: t('Added {name}.', { name: node.name }), focus: node.id } : null
}

/** Leads a way to a step that is there; null leads it nowhere. */
export function leadTo(
  store: EditorStore,
  way: { readonly node: string; readonly port: string },
  target: string | null,
): Done {
  setWayOut(store, way.node, way.port, target)
  const name = target === null ? '' : (nodeOf(store.getState().flow, target)?.name ?? '')
  return {
    said: target === null ? t('This way is open now.') : t('Leads to {name} now.', { name }),
    focus: `${way.node} ${way.port}`,
  }
}

/** Deletes a step; null for the one that cannot be deleted. `next` is the line to go on from. */
export function deleteStep(store: EditorStore, id: string, next: string): Done | null {
  const { flow, select } = store.getState()
  const node = nodeOf(flow, id)
  if (!node || (!canBeTarget(flow, id) && flow.nodes[0]?.id === id)) return null
  select({ nodes: [id] })
  deleteSelection(store)
  if (nodeOf(store.getState().flow, id)) return null
  return { said: t('Deleted {name}. Undo brings it back.', { name: node.name }), focus: next }
}

export function renameStep(store: EditorStore, id: string, name: string): Done | null {
  const wanted = name.trim()
  const node = nodeOf(store.getState().flow, id)
  if (!node || wanted === '' || wanted === node.name) return null
  store.getState().apply({ type: 'node.rename', id, name: wanted })
  return { said: t('Renamed to {name}.', { name: wanted }), focus: id }
}
