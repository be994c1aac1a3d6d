import { notifications } from '@mantine/notifications'
import { t } from '../i18n/t.ts'
import { reasonNow } from './session.ts'

/** Whether the person may change the drawing. Says once and calmly why not. */
export function mayChange(): boolean {
  const reason = reasonNow('editor')
  if (reason === null) return true
  notifications.show({ id: 'only-looking', title: t('Only looking'), message: reason })
  return false
}
