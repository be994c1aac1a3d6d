import { useId, useState } from 'react'
import { nextClockChange } from '#shared/text/clockChange.ts'
import { isTimezone } from '#shared/text/localTime.ts'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { Field } from './Field.tsx'
import { useFormScope } from './FormContext.ts'

interface TimezoneFieldProps {
  readonly label: string
  readonly path: string
  readonly value: string
  /** What counts when the field is empty; absent: it may not be. */
  readonly otherwise?: string
  readonly onChange: (timezone: string) => void
}

let zones: readonly string[] | null = null
const zoneNames = (): readonly string[] => {
  zones ??= Intl.supportedValuesOf('timeZone')
  return zones
}

/** A time zone by its name, with the time there and when its clocks change next. */
export function TimezoneField({ label, path, value, otherwise, onChange }: TimezoneFieldProps) {
  const { seal } = useFormScope()
  const list = useId()
  const [isTyping, setTyping] = useState(false)
  const zone = value.trim() || (otherwise ?? '')
  return (
    <Field
      label={label}
      path={path}
      hint={hintOf(zone, value.trim() === '' && otherwise !== undefined)}
    >
      {(ids) => (
        <>
          <input
            {...ids}
            className="input"
            type="text"
            list={list}
            value={value}
            maxLength={60}
            autoComplete="off"
            placeholder={otherwise ?? 'Europe/Berlin'}
            onFocus={() => setTyping(true)}
            onChange={(event) => onChange(event.target.value)}
            onBlur={seal}
          />
          <datalist id={list}>
            {isTyping && zoneNames().map((name) => <option key={name} value={name} />)}
          </datalist>
        </>
      )}
    </Field>
  )
}

function hintOf(zone: string, isFlows: boolean): string {
  if (!isTimezone(zone)) return t('The name of a place, for example Europe/Berlin.')
  const now = Date.now()
  const time = formatDate(now, { timeZone: zone, timeStyle: 'short' })
  const change = nextClockChange(now, zone)
  const there = isFlows
    ? t('The time zone of the flow, {zone}: it is {time} there.', { zone, time })
    : t('It is {time} there.', { time })
  if (!change) return `${there} ${t('Its clocks are never put forward or back.')}`
  const day = formatDate(change.at, { timeZone: zone, day: 'numeric', month: 'long' })
  const said =
    change.minutes > 0
      ? t('Clocks go forward on {day}; the hours follow them.', { day })
      : t('Clocks go back on {day}; the hours follow them.', { day })
  return `${there} ${said}`
}
