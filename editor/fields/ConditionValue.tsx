import type { ValueType } from '#shared/compile/valueTypes.ts'
import { t } from '../i18n/t.ts'

interface ConditionValueProps {
  readonly label: string
  readonly type: ValueType | null
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur: () => void
}

const choices: Partial<Readonly<Record<ValueType, readonly [yes: string, no: string]>>> = {
  boolean: ['true', 'false'],
  yesno: ['yes', 'no'],
}

/** What a value is compared with, in the control that fits its type. */
export function ConditionValue({ label, type, value, onChange, onBlur }: ConditionValueProps) {
  const known = type === null ? undefined : choices[type]
  if (known && (value === '' || known.includes(value))) {
    return (
      <select
        className="input"
        aria-label={label}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        {value === '' && <option value="">{t('Choose')}</option>}
        <option value={known[0]}>{t('yes')}</option>
        <option value={known[1]}>{t('no')}</option>
      </select>
    )
  }
  const isDate = type === 'date' && /^(\d{4}-\d\d-\d\d)?$/.test(value)
  const isTime = type === 'time' && /^(\d\d:\d\d)?$/.test(value)
  return (
    <input
      className="input"
      aria-label={label}
      type={isDate ? 'date' : isTime ? 'time' : 'text'}
      inputMode={type === 'number' ? 'decimal' : undefined}
      maxLength={500}
      placeholder={type === 'number' ? '18' : 'Bonn'}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      onBlur={onBlur}
    />
  )
}
