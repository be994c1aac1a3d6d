import { Field } from './Field.tsx'
import { useFormScope } from './FormContext.ts'

interface DateFieldProps {
  readonly label: string
  readonly path: string
  /** `2026-12-25`; anything else shows as nothing. */
  readonly value: string
  readonly onChange: (date: string) => void
}

/** A day, with the browser's own calendar. */
export function DateField({ label, path, value, onChange }: DateFieldProps) {
  const { seal } = useFormScope()
  return (
    <Field label={label} path={path}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          type="date"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={seal}
        />
      )}
    </Field>
  )
}
