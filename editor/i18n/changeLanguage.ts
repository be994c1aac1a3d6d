import { notifications } from '@mantine/notifications'
import { keepLanguage, type LanguageCode } from './languages.ts'
import { speak } from './speak.ts'
import { t } from './t.ts'

/** Speaks the language that a person chose, now and on the next visit. */
export async function changeLanguage(code: LanguageCode): Promise<void> {
  try {
    await speak(code)
    keepLanguage(code)
  } catch {
    // The words of a language are fetched when it is first spoken.
    notifications.show({
      color: 'red',
      message: t(
        'This language cannot be loaded. Check that the server runs, then choose it again.',
      ),
    })
  }
}
