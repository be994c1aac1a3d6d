import { notifications } from '@mantine/notifications'
import { client } from '../api/client.ts'
import { refreshLists } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { go } from '../router.ts'
import type { EditorStore } from '../state/editorStore.ts'

/** Makes a flow of its own from what is drawn here, and opens it. The other flow stays as it was saved last. */
export async function saveCopy(store: EditorStore, settle: () => Promise<void> = async () => {}) {
  const { flow } = store.getState()
  const name = t('{name} (my copy)', { name: flow.name }).slice(0, 200)
  const copy = await client.createFlow({ flow: { ...flow, name } })
  await settle()
  refreshLists()
  notifications.show({
    title: t('Your changes are a flow of their own'),
    message: t('It is called “{name}”. The other flow is as it was.', { name }),
  })
  go({ screen: 'flow', id: copy.flow.id })
}
