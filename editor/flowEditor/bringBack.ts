import { notifications } from '@mantine/notifications'
import type { StoredFlow } from '#shared/api/api.ts'
import { sameValue } from '#shared/sameValue.ts'
import { client } from '../api/client.ts'
import { refreshLists } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { type Recovered, readUnsaved } from '../state/recovery.ts'
import type { OpenFlow } from './openFlow.ts'

type Opened = Pick<OpenFlow, 'store' | 'autosave'>

/** Restores work that earlier visits could not save, each as one step that undo takes back. */
export async function bringBack(open: Opened, stored: StoredFlow): Promise<void> {
  const left = await readUnsaved(stored.flow.id)
  if (left.length === 0) return
  // The last save of the page before may have arrived behind the answer that this page began with.
  const now = await client.flow(stored.flow.id).catch(() => null)
  if (now && now.revision > open.autosave.revision()) await open.autosave.offer(now)
  for (const unsaved of left) {
    if (sameValue(unsaved.flow, open.store.getState().flow)) unsaved.forget()
    else if (!(await mergeIn(open, stored, unsaved))) await keepAsCopy(unsaved)
  }
}

/** Brings the work into the flow as it is now; false when both changed the same. */
async function mergeIn(
  { store, autosave }: Opened,
  stored: StoredFlow,
  unsaved: Recovered,
): Promise<boolean> {
  const base = unsaved.base ?? (unsaved.revision === stored.revision ? stored.flow : null)
  if (!base) return false
  const { mergeFlows } = await import('#shared/flow/merge.ts')
  const merged = mergeFlows(base, unsaved.flow, store.getState().flow)
  if (merged.conflicts.some((conflict) => !conflict.isMinor)) return false
  store.getState().replace(merged.flow, t('bring back unsaved changes'))
  notifications.show({
    title: t('Your last changes are back'),
    message: t('They had not reached the server. Undo takes them away again.'),
  })
  // Our own keeping takes over from here; the old one goes when the work is safe.
  void autosave.flush().then((isSaved) => isSaved && unsaved.forget())
  return true
}

async function keepAsCopy(unsaved: Recovered): Promise<void> {
  const name = t('{name} (unsaved copy)', { name: unsaved.flow.name }).slice(0, 200)
  try {
    await client.createFlow({ flow: { ...unsaved.flow, name } })
  } catch {
    // It stays kept in this browser and is tried again at the next visit.
    return
  }
  unsaved.forget()
  refreshLists()
  notifications.show({
    title: t('Your unsaved changes are a flow of their own now'),
    message: t('Somebody changed the same in between. Nothing is lost: see “{name}” in Flows.', {
      name,
    }),
    autoClose: false,
  })
}
