import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type Credential,
  type CredentialKind,
  credentialKinds,
  credentialName,
  readHost,
} from '#shared/api/credentials.ts'
import { messageOf } from '../../api/client.ts'
import { credentialsClient, credentialsKey } from '../../api/credentialsClient.ts'
import { t } from '../../i18n/t.ts'
import { useReturnFocus } from '../../shell/useReturnFocus.ts'
import { Labelled } from '../Labelled.tsx'
import { kindWords } from './kindWords.ts'

interface CredentialFormProps {
  /** Null: a new one. */
  readonly known: Credential | null
  readonly onClose: () => void
}

/** Name, host and secret of a credential. The secret that is kept is never here. */
export function CredentialForm({ known, onClose }: CredentialFormProps) {
  useReturnFocus()
  const queries = useQueryClient()
  const [name, setName] = useState(known?.name ?? '')
  const [kind, setKind] = useState<CredentialKind>(known?.kind ?? 'bearer')
  const [host, setHost] = useState(known?.host ?? '')
  const [userName, setUserName] = useState(known?.userName ?? '')
  const [headerName, setHeaderName] = useState(known?.headerName || 'X-Api-Key')
  const [secret, setSecret] = useState('')
  const isKept = known?.hasSecret === true && kind === known.kind && readHost(host) === known.host
  const save = useMutation({
    mutationFn: () =>
      credentialsClient.save(name, {
        ...{ kind, host: readHost(host) ?? host },
        ...(kind === 'basic' ? { userName: userName.trim() } : {}),
        ...(kind === 'header' ? { headerName: headerName.trim() } : {}),
        secret: secret.trim() === '' ? null : secret.trim(),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: credentialsKey.all })
      onClose()
    },
  })
  const problem = problemOf(name, host) || (save.isError ? messageOf(save.error) : '')
  return (
    <form
      className="settings-card-form"
      aria-label={known ? t('Edit the credential') : t('A new credential')}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Labelled label={t('Name')}>
        <input
          className="input mono"
          value={name}
          disabled={known !== null}
          required
          maxLength={30}
          placeholder="crm"
          // biome-ignore lint/a11y/noAutofocus: the form was just asked for
          autoFocus={known === null}
          onChange={({ target }) => setName(target.value)}
        />
      </Labelled>
      <Labelled label={t('The only host that gets it')}>
        <input
          className="input mono"
          value={host}
          required
          maxLength={255}
          placeholder="api.example.com"
          onChange={({ target }) => setHost(target.value)}
        />
      </Labelled>
      <Labelled label={t('Kind')}>
        <select
          className="input"
          value={kind}
          onChange={({ target }) =>
            setKind(credentialKinds.find((one) => one === target.value) ?? 'bearer')
          }
        >
          {credentialKinds.map((one) => (
            <option key={one} value={one}>
              {kindWords(one)}
            </option>
          ))}
        </select>
      </Labelled>
      {kind === 'basic' && (
        <Labelled label={t('User name')}>
          <input
            className="input mono"
            value={userName}
            required
            maxLength={200}
            autoComplete="off"
            onChange={({ target }) => setUserName(target.value)}
          />
        </Labelled>
      )}
      {kind === 'header' && (
        <Labelled label={t('Name of the header')}>
          <input
            className="input mono"
            value={headerName}
            required
            maxLength={100}
            onChange={({ target }) => setHeaderName(target.value)}
          />
        </Labelled>
      )}
      <Labelled label={kind === 'basic' ? t('Password') : t('Secret')}>
        <input
          className="input mono"
          type="password"
          autoComplete="new-password"
          value={secret}
          required={!isKept}
          maxLength={4_000}
          placeholder={isKept ? t('As it is') : ''}
          onChange={({ target }) => setSecret(target.value)}
        />
      </Labelled>
      {problem !== '' && (
        <p className="field-problem settings-card-row" role="alert">
          {problem}
        </p>
      )}
      <div className="settings-card-actions settings-card-row">
        <button type="submit" className="top-button top-primary" disabled={save.isPending}>
          {t('Save')}
        </button>
        <button type="button" className="top-button" onClick={onClose}>
          {t('Cancel')}
        </button>
      </div>
    </form>
  )
}

function problemOf(name: string, host: string): string {
  if (name !== '' && !credentialName.safeParse(name).success) {
    return t('Name it with small letters, digits and _, for example crm.')
  }
  return host !== '' && readHost(host) === null
    ? t('This is not a host. Write it as api.example.com.')
    : ''
}
