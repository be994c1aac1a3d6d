import { Popover } from '@mantine/core'
import { useState } from 'react'
import { messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'

interface ConfirmButtonProps {
  readonly label: string
  /** Names what it is about, for those who hear the button and not its row. */
  readonly title: string
  readonly question: string
  readonly onConfirm: () => Promise<unknown>
}

/** A button for what cannot be undone: it says what will happen, then does it. */
export function ConfirmButton({ label, title, question, onConfirm }: ConfirmButtonProps) {
  const [isOpen, setOpen] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const act = () => {
    setError(null)
    onConfirm().then(
      () => setOpen(false),
      (problem: unknown) => setError(messageOf(problem)),
    )
  }
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={300}
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className="small-button people-danger"
          aria-label={title}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {label}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="popover" role="dialog" aria-label={title}>
        <p>{question}</p>
        {error !== null && (
          <p className="people-alert" role="alert">
            {error}
          </p>
        )}
        <div className="popover-actions">
          <button type="button" className="top-button" onClick={() => setOpen(false)}>
            {t('Cancel')}
          </button>
          <button type="button" className="top-button top-danger" onClick={act}>
            {label}
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
