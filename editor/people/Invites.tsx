import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { MadeLink, Role } from '#shared/api/people.ts'
import { messageOf } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { Labelled } from '../settings/Labelled.tsx'
import { DaysSelect } from './DaysSelect.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { peopleClient } from './peopleClient.ts'
import { RoleSelect } from './RoleSelect.tsx'
import { roleSummary, roleTitle } from './roleTitles.ts'
import { ShownOnce } from './ShownOnce.tsx'

const refresh = () => queryClient.invalidateQueries({ queryKey: ['invites'] })

/** Links that let others in: make one, see those that wait, take one back. */
export function Invites() {
  const invites = useQuery({ queryKey: ['invites'], queryFn: peopleClient.invites })
  const [role, setRole] = useState<Role>('editor')
  const [days, setDays] = useState(7)
  const [note, setNote] = useState('')
  const [made, setMade] = useState<MadeLink | null>(null)
  const [error, setError] = useState<string | null>(null)
  const fail = (problem: unknown) => setError(messageOf(problem))
  const invite = (event: FormEvent) => {
    event.preventDefault()
    setError(null)
    peopleClient
      .invite({ role, note, days })
      .then((link) => {
        setMade(link)
        setNote('')
      }, fail)
      .finally(refresh)
  }
  return (
    <div className="people-block">
      <h3>{t('Invite somebody')}</h3>
      <p className="muted">
        {t('You get a link to send to them. It works once, and whoever opens it gets the role.')}
      </p>
      <form className="people-row-form" onSubmit={invite}>
        <Labelled label={t('For whom')}>
          <input
            className="input"
            value={note}
            maxLength={100}
            placeholder={t('A name, for your list')}
            data-native-undo
            onChange={({ target }) => setNote(target.value)}
          />
        </Labelled>
        <div>
          <span className="field-label">{t('Role')}</span>
          <RoleSelect label={t('Role')} value={role} onChange={setRole} />
        </div>
        <DaysSelect value={days} choices={[1, 7, 30]} onChange={setDays} />
        <button type="submit" className="top-button top-primary">
          {t('Make a link')}
        </button>
      </form>
      <p className="people-form-hint">{roleSummary(role)}</p>
      {error !== null && (
        <p className="people-alert" role="alert">
          {error}
        </p>
      )}
      {made && (
        <ShownOnce
          label={t('Link for the invitation')}
          hint={t('Copy it now: it is not shown again. It works once, until {date}.', {
            date: formatDate(made.expiresAt, { dateStyle: 'medium', timeStyle: 'short' }),
          })}
          value={made.url}
          onDone={() => setMade(null)}
        />
      )}
      {invites.data && invites.data.length > 0 && (
        <PeopleTable columns={[t('Waiting invitation'), t('Role'), t('Until')]}>
          {invites.data.map((waiting) => (
            <tr key={waiting.id}>
              <td>{waiting.note || <span className="faint">{t('Without a name')}</span>}</td>
              <td>{roleTitle(waiting.role)}</td>
              <td className="muted">
                {formatDate(waiting.expiresAt, { dateStyle: 'medium', timeStyle: 'short' })}
              </td>
              <td>
                <button
                  type="button"
                  className="small-button"
                  onClick={() =>
                    void peopleClient.removeInvite(waiting.id).catch(fail).finally(refresh)
                  }
                >
                  {t('Take back')}
                </button>
              </td>
            </tr>
          ))}
        </PeopleTable>
      )}
    </div>
  )
}
