import { notifications } from '@mantine/notifications'
import { t } from '../i18n/t.ts'

/** Asks before the steps of a whole flow are added to this one. */
export function offerSteps(name: string, count: number, onTake: () => void): void {
  const id = notifications.show({
    autoClose: 20_000,
    message: (
      <>
        {t('The clipboard holds the whole flow “{name}”.', { name })}{' '}
        <button
          type="button"
          className="plain-link"
          onClick={() => {
            notifications.hide(id)
            onTake()
          }}
        >
          {t('{count, plural, one {Paste its step} other {Paste its # steps}}', { count })}
        </button>
      </>
    ),
  })
}
