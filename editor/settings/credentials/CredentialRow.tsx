import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Credential } from '#shared/api/credentials.ts'
import { messageOf } from '../../api/client.ts'
import { credentialsClient, credentialsKey } from '../../api/credentialsClient.ts'
import { t } from '../../i18n/t.ts'
import { formatAgo } from '../../shell/formatAgo.ts'
import { CredentialForm } from './CredentialForm.tsx'
import { kindWords } from './kindWords.ts'

interface CredentialRowProps {
  readonly credential: Credential
}

/** A credential: where it goes, and who sends it. */
export function CredentialRow({ credential }: CredentialRowProps) {
  const { name, kind, host, userName, headerName, hasSecret, updatedAt, usedBy } = credential
  const queries = useQueryClient()
  const [mode, setMode] = useState<'shown' | 'edited' | 'removing'>('shown')
  const remove = useMutation({
    mutationFn: () => credentialsClient.remove(name),
    onSuccess: () => queries.invalidateQueries({ queryKey: credentialsKey.all }),
  })
  if (mode === 'edited') {
    return (
      <li className="settings-card-item" data-open>
        <CredentialForm known={credential} onClose={() => setMode('shown')} />
      </li>
    )
  }
  const detail = userName || headerName
  return (
    <li className="settings-card-item">
      <div className="settings-card-head">
        <h3>{name}</h3>
        {!hasSecret && (
          <span className="chip" data-tone="error">
            {t('No secret')}
          </span>
        )}
        <span className="top-space" />
        <button
          type="button"
          className="icon-button"
          aria-label={t('Change {name}', { name })}
          onClick={() => setMode('edited')}
        >
          <IconPencil size={15} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t('Remove {name}', { name })}
          onClick={() => setMode('removing')}
        >
          <IconTrash size={15} />
        </button>
      </div>
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
      {mode === 'removing' && (
        <div className="settings-card-actions" role="alert">
          <p>{t('Its secret is gone then: it is kept nowhere else here.')}</p>
          <button type="button" className="top-button" onClick={() => setMode('shown')}>
            {t('Keep it')}
          </button>
          <button
            type="button"
            className="top-button"
            disabled={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {t('Remove')}
          </button>
          {remove.isError && <p className="field-problem">{messageOf(remove.error)}</p>}
        </div>
      )}
    </li>
  )
}
