import '@mantine/core/styles/ScrollArea.css'
import '@mantine/core/styles/Overlay.css'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../i18n/t.ts'
import { useReturnFocus } from './useReturnFocus.ts'

interface DialogProps {
  readonly title: string
  readonly size: number
  readonly onClose: () => void
  /** What leaving it means, where that is more than closing. */
  readonly closeLabel?: string
  readonly centered?: boolean
  readonly children: ReactNode
}

/** A window over the screen. It is open while it is rendered, and gives the keyboard back when it goes. */
export function Dialog({ title, closeLabel, centered = false, ...props }: DialogProps) {
  useReturnFocus()
  return (
    <Modal
      opened
      title={<b>{title}</b>}
      centered={centered}
      overlayProps={{ backgroundOpacity: 0.35 }}
      closeButtonProps={{ 'aria-label': closeLabel ?? t('Close') }}
      transitionProps={{ duration: 80 }}
      {...props}
    />
  )
}
