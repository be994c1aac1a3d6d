import './people.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useStore } from 'zustand'
import { type PersonSession, shortestPassword } from '#shared/api/people.ts'
import { messageOf } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { SettingsHead } from '../settings/SettingsHead.tsx'
import { formatAgo } from '../shell/formatAgo.ts'
import { deviceTitle } from './deviceTitle.ts'
import { Entry, EntryForm } from './EntryForm.tsx'
import { NoAccounts } from './NoAccounts.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { peopleClient } from './peopleClient.ts'
import { initialsOf, roleSummary, roleTitle } from './roleTitles.ts'
import { sessionStore } from './session.ts'

/** The person's own account: where they are signed in, and their password. */
export function AccountSection() {
  const who = useStore(sessionStore, (state) => state.who)
  return (
    <section aria-label={t('My account')}>
      <SettingsHead title={t('My account')} />
      {who && !who.accounts && <NoAccounts />}
      {who?.person && (
        <>
          <div className="people-block">
            <div className="people-who">
              <span className="people-initials" aria-hidden>
                {initialsOf(who.person.name)}
              </span>
              <span>
                <b>{who.person.name}</b>
                <span className="muted">{who.person.email}</span>
              </span>
            </div>
            <p className="muted">
              {t('Your role: {role}. {summary}', {
                role: roleTitle(who.person.role),
                summary: roleSummary(who.person.role),
              })}
            </p>
          </div>
          <SignedIn />
        </>
      )}
    </section>
  )
}

const refresh = () => queryClient.invalidateQueries({ queryKey: ['sessions'] })

const useSessions = () => useQuery({ queryKey: ['sessions'], queryFn: peopleClient.sessions })

/** Where the person is signed in, then with what: nothing moves down when the list arrives. */
function SignedIn() {
  const { isPending } = useSessions()
  if (isPending) return null
  return (
    <>
      <Sessions />
      <Password />
    </>
  )
}

function Sessions() {
  const sessions = useSessions()
  const [error, setError] = useState<string | null>(null)
  const attempt = (work: Promise<unknown>) => {
    setError(null)
    void work.catch((problem: unknown) => setError(messageOf(problem))).finally(refresh)
  }
  const all = sessions.data ?? []
  return (
    <div className="people-block">
      <h3>{t('Where you are signed in')}</h3>
      {error !== null && (
        <p className="people-alert" role="alert">
          {error}
        </p>
      )}
      <PeopleTable columns={[t('Browser'), t('Address'), t('Signed in')]}>
        {all.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            onEnd={() => attempt(peopleClient.endSession(session.id))}
          />
        ))}
      </PeopleTable>
      {all.length > 1 && (
        <div className="people-form-actions">
          <button
            type="button"
            className="top-button"
            onClick={() => attempt(peopleClient.endOtherSessions())}
          >
            {t('Sign out everywhere else')}
          </button>
        </div>
      )}
    </div>
  )
}

interface SessionRowProps {
  readonly session: PersonSession
  readonly onEnd: () => void
}

function SessionRow({ session, onEnd }: SessionRowProps) {
  const { device, address, createdAt, isThis } = session
  return (
    <tr>
      <td>{deviceTitle(device)}</td>
      <td className="muted">
        <bdi>{address}</bdi>
      </td>
      <td className="muted">{formatAgo(createdAt)}</td>
      <td>
        {isThis ? (
          <span className="chip" data-tone="ok">
            {t('This window')}
          </span>
        ) : (
          <button type="button" className="small-button" onClick={onEnd}>
            {t('Sign out')}
          </button>
        )}
      </td>
    </tr>
  )
}

function Password() {
  // Another form after each change: its fields are empty again.
  const [changes, setChanges] = useState(0)
  const change = async (fields: Readonly<Record<string, string>>) => {
    await peopleClient.changePassword(fields['current'] ?? '', fields['next'] ?? '')
    setChanges((count) => count + 1)
    void refresh()
  }
  return (
    <div className="people-block people-password">
      <h3>{t('Password')}</h3>
      <p className="muted">{t('A new one signs you out everywhere else.')}</p>
      {changes > 0 && <p role="status">{t('Your password is changed.')}</p>}
      <EntryForm key={changes} label={t('Change the password')} onSubmit={change}>
        <Entry
          label={t('Current password')}
          name="current"
          type="password"
          autoComplete="current-password"
        />
        <Entry
          label={t('New password')}
          name="next"
          type="password"
          autoComplete="new-password"
          minLength={shortestPassword}
          hint={t('At least {count} characters. A few words are better than signs.', {
            count: shortestPassword,
          })}
        />
      </EntryForm>
    </div>
  )
}
