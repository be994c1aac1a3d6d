import '@mantine/core/styles/ScrollArea.css'
import '@mantine/core/styles/Overlay.css'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import './people.css'
import { Modal } from '@mantine/core'
import { useStore } from 'zustand'
import { t } from '../i18n/t.ts'
import { SignInForm } from './SignInForm.tsx'
import { sessionStore } from './session.ts'

/** The session has ended while somebody works: they sign in again over their work, or go on and do so later. */
export function SignInDialog() {
  const email = useStore(sessionStore, ({ who }) => who?.person?.email)
  return (
    <Modal
      opened
      onClose={() => sessionStore.setState({ signIn: 'later' })}
      title={t('Your session has ended')}
      size={400}
      centered
      closeButtonProps={{ 'aria-label': t('Later') }}
    >
      <p className="muted">
        {t('Your work is still here. Sign in again, and it is saved by itself.')}
      </p>
      <SignInForm email={email} />
    </Modal>
  )
}
