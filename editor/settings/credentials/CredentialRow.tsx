import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Credential } from '#shared/api/credentials.ts'
import { credentialsClient, credentialsKey } from '../../api/credentialsClient.ts'
import { t } from '../../i18n/t.ts'
import { formatAgo } from '../../shell/formatAgo.ts'
import { SettingsCard } from '../SettingsCard.tsx'
import { CredentialForm } from './CredentialForm.tsx'
import { kindWords } from './kindWords.ts'

interface CredentialRowProps {
  readonly credential: Credential
}

/** A credential: where it goes, and who sends it. */
export function CredentialRow({ credential }: CredentialRowProps) {
  const { name, kind, host, userName, headerName, hasSecret, updatedAt, usedBy } = credential
  const queries = useQueryClient()
  const [isEdited, setEdited] = useState(false)
  const detail = userName || headerName
  return (
    <SettingsCard
      title={name}
      mark={
        !hasSecret && (
          <span className="chip" data-tone="bad">
            {t('No secret')}
          </span>
        )
      }
      edit={{
        onChange: () => setEdited(true),
        form: isEdited && <CredentialForm known={credential} onClose={() => setEdited(false)} />,
        consequence: t('Its secret is gone then: it is kept nowhere else here.'),
        remove: () =>
          credentialsClient
            .remove(name)
            .then(() => queries.invalidateQueries({ queryKey: credentialsKey.all })),
      }}
    >
      <p className="settings-card-facts">
        <span className="mono-inline">{host}</span>
        <span>{detail === '' ? kindWords(kind) : `${kindWords(kind)}: ${detail}`}</span>
        <span>{t('changed {time}', { time: formatAgo(updatedAt) })}</span>
      </p>
      {usedBy.length > 0 && (
        <p className="settings-card-facts">{t('Used by {users}', { users: usedBy.join(', ') })}</p>
      )}
      {!hasSecret && (
        <p className="field-problem">
          {t('It was sealed with another key. Enter its secret again.')}
        </p>
      )}
    </SettingsCard>
  )
}
