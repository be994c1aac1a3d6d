import { notifications } from '@mantine/notifications'
import type { Flow } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { backToDraft } from './versionsStore.ts'

/** Makes an old version the draft, as one step that undo takes back. */
export function restoreVersion(store: EditorStore, flow: Flow, version: number): void {
  const { flow: draft, replace } = store.getState()
  replace({ ...flow, id: draft.id }, t('restore version {version}', { version }))
  backToDraft()
  notifications.show({
    message: t('The draft is version {version} again. Undo takes that back.', { version }),
  })
}
