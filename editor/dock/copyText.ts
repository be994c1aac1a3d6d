import { notifications } from '@mantine/notifications'
import { t } from '../i18n/t.ts'

/** Puts a text on the clipboard and says so; a browser may refuse. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    notifications.show({ message: t('Copied.'), autoClose: 2_000 })
  } catch {
    notifications.show({
      color: 'red',
      message: t('This browser does not let the page copy. Select the text and press Ctrl+C.'),
    })
  }
}
