import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { useReturnFocus } from '../shell/useReturnFocus.ts'

interface SettingsCardProps {
  readonly title: string
  /** How it is doing, beside its name. */
  readonly mark?: ReactNode
  /** Absent: it is set up elsewhere, and only shown here. */
  readonly edit?: {
    readonly onChange: () => void
    /** What happens once it is gone. */
    readonly consequence: string
    readonly remove: () => Promise<unknown>
    /** Shown in its place while it is changed. */
    readonly form: ReactNode
  }
  readonly children: ReactNode
}

/** One thing that is set up: its name, its facts, and how to change it or be rid of it. */
export function SettingsCard({ title, mark, edit, children }: SettingsCardProps) {
  const [isRemoving, setRemoving] = useState(false)
  const isChanged = Boolean(edit?.form)
  const pencil = useChangeFocus(isChanged)
  if (isChanged) {
    return (
      <li className="settings-card-item" data-open>
        {edit?.form}
      </li>
    )
  }
  return (
    <li className="settings-card-item">
      <div className="settings-card-head">
        <h3>{title}</h3>
        {mark}
        <span className="top-space" />
        {edit && (
          <>
            <button
              ref={pencil}
              type="button"
              className="icon-button"
              aria-label={t('Change {name}', { name: title })}
              onClick={edit.onChange}
            >
              <IconPencil size={15} />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={t('Remove {name}', { name: title })}
              onClick={() => setRemoving(true)}
            >
              <IconTrash size={15} />
            </button>
          </>
        )}
      </div>
      {edit && isRemoving && <Removal {...edit} onKeep={() => setRemoving(false)} />}
      {children}
    </li>
  )
}

/** The button that opened the form gets the keyboard back; it was gone meanwhile. */
function useChangeFocus(isChanged: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  const wasChanged = useRef(isChanged)
  useEffect(() => {
    if (wasChanged.current && !isChanged) button.current?.focus()
    wasChanged.current = isChanged
  }, [isChanged])
  return button
}

interface RemovalProps {
  readonly consequence: string
  readonly remove: () => Promise<unknown>
  readonly onKeep: () => void
}

/** What removing means, before it is done. */
function Removal({ consequence, remove, onKeep }: RemovalProps) {
  useReturnFocus()
  const removal = useMutation({ mutationFn: remove })
  return (
    <div className="settings-card-removal" role="alert">
      <p>{consequence}</p>
      <button
        type="button"
        className="top-button"
        // biome-ignore lint/a11y/noAutofocus: the person asked for this question
        autoFocus
        onClick={onKeep}
      >
        {t('Keep it')}
      </button>
      <button
        type="button"
        className="top-button top-danger"
        disabled={removal.isPending}
        onClick={() => removal.mutate()}
      >
        {t('Remove')}
      </button>
      {removal.isError && <p className="field-problem">{messageOf(removal.error)}</p>}
    </div>
  )
}
