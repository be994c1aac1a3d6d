import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
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
  }
  readonly children: ReactNode
}

/** One thing that is set up: its name, its facts, and how to change it or be rid of it. */
export function SettingsCard({ title, mark, edit, children }: SettingsCardProps) {
  const [isRemoving, setRemoving] = useState(false)
  return (
    <li className="settings-card-item">
      <div className="settings-card-head">
        <h3>{title}</h3>
        {mark}
        <span className="top-space" />
        {edit && (
          <>
            <button
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
