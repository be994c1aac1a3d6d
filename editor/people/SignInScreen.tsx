import { useEffect } from 'react'
import { useStore } from 'zustand'
import { t } from '../i18n/t.ts'
import { Door } from './Door.tsx'
import { loadWho } from './peopleClient.ts'
import { SignInForm } from './SignInForm.tsx'
import { sessionStore } from './session.ts'

/** Before anything else: who are you. */
export function SignInScreen() {
  // What the page asks after its first screen is what this screen needs first.
  useEffect(() => void loadWho(), [])
  const hasOwner = useStore(sessionStore, ({ who }) => who?.hasOwner ?? true)
  return (
    <Door>
      <h1>{t('Sign in')}</h1>
      {hasOwner ? (
        <p className="muted">
          {t('Forgotten your password? An admin can make you a link for a new one.')}
        </p>
      ) : (
        <p className="muted">
          {t(
            'Nobody has an account here yet. The server printed a link when it started: open it to become the first admin.',
          )}
        </p>
      )}
      {hasOwner && <SignInForm />}
    </Door>
  )
}
