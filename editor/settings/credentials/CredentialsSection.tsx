import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { credentialsClient, credentialsKey } from '../../api/credentialsClient.ts'
import { t } from '../../i18n/t.ts'
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
      <h2>{t('Credentials')}</h2>
      <p className="settings-card-note">
        {t(
          'Tokens and passwords that webhooks send. A step names one; the server adds it when the request is sent, and only to its host.',
        )}
      </p>
      {isError && (
        <p role="alert">{t('The credentials cannot be loaded. Check that the server runs.')}</p>
      )}
      {data && (
        <>
          <ul className="settings-card-list">
            {data.map((credential) => (
              <CredentialRow key={credential.name} credential={credential} />
            ))}
            {isAdding && (
              <li className="settings-card-item" data-open>
                <CredentialForm known={null} onClose={() => setAdding(false)} />
              </li>
            )}
          </ul>
          {data.length === 0 && !isAdding && (
            <p className="settings-card-note">{t('None yet. Webhooks are signed without one.')}</p>
          )}
          {!isAdding && (
            <button type="button" className="top-button" onClick={() => setAdding(true)}>
              <IconPlus size={14} aria-hidden />
              {t('Add a credential')}
            </button>
          )}
          <p className="settings-card-note">
            {t(
              'They are kept encrypted on the server, never shown again, and in no flow, export or log.',
            )}
          </p>
        </>
      )}
    </section>
  )
}
