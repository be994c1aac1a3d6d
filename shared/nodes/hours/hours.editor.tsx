import { IconClockHour9 } from '@tabler/icons-react'
import { defineFace, type FormProps } from '#editor/fields/face.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { SwitchField } from '#editor/fields/SwitchField.tsx'
import { TextField } from '#editor/fields/TextField.tsx'
import { t } from '#editor/i18n/t.ts'
import { newId } from '#editor/state/newId.ts'
import { type Day, days, type HoursData, hours } from './hours.ts'

const titles = (): Readonly<Record<Day, string>> => ({
  mon: t('Monday'),
  tue: t('Tuesday'),
  wed: t('Wednesday'),
  thu: t('Thursday'),
  fri: t('Friday'),
  sat: t('Saturday'),
  sun: t('Sunday'),
})

interface TimeProps {
  readonly label: string
  readonly value: string
  readonly onChange: (time: string) => void
}

/** A time of day. Midnight at the end of a day is 00:00 here, which runs to the end of the day. */
const Time = ({ label, value, onChange }: TimeProps) => (
  <input
    className="input"
    type="time"
    aria-label={label}
    value={value === '24:00' ? '00:00' : value}
    onChange={(event) => event.target.value !== '' && onChange(event.target.value)}
  />
)

interface DayProps {
  readonly day: Day
  readonly spans: HoursData['week'][Day]
  readonly onChange: (spans: HoursData['week'][Day], field?: string) => void
}

function DaySpans({ day, spans, onChange }: DayProps) {
  const items = spans.map((span, index) => ({ ...span, id: String(index) }))
  const change = (id: string, changes: Partial<HoursData['week'][Day][number]>) =>
    onChange(
      spans.map((span, index) => (String(index) === id ? { ...span, ...changes } : span)),
      `week.${day}.${id}`,
    )
  const last = spans.at(-1)
  return (
    <ListField
      label={titles()[day]}
      path={`week.${day}`}
      noun={t('span')}
      items={items}
      max={6}
      create={() => ({
        id: String(items.length),
        ...(last ? { from: last.to, to: '18:00' } : { from: '09:00', to: '17:00' }),
      })}
      onChange={(next) => onChange(next.map(({ from, to }) => ({ from, to })))}
    >
      {({ id, from, to }) => (
        <div className="row-cells">
          <Time
            label={t('{day} from', { day: titles()[day] })}
            value={from}
            onChange={(time) => change(id, { from: time })}
          />
          <Time
            label={t('{day} to', { day: titles()[day] })}
            value={to}
            onChange={(time) => change(id, { to: time })}
          />
        </div>
      )}
    </ListField>
  )
}

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
            <TextField
              label={t('Date')}
              path={`holidays.${index}.date`}
              value={holiday.date}
              maxLength={10}
              placeholder="2026-12-25"
              mono
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

export const face = defineFace(hours, {
  icon: IconClockHour9,
  Form: ({ data, set }) => (
    <>
      <TextField
        label={t('Time zone')}
        path="timezone"
        value={data.timezone}
        maxLength={60}
        placeholder="Europe/Berlin"
        hint={t('Empty is the flow’s own. Daylight saving is taken care of.')}
        onChange={(timezone) => set('timezone', timezone, 'timezone')}
      />
      {days.map((day) => (
        <DaySpans
          key={day}
          day={day}
          spans={data.week[day]}
          onChange={(spans, field) => set('week', { ...data.week, [day]: spans }, field)}
        />
      ))}
      <Holidays data={data} set={set} />
    </>
  ),
})
