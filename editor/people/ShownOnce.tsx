import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { t } from '../i18n/t.ts'
import { useReturnFocus } from '../shell/useReturnFocus.ts'

interface ShownOnceProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly onDone: () => void
}

/** A link or a key that the server will not show again: to be copied now. */
export function ShownOnce({ label, hint, value, onDone }: ShownOnceProps) {
  useReturnFocus()
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    // Browsers give the clipboard to safe pages only; the field can be copied by hand.
    void navigator.clipboard?.writeText(value).then(
      () => setCopied(true),
      () => undefined,
    )
  }
  return (
    <div className="people-once" role="status">
      <b>{label}</b>
      <span className="muted">{hint}</span>
      <div className="people-once-line">
        <input
          className="input"
          readOnly
          aria-label={label}
          value={value}
          dir="ltr"
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <button type="button" className="top-button" onClick={copy}>
          {isCopied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          {isCopied ? t('Copied') : t('Copy')}
        </button>
        <button type="button" className="top-button" onClick={onDone}>
          {t('Done')}
        </button>
      </div>
    </div>
  )
}
