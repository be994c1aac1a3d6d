import { notifications } from '@mantine/notifications'
import { messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'

/** Says that something did not work, and why. */
export function report(error: unknown): void {
  notifications.show({ color: 'red', title: t('That did not work'), message: messageOf(error) })
}
