import { t } from '../i18n/t.ts'
import { useFormScope, useProblemAt } from './FormContext.ts'

interface KeyInputProps {
  readonly label: string
  readonly path: string
  readonly value: string
  readonly onChange: (key: string) => void
}

/** One key of a telephone; typing another replaces it. */
export function KeyInput({ label, path, value, onChange }: KeyInputProps) {
  const { seal } = useFormScope()
  const problem = useProblemAt(path)
  return (
    <input
      className="input key-input"
      aria-label={label}
      aria-invalid={problem?.severity === 'error'}
      title={t('The key the caller presses')}
      placeholder="–"
      value={value}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => onChange(event.target.value.trim().slice(-1))}
      onBlur={seal}
    />
  )
}
