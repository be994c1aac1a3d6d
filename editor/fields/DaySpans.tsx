import { IconCopy, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type Day, days, type HoursData } from '#shared/nodes/hours/hours.ts'
import { copyDay, runsPastMidnight } from '#shared/nodes/hours/week.ts'
import { t } from '../i18n/t.ts'
import { dayTitle } from './dayTitle.ts'
import { useFormScope } from './FormContext.ts'

type Week = HoursData['week']
type Spans = Week[Day]

interface DaySpansProps {
  readonly day: Day
  readonly week: Week
  readonly onChange: (week: Week, field?: string) => void
}

const mostSpans = 6
const weekdays: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri']

/** The hours of one day to the minute; those that end before they begin run past midnight. */
export function DaySpans({ day, week, onChange }: DaySpansProps) {
  const { seal } = useFormScope()
  const [said, setSaid] = useState('')
  const spans = week[day]
  const title = dayTitle(day)
  const set = (next: Spans, field?: string) => onChange({ ...week, [day]: next }, field)
  const change = (at: number, changes: Partial<Spans[number]>) =>
    set(
      spans.map((span, index) => (index === at ? { ...span, ...changes } : span)),
      `week.${day}.${at}`,
    )
  const copy = (to: readonly Day[]) => {
    onChange(copyDay(week, day, to))
    setSaid(t('Copied the hours of {day}.', { day: title }))
  }
  const next = dayTitle(days[(days.indexOf(day) + 1) % days.length] ?? 'mon')
  const last = spans.at(-1)
  return (
    <fieldset className="day-spans">
      <legend>{title}</legend>
      {spans.length === 0 && <p className="field-hint">{t('Closed all day.')}</p>}
      {spans.map((span, at) => (
        // Spans have no ids: their place is what stays while a time is typed.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={at} className="day-span">
          <Time
            label={t('{day} from', { day: title })}
            value={span.from}
            onChange={(from) => change(at, { from })}
            onBlur={seal}
          />
          <span aria-hidden="true">–</span>
          <Time
            label={t('{day} to', { day: title })}
            value={span.to}
            onChange={(to) => change(at, { to })}
            onBlur={seal}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={t('Remove {from} to {to}', { from: span.from, to: span.to })}
            onClick={() => set(spans.filter((_, index) => index !== at))}
          >
            <IconX size={14} />
          </button>
          {runsPastMidnight(span) && (
            <span className="day-span-next">{t('until {day}', { day: next })}</span>
          )}
        </div>
      ))}
      <div className="day-actions">
        {spans.length < mostSpans && (
          <button
            type="button"
            className="small-button"
            onClick={() =>
              set([
                ...spans,
                last ? { from: last.to, to: '18:00' } : { from: '09:00', to: '17:00' },
              ])
            }
          >
            <IconPlus size={13} />
            {t('Add hours')}
          </button>
        )}
        <button type="button" className="small-button" onClick={() => copy(weekdays)}>
          <IconCopy size={12} />
          {t('Copy to Monday to Friday')}
        </button>
        <button type="button" className="small-button" onClick={() => copy(days)}>
          <IconCopy size={12} />
          {t('Copy to every day')}
        </button>
      </div>
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
    </fieldset>
  )
}

interface TimeProps {
  readonly label: string
  readonly value: string
  readonly onChange: (time: string) => void
  readonly onBlur: () => void
}

/** A time of day. Midnight at the end of a day is 00:00 here, which runs to the end of the day. */
const Time = ({ label, value, onChange, onBlur }: TimeProps) => (
  <input
    className="input"
    type="time"
    aria-label={label}
    value={value === '24:00' ? '00:00' : value}
    onChange={(event) => event.target.value !== '' && onChange(event.target.value)}
    onBlur={onBlur}
  />
)
