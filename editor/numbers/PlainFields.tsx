import type { ReactNode } from 'react'
import { Field } from '../fields/Field.tsx'

interface TextLineProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly value: string
  readonly placeholder?: string
  readonly isSecret?: boolean
  readonly onChange: (value: string) => void
}

/** A line of text that is no words: an address, a name at a provider, a secret. */
export function TextLine({ label, hint, value, placeholder, isSecret, onChange }: TextLineProps) {
  return (
    <Field label={label} path={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          dir="ltr"
          type={isSecret ? 'password' : 'text'}
          autoComplete={isSecret ? 'new-password' : 'off'}
          spellCheck={false}
          maxLength={400}
          placeholder={placeholder}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}

interface CountFieldProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}

/** A whole number; while it is empty the last one stays. */
export function CountField({ label, hint, value, min, max, onChange }: CountFieldProps) {
  return (
    <Field label={label} path={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          className="input drawer-count"
          type="number"
          min={min}
          max={max}
          required
          defaultValue={value}
          onChange={({ target }) => {
            if (!Number.isNaN(target.valueAsNumber)) onChange(Math.trunc(target.valueAsNumber))
          }}
        />
      )}
    </Field>
  )
}
