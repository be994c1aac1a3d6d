import { Field } from './Field.tsx'
import { useFormScope } from './FormContext.ts'

interface TextFieldProps {
  readonly label: string
  readonly path: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly placeholder?: string
  readonly maxLength?: number
  readonly mono?: boolean
}

/** One line of plain text. */
export function TextField({ label, path, value, onChange, hint, mono, ...rest }: TextFieldProps) {
  const { seal } = useFormScope()
  return (
    <Field label={label} path={path} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          {...rest}
          className={mono ? 'input mono' : 'input'}
          type="text"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={seal}
        />
      )}
    </Field>
  )
}
