import { t } from '../i18n/t.ts'
import { NumberField } from './NumberField.tsx'

interface RetryFieldsProps {
  readonly data: { readonly retries: number; readonly timeout: number }
  set(key: 'retries' | 'timeout', value: number, field: string): void
}

/** How often is asked again, and how long is waited each time. */
export function RetryFields({ data, set }: RetryFieldsProps) {
  return (
    <div className="form-row">
      <NumberField
        label={t('Ask again')}
        path="retries"
        value={data.retries}
        min={0}
        max={5}
        unit={t('times')}
        onChange={(retries) => set('retries', retries, 'retries')}
      />
      <NumberField
        label={t('Wait for an answer')}
        path="timeout"
        value={data.timeout}
        min={1}
        max={60}
        step={0.5}
        unit={t('seconds')}
        onChange={(timeout) => set('timeout', timeout, 'timeout')}
      />
    </div>
  )
}
