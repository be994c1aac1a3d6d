import './people.css'
import { IconKey, IconLockOpen2, IconLogout, IconUser } from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Who } from '#shared/api/people.ts'
import { messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { Link } from '../shell/Link.tsx'
import { PopoverButton } from '../shell/PopoverQuestion.tsx'
import { peopleClient } from './peopleClient.ts'
import { initialsOf, roleTitle } from './roleTitles.ts'
import { sessionStore } from './session.ts'

/** Who works in this window, at the foot of the rail; without accounts, that anybody may. */
export function AccountMenu() {
  const who = useStore(sessionStore, (state) => state.who)
  const [isOpen, setOpen] = useState(false)
  const isLabelled = who?.person ? who.person.name : t('No accounts')
  return (
    <PopoverButton
      title={isLabelled}
      hint={isLabelled}
      button={
        who?.person ? (
          <span className="people-initials" data-initials={initialsOf(who.person.name)} />
        ) : (
          <IconLockOpen2 size={19} stroke={1.7} />
        )
      }
      className="rail-item people-account"
      position="right-end"
      isHidden={who === null}
      isOpen={isOpen}
      onOpen={setOpen}
    >
      <div className="people-menu">
        {who?.person ? (
          <Own person={who.person} onClose={() => setOpen(false)} />
        ) : (
          <div>
            <h3>{t('Anyone on this computer can use this')}</h3>
            <p className="muted">
              {t(
                'There are no accounts, and no other computer reaches this server. Start it with AUTH=accounts to let people sign in.',
              )}
            </p>
          </div>
        )}
      </div>
    </PopoverButton>
  )
}

interface OwnProps {
  readonly person: NonNullable<Who['person']>
  readonly onClose: () => void
}

function Own({ person, onClose }: OwnProps) {
  const [error, setError] = useState<string | null>(null)
  const signOut = () => {
    peopleClient.signOut().then(
      () => window.location.assign('/'),
      (problem: unknown) => setError(messageOf(problem)),
    )
  }
  return (
    <>
      <div className="people-who">
        <span className="people-initials">{initialsOf(person.name)}</span>
        <span>
          <b>{person.name}</b>
          <span className="muted">{person.email}</span>
          <span className="faint">{roleTitle(person.role)}</span>
        </span>
      </div>
      {error !== null && (
        <p className="people-alert" role="alert">
          {error}
        </p>
      )}
      <div className="people-menu-actions">
        <Link place={{ screen: 'settings', section: 'account' }} onClick={onClose}>
          <IconUser size={16} aria-hidden /> {t('My account')}
        </Link>
        <Link place={{ screen: 'settings', section: 'keys' }} onClick={onClose}>
          <IconKey size={16} aria-hidden /> {t('API keys')}
        </Link>
        <button type="button" onClick={signOut}>
          <IconLogout size={16} className="mirrored" aria-hidden /> {t('Sign out')}
        </button>
      </div>
    </>
  )
}
