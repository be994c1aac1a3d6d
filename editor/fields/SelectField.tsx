import type { ReactNode } from 'react'
import { Field } from './Field.tsx'

interface SelectFieldProps<Value extends string> {
  readonly label: string
  readonly path: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly title: string }[]
  readonly hint?: string
  /** At the right of the label. */
  readonly aside?: ReactNode
  readonly onChange: (value: Value) => void
}

/** One of a few values. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, path, value, options, hint, aside, onChange } = props
  return (
    <Field label={label} path={path} hint={hint} aside={aside}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={value}
          onChange={(event) => {
            const picked = options.find((option) => option.value === event.target.value)
            if (picked) onChange(picked.value)
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.title}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
