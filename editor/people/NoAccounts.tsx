import './people.css'
import { t } from '../i18n/t.ts'

/** What stands in the sections about people of an installation that has no accounts. */
export function NoAccounts() {
  return (
    <div className="people-block">
      <h3>{t('Anyone on this computer can use this')}</h3>
      <p className="muted">
        {t(
          'There are no accounts, and no other computer reaches this server. Start it with AUTH=accounts to let people sign in.',
        )}
      </p>
    </div>
  )
}
