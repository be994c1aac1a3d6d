import './people.css'
import { useStore } from 'zustand'
import { t } from '../i18n/t.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { SignInForm } from './SignInForm.tsx'
import { sessionStore } from './session.ts'

/** The session has ended while somebody works: they sign in again over their work, or go on and do so later. */
export function SignInDialog() {
  const email = useStore(sessionStore, ({ who }) => who?.person?.email)
  return (
    <Dialog
      onClose={() => sessionStore.setState({ signIn: 'later' })}
      title={t('Your session has ended')}
      size={400}
      centered
      closeLabel={t('Later')}
    >
      <p className="muted">
        {t('Your work is still here. Sign in again, and it is saved by itself.')}
      </p>
      <SignInForm email={email} />
    </Dialog>
  )
}
