import type { Flow } from '#shared/flow/flow.ts'
import { createEditorStore, type EditorStore } from '../state/editorStore.ts'

/** The state of a flow that is only looked at: steps can be selected and shown, nothing changes them. */
export function createReadOnlyStore(flow: Flow): EditorStore {
  const store = createEditorStore(flow)
  const refuse = () => {}
  store.setState({ apply: refuse, replace: refuse, undo: refuse, redo: refuse })
  return store
}
