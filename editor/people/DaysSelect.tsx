import type { ReactNode } from 'react'
import { t } from '../i18n/t.ts'

interface DaysSelectProps {
  readonly value: number
  readonly choices: readonly number[]
  readonly onChange: (days: number) => void
  /** Choices that are no number of days. */
  readonly children?: ReactNode
}

/** How many days something is good for. */
export function DaysSelect({ value, choices, onChange, children }: DaysSelectProps) {
  return (
    <label className="people-narrow">
      <span className="field-label">{t('Works for')}</span>
      <select
        className="input"
        value={value}
        onChange={({ target }) => onChange(Number(target.value))}
      >
        {choices.map((count) => (
          <option key={count} value={count}>
            {t('{count, plural, one {# day} other {# days}}', { count })}
          </option>
        ))}
        {children}
      </select>
    </label>
  )
}
