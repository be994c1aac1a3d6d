import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StoredFlow } from '#shared/api/api.ts'
import { ApiError, client, messageOf } from '../api/client.ts'
import { mayChange } from '../people/mayChange.ts'
import { reasonNow } from '../people/session.ts'
import { afterPaint } from '../shell/afterPaint.ts'
import { type Autosave, createAutosave, type SaveOutcome } from '../state/autosave.ts'
import { createEditorStore, type EditorStore } from '../state/editorStore.ts'
import { mark } from '../state/progress.ts'
import { keepUnsaved } from '../state/recovery.ts'
import { tabId } from '../state/tab.ts'
import { tellRemoved } from './tellRemoved.ts'

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
  mark('chosen')
  const store = createEditorStore(stored.flow, mayChange)
  const live = createStore<Live>()(() => stored.live)
  const autosave = createAutosave(
    {
      save: async (flow, revision, closing): Promise<SaveOutcome> => {
        const reason = reasonNow('editor')
        if (reason !== null) return { type: 'refused', message: reason }
        try {
          const saved = await client.saveFlow(flow, revision, closing, tabId)
          live.setState(saved.live, true)
          void import('../api/queries.ts').then(({ refreshLists }) => refreshLists(), ignore)
          return { type: 'saved', revision: saved.revision }
        } catch (error) {
          return outcomeOf(error)
        }
      },
      load: () => client.flow(id).catch(() => null),
      keep: (unsaved) => keepUnsaved(id, unsaved),
      merger: loadMerge,
      follow: (flow, merge, by) => {
        const before = store.getState()
        before.follow(flow, merge)
        tellRemoved(store, before, by)
      },
    },
    { flow: stored.flow, revision: stored.revision },
  )
  const stopSaving = store.subscribe((state, before) => {
    if (state.flow !== before.flow) autosave.changed(state.flow)
  })
  let stopWork = () => {}
  let isClosed = false
  const forgetWork = afterPaint(() => {
    void import('./startWork.ts').then(({ startWork }) => {
      if (!isClosed) stopWork = startWork(open, stored)
      fetchForTrouble()
    }, ignore)
  })
  const leave = () => autosave.close()
  const warn = (event: BeforeUnloadEvent) => {
    if (autosave.isAtRisk()) event.preventDefault()
  }
  window.addEventListener('pagehide', leave)
  window.addEventListener('beforeunload', warn)
  const open: OpenFlow = {
    store,
    autosave,
    live,
    close: () => {
      isClosed = true
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('beforeunload', warn)
      stopSaving()
      forgetWork()
      stopWork()
      autosave.close()
    },
  }
  return open
}

/** What is needed when the server is away cannot be fetched then. */
function fetchForTrouble(): void {
  void loadMerge()
  void import('./SaveTrouble.tsx').catch(ignore)
  void import('../conflict/ConflictDialog.tsx').catch(ignore)
}

const ignore = (): undefined => undefined
const loadMerge = () =>
  import('#shared/flow/merge.ts').then(
    ({ mergeFlows }) => mergeFlows,
    () => null,
  )

function outcomeOf(error: unknown): SaveOutcome {
  if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) {
    return { type: 'unreachable' }
  }
  if (error.status === 404) return { type: 'gone' }
  if (error.status === 409) return { type: 'conflict' }
  // Pages of other addresses and roles that may not are refused by codes of ours; any other 403 is a session that has ended.
  const isOurs = error.code.endsWith('.foreign') || error.code === 'auth.role'
  if (error.status === 401 || (error.status === 403 && !isOurs)) return { type: 'signedOut' }
  return { type: 'refused', message: messageOf(error) }
}
