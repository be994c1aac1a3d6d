import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { credentialsClient, credentialsKey } from '../../api/credentialsClient.ts'
import { t } from '../../i18n/t.ts'
import { AddButton } from '../AddButton.tsx'
import { SettingsHead } from '../SettingsHead.tsx'
import { CredentialForm } from './CredentialForm.tsx'
import { CredentialRow } from './CredentialRow.tsx'

/** Secrets that webhooks send, by name. */
export function CredentialsSection() {
  const { data, isError } = useQuery({
    queryKey: credentialsKey.list,
    queryFn: credentialsClient.list,
  })
  const [isAdding, setAdding] = useState(false)
  return (
    <section aria-label={t('Credentials')}>
      <SettingsHead
        title={t('Credentials')}
        intro={t(
          'Tokens and passwords that webhooks send. A step names one; the server adds it when the request is sent, and only to its host.',
        )}
        action={
          <AddButton
            label={t('Add a credential')}
            disabled={isAdding}
            onClick={() => setAdding(true)}
          />
        }
      />
      {isError && (
        <p role="alert">{t('The credentials cannot be loaded. Check that the server runs.')}</p>
      )}
      {data && (
        <>
          <ul className="settings-card-list">
            {isAdding && (
              <li className="settings-card-item" data-open>
                <CredentialForm known={null} onClose={() => setAdding(false)} />
              </li>
            )}
            {data.map((credential) => (
              <CredentialRow key={credential.name} credential={credential} />
            ))}
          </ul>
          {data.length === 0 && !isAdding && (
            <p className="empty">{t('None yet. Webhooks are signed without one.')}</p>
          )}
          <p className="settings-note">
            {t(
              'They are kept encrypted on the server, never shown again, and in no flow, export or log.',
            )}
          </p>
        </>
      )}
    </section>
  )
}
