import { type BargeInData, type Interrupter, interrupters } from '#shared/nodes/bargeIn.ts'
import { t } from '../i18n/t.ts'
import { NumberField } from './NumberField.tsx'
import { SelectField } from './SelectField.tsx'
import { SwitchField } from './SwitchField.tsx'

interface InterruptFieldsProps {
  readonly data: BargeInData
  set(key: 'interruptible', value: boolean): void
  set(key: 'interruptedBy', value: Interrupter): void
  set(key: 'interruptWords', value: number, field: string): void
}

const titles = (): Readonly<Record<Interrupter, string>> => ({
  any: t('A key or a voice'),
  dtmf: t('A key'),
  speech: t('A voice'),
})

/** Whether, and by what, a caller may cut the text short. */
export function InterruptFields({ data, set }: InterruptFieldsProps) {
  const by = data.interruptedBy ?? 'any'
  return (
    <>
      <SwitchField
        label={t('The caller may interrupt')}
        hint={t('A key or a word cuts the text short.')}
        checked={data.interruptible}
        onChange={(interruptible) => set('interruptible', interruptible)}
      />
      {data.interruptible && (
        <div className="form-row">
          <SelectField
            label={t('Interrupted by')}
            path="interruptedBy"
            value={by}
            options={interrupters.map((value) => ({ value, title: titles()[value] }))}
            onChange={(value) => set('interruptedBy', value)}
          />
          {by !== 'dtmf' && (
            <NumberField
              label={t('Words that interrupt')}
              path="interruptWords"
              value={data.interruptWords ?? 0}
              min={0}
              max={20}
              hint={t('0: the first word does. “Uh-huh” never does.')}
              onChange={(words) => set('interruptWords', words, 'interruptWords')}
            />
          )}
        </div>
      )}
    </>
  )
}
