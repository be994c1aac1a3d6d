import { Suspense } from 'react'
import { DateField } from '#editor/fields/DateField.tsx'
import { defineFace, type FormProps } from '#editor/fields/face.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { SwitchField } from '#editor/fields/SwitchField.tsx'
import { TextField } from '#editor/fields/TextField.tsx'
import { TimezoneField } from '#editor/fields/TimezoneField.tsx'
import { t } from '#editor/i18n/t.ts'
import { lazyPart } from '#editor/shell/lazyPart.tsx'
import { useEditor } from '#editor/state/EditorContext.ts'
import { newId } from '#editor/state/newId.ts'
import { type HoursData, hours } from './hours.ts'

const WeekField = lazyPart(async () => (await import('#editor/fields/WeekField.tsx')).WeekField)

function Holidays({ data, set }: FormProps<HoursData>) {
  const change = (id: string, changes: Partial<HoursData['holidays'][number]>, word?: string) =>
    set(
      'holidays',
      data.holidays.map((other) => (other.id === id ? { ...other, ...changes } : other)),
      word === undefined ? undefined : `holidays.${id}.${word}`,
    )
  return (
    <ListField
      label={t('Holidays')}
      path="holidays"
      noun={t('holiday')}
      items={data.holidays}
      max={366}
      create={() => ({ id: newId('h'), name: '', date: '', yearly: true })}
      onChange={(holidays) => set('holidays', holidays)}
    >
      {(holiday, index) => (
        <>
          <div className="row-cells">
            <DateField
              label={t('Date')}
              path={`holidays.${index}.date`}
              value={holiday.date}
              onChange={(date) => change(holiday.id, { date }, 'date')}
            />
            <TextField
              label={t('Name')}
              path={`holidays.${index}.name`}
              value={holiday.name}
              maxLength={60}
              placeholder={t('Christmas')}
              onChange={(name) => change(holiday.id, { name }, 'name')}
            />
          </div>
          <SwitchField
            label={t('Every year')}
            checked={holiday.yearly}
            onChange={(yearly) => change(holiday.id, { yearly })}
          />
        </>
      )}
    </ListField>
  )
}

function HoursForm({ data, set }: FormProps<HoursData>) {
  const timezone = useEditor((state) => state.flow.settings.timezone)
  return (
    <>
      <TimezoneField
        label={t('Time zone')}
        path="timezone"
        value={data.timezone}
        otherwise={timezone}
        onChange={(zone) => set('timezone', zone, 'timezone')}
      />
      <Suspense fallback={<div className="week-waiting" />}>
        <WeekField week={data.week} onChange={(week, field) => set('week', week, field)} />
      </Suspense>
      <Holidays data={data} set={set} />
    </>
  )
}

export const face = defineFace(hours, { Form: HoursForm })
