import './people.css'
import { type FormEvent, type ReactNode, useState } from 'react'
import { messageOf } from '../api/client.ts'

interface EntryFormProps {
  readonly label: string
  readonly onSubmit: (fields: Readonly<Record<string, string>>) => Promise<unknown>
  readonly children: ReactNode
}

/** A form that is sent as a whole: what is wrong with it stands above its button, and nothing typed is lost. */
export function EntryForm({ label, onSubmit, children }: EntryFormProps) {
  const [error, setError] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = Array.from(new FormData(event.currentTarget), ([name, value]) => [name, value])
    setError(null)
    setSending(true)
    onSubmit(Object.fromEntries(fields))
      .catch((problem: unknown) => setError(messageOf(problem)))
      .finally(() => setSending(false))
  }
  return (
    <form className="people-form" onSubmit={submit} aria-busy={isSending}>
      {children}
      {error !== null && (
        <p className="people-alert" role="alert">
          {error}
        </p>
      )}
      <button type="submit" className="top-button top-primary" disabled={isSending}>
        {label}
      </button>
    </form>
  )
}

interface EntryProps {
  readonly label: string
  readonly name: string
  readonly type?: 'text' | 'email' | 'password'
  readonly autoComplete: string
  readonly defaultValue?: string
  readonly minLength?: number
  readonly readOnly?: boolean
  readonly hint?: string
  readonly isFirst?: boolean
}

/** One field of such a form. */
export function Entry({ label, hint, isFirst = false, ...input }: EntryProps) {
  return (
    <label>
      <span className="field-label">{label}</span>
      <input
        className="input"
        required
        maxLength={input.type === 'password' ? 128 : 200}
        data-native-undo
        // biome-ignore lint/a11y/noAutofocus: the form is all there is, and the person came to fill it in
        autoFocus={isFirst}
        {...input}
      />
      {hint !== undefined && <span className="people-form-hint">{hint}</span>}
    </label>
  )
}
