import './people.css'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useStore } from 'zustand'
import type { ApiKey, Role } from '#shared/api/people.ts'
import { messageOf } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { Labelled } from '../settings/Labelled.tsx'
import { SettingsHead } from '../settings/SettingsHead.tsx'
import { formatAgo } from '../shell/formatAgo.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import { DaysSelect } from './DaysSelect.tsx'
import { NoAccounts } from './NoAccounts.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { peopleClient } from './peopleClient.ts'
import { RoleSelect } from './RoleSelect.tsx'
import { roleTitle } from './roleTitles.ts'
import { ShownOnce } from './ShownOnce.tsx'
import { sessionStore } from './session.ts'

/** Keys for programs: make one, see who uses theirs, revoke one. */
export function KeysSection() {
  const who = useStore(sessionStore, (state) => state.who)
  return (
    <section aria-label={t('API keys')}>
      <SettingsHead title={t('API keys')} />
      {who && !who.accounts && <NoAccounts />}
      {who?.person && (
        <>
          <NewKey most={who.person.role} />
          <Keys isAdmin={who.person.role === 'admin'} />
        </>
      )}
    </section>
  )
}

const refresh = () => queryClient.invalidateQueries({ queryKey: ['keys'] })

function NewKey({ most }: { readonly most: Role }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [days, setDays] = useState(90)
  const [key, setKey] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const make = (event: FormEvent) => {
    event.preventDefault()
    setError(null)
    peopleClient
      .makeKey({ name, role, days: days === 0 ? null : days })
      .then(
        (made) => {
          setKey(made.key)
          setName('')
        },
        (problem: unknown) => setError(messageOf(problem)),
      )
      .finally(refresh)
  }
  return (
    <div className="people-block">
      <h3>{t('New key')}</h3>
      <p className="muted">
        {t(
          'A program sends it as “Authorization: Bearer …” or “x-api-key”. It may do what its role may, and never more than you.',
        )}
      </p>
      <form className="people-row-form" onSubmit={make}>
        <Labelled label={t('What it is for')}>
          <input
            className="input"
            value={name}
            required
            maxLength={32}
            data-native-undo
            onChange={({ target }) => setName(target.value)}
          />
        </Labelled>
        <div>
          <span className="field-label">{t('Role')}</span>
          <RoleSelect label={t('Role')} value={role} most={most} onChange={setRole} />
        </div>
        <DaysSelect value={days} choices={[30, 90, 365]} onChange={setDays}>
          <option value={0}>{t('Until revoked')}</option>
        </DaysSelect>
        <button type="submit" className="top-button top-primary">
          {t('Make a key')}
        </button>
      </form>
      {error !== null && (
        <p className="people-alert" role="alert">
          {error}
        </p>
      )}
      {key !== null && (
        <ShownOnce
          label={t('The new key')}
          hint={t('Copy it now: it is not shown again. Keep it as you keep a password.')}
          value={key}
          onDone={() => setKey(null)}
        />
      )}
    </div>
  )
}

function Keys({ isAdmin }: { readonly isAdmin: boolean }) {
  const keys = useQuery({ queryKey: ['keys'], queryFn: peopleClient.keys })
  return (
    <div className="people-block">
      <h3>{isAdmin ? t('Keys of everybody') : t('Your keys')}</h3>
      {keys.isError && (
        <p className="people-alert" role="alert">
          {messageOf(keys.error)}
        </p>
      )}
      {keys.data?.length === 0 && <p className="muted">{t('There are no keys yet.')}</p>}
      {keys.data && keys.data.length > 0 && (
        <PeopleTable columns={[t('API key'), t('Role'), t('Last used'), t('Until')]}>
          {keys.data.map((key) => (
            <KeyRow key={key.id} entry={key} />
          ))}
        </PeopleTable>
      )}
    </div>
  )
}

function KeyRow({ entry }: { readonly entry: ApiKey }) {
  const { id, name, start, role, owner, isMine, lastUsedAt, expiresAt } = entry
  return (
    <tr>
      <td>
        <span className="people-who">
          <span>
            <b>{name}</b>
            <span className="faint">
              <bdi className="mono-inline">{start}…</bdi>
              {isMine ? '' : ` · ${owner}`}
            </span>
          </span>
        </span>
      </td>
      <td>{roleTitle(role)}</td>
      <td className="muted">{lastUsedAt === null ? t('Never') : formatAgo(lastUsedAt)}</td>
      <td className="muted">
        {expiresAt === null ? t('Until revoked') : formatDate(expiresAt, { dateStyle: 'medium' })}
      </td>
      <td>
        <ConfirmButton
          label={t('Revoke')}
          title={t('Revoke {name}', { name })}
          question={t('Programs that use “{name}” are refused at once.', { name })}
          onConfirm={() => peopleClient.removeKey(id).finally(refresh)}
        />
      </td>
    </tr>
  )
}
