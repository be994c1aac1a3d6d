import './people.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { ListedPerson, MadeLink, Role } from '#shared/api/people.ts'
import { messageOf } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { SettingsHead } from '../settings/SettingsHead.tsx'
import { formatAgo } from '../shell/formatAgo.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import { Invites } from './Invites.tsx'
import { NoAccounts } from './NoAccounts.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { peopleClient } from './peopleClient.ts'
import { RoleSelect } from './RoleSelect.tsx'
import { initialsOf } from './roleTitles.ts'
import { ShownOnce } from './ShownOnce.tsx'
import { sessionStore, useReason } from './session.ts'

/** Who works here, what they may do, and how others come in. */
export function PeopleSection() {
  const who = useStore(sessionStore, (state) => state.who)
  const reason = useReason('admin')
  return (
    <section aria-label={t('People')}>
      <SettingsHead title={t('People')} />
      {who && !who.accounts && <NoAccounts />}
      {who?.accounts && reason !== null && <p className="empty">{reason}</p>}
      {who?.accounts && reason === null && <Everybody self={who.person?.id ?? ''} />}
    </section>
  )
}

const refresh = () => queryClient.invalidateQueries({ queryKey: ['people'] })

const usePeople = () => useQuery({ queryKey: ['people'], queryFn: peopleClient.people })

/** Those who are here, then those who may come: nothing moves down when the list arrives. */
function Everybody({ self }: { readonly self: string }) {
  const { isPending } = usePeople()
  if (isPending) return null
  return (
    <>
      <PeopleList self={self} />
      <Invites />
    </>
  )
}

function PeopleList({ self }: { readonly self: string }) {
  const people = usePeople()
  const [error, setError] = useState<string | null>(null)
  const [made, setMade] = useState<{ person: ListedPerson; link: MadeLink } | null>(null)
  const attempt = (work: Promise<unknown>) => {
    setError(null)
    void work.catch((problem: unknown) => setError(messageOf(problem))).finally(refresh)
  }
  const problem = error ?? (people.isError ? messageOf(people.error) : null)
  return (
    <div className="people-block">
      <h3>{t('Accounts')}</h3>
      {problem !== null && (
        <p className="people-alert" role="alert">
          {problem}
        </p>
      )}
      {made && (
        <ShownOnce
          label={t('Link for a new password of {name}', { name: made.person.name })}
          hint={t('Send it to them. It works once, until {date}.', {
            date: formatDate(made.link.expiresAt, { dateStyle: 'medium', timeStyle: 'short' }),
          })}
          value={made.link.url}
          onDone={() => setMade(null)}
        />
      )}
      <PeopleTable columns={[t('Person'), t('Role'), t('Last seen')]}>
        {(people.data ?? []).map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isSelf={person.id === self}
            onRole={(role) => attempt(peopleClient.changeRole(person.id, role))}
            onReset={() =>
              attempt(peopleClient.resetLink(person.id).then((link) => setMade({ person, link })))
            }
          />
        ))}
      </PeopleTable>
    </div>
  )
}

interface PersonRowProps {
  readonly person: ListedPerson
  readonly isSelf: boolean
  readonly onRole: (role: Role) => void
  readonly onReset: () => void
}

function PersonRow({ person, isSelf, onRole, onReset }: PersonRowProps) {
  const { id, name, email, role, seenAt } = person
  return (
    <tr>
      <td>
        <span className="people-who">
          <span className="people-initials" aria-hidden>
            {initialsOf(name)}
          </span>
          <span>
            <b>{isSelf ? t('{name} (you)', { name }) : name}</b>
            <span className="faint">{email}</span>
          </span>
        </span>
      </td>
      <td>
        <RoleSelect label={t('Role of {name}', { name })} value={role} onChange={onRole} />
      </td>
      <td className="muted">{seenAt === null ? t('Signed out') : formatAgo(seenAt)}</td>
      <td>
        <button type="button" className="small-button" onClick={onReset}>
          {t('Link for a new password')}
        </button>
        {!isSelf && (
          <ConfirmButton
            label={t('Remove')}
            title={t('Remove {name}', { name })}
            question={t('{name} is signed out everywhere, and their API keys end at once.', {
              name,
            })}
            onConfirm={() => peopleClient.removePerson(id).finally(refresh)}
          />
        )}
      </td>
    </tr>
  )
}
