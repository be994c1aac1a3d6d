import { notifications } from '@mantine/notifications'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StoredFlow } from '#shared/api/api.ts'
import { startAnalysis } from '../analysis/startAnalysis.ts'
import { ApiError, client, messageOf } from '../api/client.ts'
import { refreshLists } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { afterPaint } from '../shell/afterPaint.ts'
import { type Autosave, createAutosave, type SaveOutcome } from '../state/autosave.ts'
import { createEditorStore, type EditorStore } from '../state/editorStore.ts'
import { keepUnsaved, readUnsaved } from '../state/recovery.ts'
import { sameValue } from '../state/sameValue.ts'

export type Live = StoredFlow['live']

/** One flow that is open: its state, how it is saved, and which numbers answer with it. */
export interface OpenFlow {
  readonly store: EditorStore
  readonly autosave: Autosave
  readonly live: StoreApi<Live>
  close(): void
}

/** Opens a flow as the server holds it, and brings back what an earlier visit could not save. */
export function openFlow(stored: StoredFlow): OpenFlow {
  const { id } = stored.flow
  const store = createEditorStore(stored.flow)
  const live = createStore<Live>()(() => stored.live)
  const autosave = createAutosave(
    {
      save: async (flow, revision, closing): Promise<SaveOutcome> => {
        try {
          const saved = await client.saveFlow(flow, revision, closing)
          live.setState(saved.live, true)
          refreshLists()
          return { type: 'saved', revision: saved.revision }
        } catch (error) {
          return outcomeOf(error)
        }
      },
      load: async () => {
        try {
          return await client.flow(id)
        } catch {
          return null
        }
      },
      keep: (unsaved) => keepUnsaved(id, unsaved),
    },
    { flow: stored.flow, revision: stored.revision },
  )
  const stopSaving = store.subscribe((state, before) => {
    if (state.flow !== before.flow) autosave.changed(state.flow)
  })
  bringBack(store, stored)
  let stopAnalysis = () => {}
  const forgetAnalysis = afterPaint(() => {
    stopAnalysis = startAnalysis(store)
  })
  const leave = () => autosave.close()
  window.addEventListener('pagehide', leave)
  return {
    store,
    autosave,
    live,
    close: () => {
      window.removeEventListener('pagehide', leave)
      stopSaving()
      forgetAnalysis()
      stopAnalysis()
      autosave.close()
    },
  }
}

function outcomeOf(error: unknown): SaveOutcome {
  if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) {
    return { type: 'unreachable' }
  }
  if (error.status === 409) return { type: 'conflict' }
  return { type: 'refused', message: messageOf(error) }
}

/** Restores work that an earlier visit could not save, as one step that undo takes back. */
function bringBack(store: EditorStore, stored: StoredFlow): void {
  const unsaved = readUnsaved(stored.flow.id)
  if (!unsaved) return
  if (sameValue(unsaved.flow, stored.flow)) {
    keepUnsaved(stored.flow.id, null)
    return
  }
  if (unsaved.revision === stored.revision) {
    store.getState().replace(unsaved.flow, t('bring back unsaved changes'))
    notifications.show({
      title: t('Your last changes are back'),
      message: t('They had not reached the server. Undo takes them away again.'),
    })
    return
  }
  void client
    .createFlow({
      flow: { ...unsaved.flow, name: t('{name} (unsaved copy)', { name: unsaved.flow.name }) },
    })
    .then(() => {
      keepUnsaved(stored.flow.id, null)
      refreshLists()
      notifications.show({
        title: t('Your unsaved changes are a flow of their own now'),
        message: t(
          'Somebody saved this flow in between. Nothing is lost: see “(unsaved copy)” in Flows.',
        ),
        autoClose: false,
      })
    })
    .catch(() => undefined)
}
