import { z } from 'zod'
import type { Diagnostic } from '../../diagnostic.ts'
import { isTimezone } from '../../text/localTime.ts'
import { defineNode } from '../defineNode.ts'
import { optionId } from '../fields.ts'

export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof days)[number]

/** `00:00` to `24:00`. */
const clockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is a time such as 09:30')
const span = z.strictObject({ from: clockTime, to: clockTime })
const spans = z.array(span).max(6)

export const hoursData = z.strictObject({
  /** IANA name, for example `Europe/Berlin`; empty: the flow's. */
  timezone: z.string().max(60),
  /** Spans of each day; one whose end is not after its start runs past midnight. */
  week: z.strictObject({
    mon: spans,
    tue: spans,
    wed: spans,
    thu: spans,
    fri: spans,
    sat: spans,
    sun: spans,
  }),
  holidays: z
    .array(
      z.strictObject({
        id: optionId,
        name: z.string().max(60),
        /** `YYYY-MM-DD`; of a yearly one only month and day count. */
        date: z.string().max(10),
        yearly: z.boolean(),
      }),
    )
    .max(366),
})
export type HoursData = z.infer<typeof hoursData>

/** Goes by the opening hours. */
export const hours = defineNode<HoursData>({
  type: 'hours',
  title: 'Opening hours',
  summary: 'Go by the time of day, the day of the week and holidays.',
  group: 'decide',
  data: hoursData,
  defaults: () => {
    const day = () => [{ from: '09:00', to: '17:00' }]
    return {
      timezone: '',
      week: { mon: day(), tue: day(), wed: day(), thu: day(), fri: day(), sat: [], sun: [] },
      holidays: [],
    }
  },
  ports: (data) => [
    { id: 'open', title: 'Open', unwired: 'error' },
    { id: 'closed', title: 'Closed', unwired: 'error' },
    {
      id: 'holiday',
      title: 'Holiday',
      unwired: data.holidays.length === 0 ? 'never' : 'warning',
      instead: 'closed',
    },
  ],
  describe: describeWeek,
  check: (data) => [...checkTimezone(data.timezone), ...checkHolidays(data), ...checkWeek(data)],
  compile: (node, { target, settings }) => ({
    [node.id]: {
      op: 'schedule',
      node: node.id,
      timezone: node.data.timezone.trim() || settings.timezone,
      week: days.map((day) => node.data.week[day].map(toMinutes)),
      holidays: node.data.holidays.map(({ date, yearly }) => (yearly ? date.slice(5) : date)),
      ports: { open: target('open'), closed: target('closed'), holiday: target('holiday') },
    },
  }),
})

type Span = z.infer<typeof span>
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** A span that ends where it starts lasts the whole day. */
function toMinutes({ from, to }: Span): readonly [number, number] {
  const start = minutesOf(from)
  const end = minutesOf(to)
  return [start, end <= start ? end + 1_440 : end]
}

/** Days that follow each other with equal hours: `09:00–17:00`. */
interface DaysTogether {
  readonly first: Day
  readonly last: Day
  readonly hours: string
}

/** The week in as few parts as it has; days that are closed are left out. */
export function daysTogether({ week }: HoursData): readonly DaysTogether[] {
  const parts: DaysTogether[] = []
  for (const day of days) {
    const hours = week[day].map(({ from, to }) => `${from}–${to}`).join(', ')
    const before = parts.at(-1)
    if (before?.hours === hours) parts[parts.length - 1] = { ...before, last: day }
    else parts.push({ first: day, last: day, hours })
  }
  return parts.filter(({ hours }) => hours !== '')
}

/** `Mon to Fri 09:00–17:00`. */
function describeWeek(data: HoursData): string {
  const parts = daysTogether(data).map(({ first, last, hours: open }) =>
    first === last ? `${nameOf(first)} ${open}` : `${nameOf(first)} to ${nameOf(last)} ${open}`,
  )
  return parts.join('; ') || 'Never open.'
}
const nameOf = (day: Day): string => day.slice(0, 1).toUpperCase() + day.slice(1)

const checkTimezone = (timezone: string): readonly Diagnostic[] =>
  timezone.trim() === '' || isTimezone(timezone.trim())
    ? []
    : [
        {
          code: 'hours.badTimezone',
          severity: 'error',
          message: `There is no time zone “${timezone}”.`,
          hint: 'Choose one from the list, for example Europe/Berlin.',
          path: 'timezone',
        },
      ]

const checkHolidays = (data: HoursData): readonly Diagnostic[] =>
  data.holidays.flatMap((holiday, index): Diagnostic[] =>
    isDate(holiday.date)
      ? []
      : [
          {
            code: 'hours.badDate',
            severity: 'error',
            message:
              holiday.date === ''
                ? 'This holiday has no date.'
                : `“${holiday.date}” is not a date.`,
            hint: 'Write it as 2026-12-25.',
            path: `holidays.${index}.date`,
          },
        ],
  )

/** Days of the months of a leap year: a yearly holiday may be the 29th of February. */
const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
function isDate(date: string): boolean {
  const [, month, day] = /^\d{4}-(\d\d)-(\d\d)$/.exec(date) ?? []
  return Number(day) >= 1 && Number(day) <= (monthDays[Number(month) - 1] ?? 0)
}

const checkWeek = (data: HoursData): readonly Diagnostic[] =>
  days.some((day) => data.week[day].length > 0)
    ? []
    : [
        {
          code: 'hours.neverOpen',
          severity: 'warning',
          message: 'These hours are never open.',
          hint: 'Give at least one day its hours.',
          path: 'week',
        },
      ]
